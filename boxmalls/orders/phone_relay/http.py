"""A phone relay over HTTP, by the protocol in docs/relay.md."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from boxmalls.base.signed import NoAnswer, SignedService
from boxmalls.orders.phone_relay.protocol import Event, Lent, PhoneRelayDoesNotAnswer, Wanted
from config.env.phone import PhoneLine

KINDS = {"call.started", "call.ended", "session.closed"}
DIALLED = re.compile(r"\+?[0-9 ]{3,30}")
PIN = re.compile(r"[0-9]{0,12}")


class HttpPhoneRelay:
    """The adapter."""

    def __init__(self, line: PhoneLine, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.time) -> None:
        self._service = SignedService(line, pause=pause, clock=clock)
        self.host = line.host

    def open(self, wanted: Wanted) -> Lent:
        """See `PhoneRelay.open`."""
        parties = [{"role": "callee", "number": wanted.number}, {"role": "caller", "by": "pin"}]
        told = {"parties": parties, "expires_at": wanted.until.astimezone(UTC).isoformat()}
        try:
            answer = self._service.ask_for("PUT", f"sessions/{wanted.session}", key=f"put-{wanted.session}", told=told)
        except NoAnswer:
            raise PhoneRelayDoesNotAnswer from None
        number, pin = str(answer.get("number", "")), str(answer.get("pin", ""))
        if not DIALLED.fullmatch(number) or not PIN.fullmatch(pin):
            raise PhoneRelayDoesNotAnswer
        return Lent(number, pin)

    def close(self, session: UUID) -> None:
        """See `PhoneRelay.close`."""
        try:
            self._service.ask("DELETE", f"sessions/{session}", key=f"delete-{session}", done=(404, 410))
        except NoAnswer:
            raise PhoneRelayDoesNotAnswer from None

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Event:
        """See `PhoneRelay.read_event`."""
        return _event(self._service.read_event(headers=headers, body=body, at=at))


def _event(told: Any) -> Event:
    """:raises ValueError: if it is none."""
    try:
        found = Event(str(told["id"])[:200], UUID(told["session"]), str(told["kind"]), datetime.fromisoformat(told["at"]), int(told.get("seconds", 0)))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("not an event") from wrong
    if found.kind not in KINDS or found.at.tzinfo is None or not 0 <= found.seconds <= 86_400:
        raise ValueError("not an event")
    return found
