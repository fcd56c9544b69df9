"""A phone relay of our own, by the protocol in docs/relay.md: it lends numbers, tells of calls, and remembers every byte that it was told."""

import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET, EVENTS = "quiet-harbour", "distant-lighthouse"


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


def tell_shop(shop_port: int, host: str, path: str, event: dict[str, Any]) -> int:
    """A service tells a shop what happened, signed as docs/services.md says; what the shop answers."""
    body, stamp = json.dumps(event).encode(), str(int(time.time()))
    signature = hmac.new(EVENTS.encode(), stamp.encode() + b"\n" + body, sha256).hexdigest()
    heads = {"Host": f"{host}:{shop_port}", "X-Relay-Timestamp": stamp, "X-Relay-Signature": f"v1={signature}", "Content-Type": "application/json"}
    connection = HTTPConnection("127.0.0.1", shop_port, timeout=60)
    try:
        connection.request("POST", path, body=body, headers=heads)
        return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def open_switchboard() -> Iterator[Switchboard]:
    """A phone relay on the loopback, closed afterwards."""
    board = Switchboard()

    class Ask(_Ask):
        switchboard = board

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ask)
    server.daemon_threads = True
    board.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield board
    finally:
        server.shutdown()
        server.server_close()


class _Ask(BaseHTTPRequestHandler):
    switchboard: Switchboard

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        board, session, body = self._heard()
        if session in board.closed:
            self._answer(410)
            return
        callee = next((party["number"] for party in json.loads(body)["parties"] if party["role"] == "callee"), "")
        lent = {"number": f"+32 2 777 {len(board.lines):04d}", "pin": f"{7000 + len(board.lines)}", "leads_to": callee}
        line = board.lines.setdefault(session, lent)
        self._answer(200, {"number": line["number"], "pin": line["pin"]})

    def do_DELETE(self) -> None:
        board, session, _body = self._heard()
        board.lines.pop(session, None)
        board.closed.add(session)
        self._answer(204)

    def _heard(self) -> tuple[Switchboard, str, bytes]:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.switchboard.told.append(self.path.encode() + b"\n" + str(self.headers).encode() + b"\n" + body)
        return self.switchboard, self.path.rpartition("/")[2], body

    def _answer(self, status: int, told: dict[str, str] | None = None) -> None:
        body = json.dumps(told).encode() if told is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
