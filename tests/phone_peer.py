"""A phone relay for tests: keeps the protocol of docs/relay.md and tells what it was told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from config.env.phone import PhoneLine
from tests.signed_peer import EVENTS, SECRET, Heard, SignedHandler, serve

__all__ = ["EVENTS", "SECRET", "Peer", "open_peer"]


@dataclass
class Peer(Heard):
    """A phone relay that runs."""

    line: PhoneLine = None  # type: ignore[assignment]
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)


@contextmanager
def open_peer() -> Iterator[Peer]:
    """Start it, hand it over, stop it."""
    with serve(_Handler, lambda url: Peer(line=PhoneLine.parse(url))) as peer:
        yield peer


class _Handler(SignedHandler, BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        body, session = self.heard(), self._session
        if body is None:
            return
        if session in self.peer.closed:
            self.answer(410, {})
            return
        many = len(self.peer.sessions)
        lent = {"id": session, "number": f"+32 2 555 {many:04d}", "pin": f"{4000 + many}", "asked": json.loads(body)}
        self.answer(200, self.peer.sessions.setdefault(session, lent))

    def do_DELETE(self) -> None:
        if self.heard() is not None:
            self.peer.sessions.pop(self._session, None)
            self.peer.closed.add(self._session)
            self.answer(204, None)

    @property
    def _session(self) -> str:
        return self.path.removeprefix("/v1/sessions/")
