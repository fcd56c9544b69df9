"""A courier of our own, by the protocol in docs/courier.md: it takes parcels by a code, tells where they are, and remembers every byte that it was told."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from secrets import token_hex
from typing import Any

from proofs.peers import EVENTS, SECRET, Ask, listening, tell_shop


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


def open_depot() -> AbstractContextManager[Depot]:
    """A courier on the loopback, closed afterwards."""
    return listening(Depot(), _Asked)


class _Asked(Ask[Depot], BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        parcel, body = self._parcel()
        if parcel in self.peer.forgotten:
            self.answer(410)
            return
        self.peer.parcels.setdefault(parcel, {**json.loads(body), "number": len(self.peer.parcels)})
        number = self.peer.parcels[parcel]["number"]
        self.answer(200, {"tracking": f"DF{number:09d}", "code": f"WINGS-{number:05d}"})

    def do_POST(self) -> None:
        parcel, _body = self._parcel()
        self.peer.parcels.pop(parcel, None)
        self.answer(204)

    def do_PATCH(self) -> None:
        parcel, body = self._parcel()
        self.peer.parcels[parcel]["to"] = json.loads(body)["to"]
        self.answer(204)

    def do_DELETE(self) -> None:
        parcel, _body = self._parcel()
        self.peer.parcels.pop(parcel, None)
        self.peer.forgotten.add(parcel)
        self.answer(204)

    def _parcel(self) -> tuple[str, bytes]:
        return self.path.split("/")[3], self.heard()
