"""A phone relay of our own, by the protocol in docs/relay.md: it lends numbers, tells of calls, and remembers every byte that it was told."""

import json
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

from proofs.peers import EVENTS, SECRET, Ask, listening, tell_shop


@dataclass(slots=True)
class Switchboard:
    """Lines by the shop's own name for them, and all that the shop told."""

    port: int = 0
    lines: dict[str, dict[str, str]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    told: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """How a shop is told where it is."""
        return f"http://shop:{SECRET}@127.0.0.1:{self.port}/v1?events={EVENTS}"

    def session_of(self, phone: str) -> str:
        """The line that leads to a telephone; empty if there is none."""
        digits = "".join(sign for sign in phone if sign.isdigit())
        return next((session for session, line in self.lines.items() if line["leads_to"].lstrip("+") == digits), "")

    def call(self, shop_port: int, host: str, session: str) -> int:
        """Somebody calls through a line: the shop is told so, signed; what it answers."""
        event = {"id": secrets.token_hex(8), "session": session, "kind": "call.started", "at": datetime.now(UTC).isoformat(), "seconds": 0}
        return tell_shop(shop_port, host, "/relay/calls", event)


def open_switchboard() -> AbstractContextManager[Switchboard]:
    """A phone relay on the loopback, closed afterwards."""
    return listening(Switchboard(), _Asked)


class _Asked(Ask[Switchboard], BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        session, body = self._session()
        if session in self.peer.closed:
            self.answer(410)
            return
        callee = next((party["number"] for party in json.loads(body)["parties"] if party["role"] == "callee"), "")
        lent = {"number": f"+32 2 777 {len(self.peer.lines):04d}", "pin": f"{7000 + len(self.peer.lines)}", "leads_to": callee}
        line = self.peer.lines.setdefault(session, lent)
        self.answer(200, {"number": line["number"], "pin": line["pin"]})

    def do_DELETE(self) -> None:
        session, _body = self._session()
        self.peer.lines.pop(session, None)
        self.peer.closed.add(session)
        self.answer(204)

    def _session(self) -> tuple[str, bytes]:
        return self.path.rpartition("/")[2], self.heard()
