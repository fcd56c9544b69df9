"""A courier of our own, by the protocol in docs/courier.md: it takes parcels by a code, tells where they are, and remembers every byte that it was told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from typing import Any

from proofs.switchboard import EVENTS, SECRET, tell_shop


@dataclass(slots=True)
class Depot:
    """Parcels by the shop's own name for them, where each goes, and all that the shop told."""

    port: int = 0
    parcels: dict[str, dict[str, Any]] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    told: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """How a shop is told where it is."""
        return f"http://shop:{SECRET}@127.0.0.1:{self.port}/v1?events={EVENTS}&name=Dragonfly"

    def parcel_to(self, street: str) -> str:
        """The parcel that goes to a street; empty if there is none."""
        return next((parcel for parcel, told in self.parcels.items() if street in told["to"].values()), "")

    def tell(self, shop_port: int, host: str, parcel: str, kind: str) -> int:
        """Something happens to a parcel: the shop is told so, signed; what it answers."""
        event = {"id": token_hex(8), "parcel": parcel, "kind": kind, "at": datetime.now(UTC).isoformat()}
        return tell_shop(shop_port, host, "/courier/events", event)


@contextmanager
def open_depot() -> Iterator[Depot]:
    """A courier on the loopback, closed afterwards."""
    ours = Depot()

    class Ask(_Ask):
        depot = ours

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ask)
    server.daemon_threads = True
    ours.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ours
    finally:
        server.shutdown()
        server.server_close()


class _Ask(BaseHTTPRequestHandler):
    depot: Depot

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def do_PUT(self) -> None:
        parcel, body = self._heard()
        if parcel in self.depot.forgotten:
            self._answer(410)
            return
        self.depot.parcels.setdefault(parcel, {**json.loads(body), "number": len(self.depot.parcels)})
        number = self.depot.parcels[parcel]["number"]
        self._answer(200, {"tracking": f"DF{number:09d}", "code": f"WINGS-{number:05d}"})

    def do_POST(self) -> None:
        parcel, _body = self._heard()
        self.depot.parcels.pop(parcel, None)
        self._answer(204)

    def do_PATCH(self) -> None:
        parcel, body = self._heard()
        self.depot.parcels[parcel]["to"] = json.loads(body)["to"]
        self._answer(204)

    def do_DELETE(self) -> None:
        parcel, _body = self._heard()
        self.depot.parcels.pop(parcel, None)
        self.depot.forgotten.add(parcel)
        self._answer(204)

    def _heard(self) -> tuple[str, bytes]:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.depot.told.append(self.path.encode() + b"\n" + body)
        return self.path.split("/")[3], body

    def _answer(self, status: int, told: dict[str, str] | None = None) -> None:
        body = json.dumps(told).encode() if told is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
