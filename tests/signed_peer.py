"""What every service for tests shares: an HTTP server on the loopback that checks each signature by docs/services.md, in words of its own."""

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

SECRET, EVENTS = "quiet harbour", "distant lighthouse"


@dataclass
class Heard:
    """What a service was told, refused, and was wished to have trouble with."""

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
def serve(handler: type["SignedHandler"], make: Any) -> Iterator[Any]:
    """Start a service, hand over what `make` makes of its address, stop it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    secret, events = SECRET.replace(" ", "%20"), EVENTS.replace(" ", "%20")
    peer = make(f"http://shop:{secret}@127.0.0.1:{server.server_address[1]}/v1?events={events}")
    server.peer = peer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


class SignedHandler(BaseHTTPRequestHandler):
    """Answers what is signed; the rest is 401."""

    @property
    def peer(self) -> Any:
        """The service that runs."""
        return self.server.peer  # type: ignore[attr-defined]

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def heard(self) -> bytes | None:
        """What was asked; None, and already answered, if it is not signed or trouble was wished for."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        stamp, key = self.headers["X-Relay-Timestamp"], self.headers["Idempotency-Key"]
        signed = "\n".join((self.command, self.path, stamp, key, sha256(body).hexdigest()))
        expected = "v1=" + hmac.new(SECRET.encode(), signed.encode(), sha256).hexdigest()
        if self.headers["X-Relay-Key"] != "shop" or not hmac.compare_digest(expected, self.headers["X-Relay-Signature"] or ""):
            self.peer.refused.append(self.path)
            self.answer(401, {})
            return None
        self.peer.told.append(body)
        if self.peer.trouble:
            self.answer(self.peer.trouble.pop(0), {})
            return None
        return body

    def answer(self, status: int, told: Any) -> None:
        """Answer with JSON, bytes, or nothing."""
        body = b"" if told is None else told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
