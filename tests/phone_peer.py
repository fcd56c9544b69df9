"""A phone relay for tests: an HTTP server on the loopback that keeps the protocol of docs/relay.md, checks every signature, and tells what it was told."""

import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from config.env.phone import PhoneLine

SECRET, EVENTS = "quiet harbour", "distant lighthouse"


@dataclass
class Peer:
    """A phone relay that runs."""

    line: PhoneLine
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    told: list[bytes] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    trouble: list[int] = field(default_factory=list)

    def signed_event(self, secret: str = EVENTS, *, moment: int | None = None, **event: Any) -> tuple[bytes, dict[str, str]]:
        """An event as this service sends it: body and heads."""
        body = json.dumps(event).encode()
        stamp = str(int(time.time()) if moment is None else moment)
        signature = hmac.new(secret.encode(), stamp.encode() + b"\n" + body, sha256).hexdigest()
        return body, {"X-Relay-Timestamp": stamp, "X-Relay-Signature": f"v1={signature}"}


@contextmanager
def open_peer() -> Iterator[Peer]:
    """Start it, hand it over, stop it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    port = server.server_address[1]
    peer = Peer(PhoneLine.parse(f"http://shop:{SECRET.replace(' ', '%20')}@127.0.0.1:{port}/v1?events={EVENTS.replace(' ', '%20')}"))
    server.peer = peer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        peer, session, body = self._heard()
        if session is None:
            return
        if session in peer.closed:
            self._answer(410, {})
            return
        lent = {"id": session, "number": f"+32 2 555 {len(peer.sessions):04d}", "pin": f"{4000 + len(peer.sessions)}", "asked": json.loads(body)}
        self._answer(200, peer.sessions.setdefault(session, lent))

    def do_DELETE(self) -> None:
        peer, session, _body = self._heard()
        if session is not None:
            peer.sessions.pop(session, None)
            peer.closed.add(session)
            self._answer(204, None)

    def _heard(self) -> tuple[Peer, str | None, bytes]:
        """What was asked; already answered, and no session, if it is not signed or trouble was wished for."""
        peer: Peer = self.server.peer  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        stamp, key = self.headers["X-Relay-Timestamp"], self.headers["Idempotency-Key"]
        signed = "\n".join((self.command, self.path, stamp, key, sha256(body).hexdigest()))
        expected = "v1=" + hmac.new(SECRET.encode(), signed.encode(), sha256).hexdigest()
        if self.headers["X-Relay-Key"] != "shop" or not hmac.compare_digest(expected, self.headers["X-Relay-Signature"] or ""):
            peer.refused.append(self.path)
            self._answer(401, {})
            return peer, None, b""
        peer.told.append(body)
        if peer.trouble:
            self._answer(peer.trouble.pop(0), {})
            return peer, None, b""
        return peer, self.path.removeprefix("/v1/sessions/"), body

    def _answer(self, status: int, told: dict[str, Any] | None) -> None:
        body = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
