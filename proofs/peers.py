"""What the services of our own share that proofs put beside a shop: a port on the loopback, every byte that they were told, and how they tell the shop."""

import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

SECRET, EVENTS = "quiet-harbour", "distant-lighthouse"


class Peer(Protocol):
    """A service with a port of its own, and all that the shop told it."""

    port: int
    told: list[bytes]


class Ask[P: Peer](BaseHTTPRequestHandler):
    """One request of the shop's; `peer` is who is asked."""

    peer: P

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def heard(self) -> bytes:
        """The body; it is remembered with the address and the heads."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.peer.told.append(self.path.encode() + b"\n" + str(self.headers).encode() + b"\n" + body)
        return body

    def answer(self, status: int, told: dict[str, str] | None = None) -> None:
        """A status, and what is told with it."""
        body = json.dumps(told).encode() if told is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def listening[P: Peer](ours: P, handler: type[Ask[P]]) -> Iterator[P]:
    """The service on the loopback, closed afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (handler,), {"peer": ours}))
    server.daemon_threads = True
    ours.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ours
    finally:
        server.shutdown()
        server.server_close()


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
