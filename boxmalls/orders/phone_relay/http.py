"""A phone relay over HTTP, by the protocol in docs/relay.md: signed requests, our own names for sessions, signed events."""

import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from uuid import UUID

from boxmalls.orders.phone_relay.protocol import Event, Lent, PhoneRelayDoesNotAnswer, Wanted
from config.env.phone import PhoneLine

WAITS_S = 5
PAUSES_S = (0.2, 1.0)
MOST_BYTES = 64 * 1024
FRESH = timedelta(minutes=5)
KINDS = {"call.started", "call.ended", "session.closed"}
DIALLED = re.compile(r"\+?[0-9 ]{3,30}")
PIN = re.compile(r"[0-9]{0,12}")


class _Stay(HTTPRedirectHandler):
    """A number is told to the service that was configured, not to one that it names."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        return None


class HttpPhoneRelay:
    """The adapter. Tries three times, half of what may go wrong being over by then."""

    def __init__(self, line: PhoneLine, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.time) -> None:
        self._line, self._pause, self._clock = line, pause, clock
        self._opener = build_opener(ProxyHandler({}), _Stay())
        self.host = line.host

    def open(self, wanted: Wanted) -> Lent:
        """See `PhoneRelay.open`."""
        parties = [{"role": "callee", "number": wanted.number}, {"role": "caller", "by": "pin"}]
        answer = self._ask("PUT", wanted.session, {"parties": parties, "expires_at": wanted.until.astimezone(UTC).isoformat()})
        number, pin = str(answer.get("number", "")), str(answer.get("pin", ""))
        if not DIALLED.fullmatch(number) or not PIN.fullmatch(pin):
            raise PhoneRelayDoesNotAnswer
        return Lent(number, pin)

    def close(self, session: UUID) -> None:
        """See `PhoneRelay.close`."""
        self._ask("DELETE", session, None)

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Event:
        """See `PhoneRelay.read_event`."""
        moment = headers.get("X-Relay-Timestamp", "")
        expected = _signature(self._line.events_secret, moment.encode() + b"\n" + body)
        if not hmac.compare_digest(expected.encode(), headers.get("X-Relay-Signature", "").encode("utf-8", "replace")):
            raise ValueError("not signed by the relay")
        if not moment.isascii() or not moment.isdigit() or len(moment) > 12 or abs(at - datetime.fromtimestamp(int(moment), UTC)) > FRESH:
            raise ValueError("too old")
        return _event(json.loads(body))

    def _ask(self, method: str, session: UUID, told: dict[str, Any] | None) -> dict[str, Any]:
        body = json.dumps(told, separators=(",", ":"), sort_keys=True).encode() if told is not None else b""
        for pause in (*PAUSES_S, None):
            try:
                return self._once(method, f"{self._line.address}/sessions/{session}", f"{method.lower()}-{session}", body)
            except HTTPError as refused:
                refused.close()
                if method == "DELETE" and refused.code in (404, 410):
                    return {}
                if refused.code < 500 and refused.code != 429:
                    raise PhoneRelayDoesNotAnswer from None
            except (URLError, OSError, HTTPException, ValueError):
                pass
            if pause is not None:
                self._pause(pause)
        raise PhoneRelayDoesNotAnswer

    def _once(self, method: str, address: str, key: str, body: bytes) -> dict[str, Any]:
        moment = str(int(self._clock()))
        signed = "\n".join((method, urlsplit(address).path, moment, key, sha256(body).hexdigest()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Relay-Key": self._line.key,
            "X-Relay-Timestamp": moment,
            "X-Relay-Signature": _signature(self._line.secret, signed.encode()),
        }
        request = Request(address, data=body or None, method=method, headers=headers)  # noqa: S310 -- https or the loopback: config/env/phone.py
        with self._opener.open(request, timeout=WAITS_S) as response:
            text = response.read(MOST_BYTES)
        found = json.loads(text) if text.strip() else {}
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return found


def _event(told: Any) -> Event:
    """:raises ValueError: if it is none."""
    try:
        found = Event(str(told["id"])[:200], UUID(told["session"]), str(told["kind"]), datetime.fromisoformat(told["at"]), int(told.get("seconds", 0)))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("not an event") from wrong
    if found.kind not in KINDS or found.at.tzinfo is None or not 0 <= found.seconds <= 86_400:
        raise ValueError("not an event")
    return found


def _signature(secret: str, signed: bytes) -> str:
    return "v1=" + hmac.digest(secret.encode(), signed, "sha256").hex()
