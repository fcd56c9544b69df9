"""A courier for tests: keeps the protocol of docs/courier.md and tells what it was told. `python -m tests.courier_peer PORT` lets one run for a shop."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from config.env.courier import CourierService
from tests.signed_peer import EVENTS, SECRET, Heard, SignedHandler, serve

__all__ = ["EVENTS", "SECRET", "CourierPeer", "open_courier"]


@dataclass
class CourierPeer(Heard):
    """A courier that runs. `parcels` are booked and not called off, by our names for them."""

    service: CourierService = None  # type: ignore[assignment]
    parcels: dict[str, dict[str, Any]] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    picked_up: set[str] = field(default_factory=set)
    wishes: set[str] = field(default_factory=set)
    most_g: int = 30_000


@contextmanager
def open_courier(**more: str) -> Iterator[CourierPeer]:
    """Start it, hand it over, stop it; `more` goes into its address, as `codes="no"`."""
    said = "".join(f"&{name}={value}" for name, value in {"name": "Post", **more}.items())
    with serve(_Handler, lambda url: CourierPeer(service=CourierService.parse(url + said))) as peer:
        yield peer


class _Handler(SignedHandler, BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        body, peer, (parcel, *_more) = self.heard(), self.peer, self._path
        if body is None:
            return
        told = json.loads(body)
        if parcel in peer.forgotten | peer.cancelled:
            self.answer(410, {})
        elif told["weight_g"] > peer.most_g:
            self.answer(422, {})
        else:
            many = len(peer.parcels)
            booked = {"tracking": f"CC{many:09d}DE", "code": f"DROP-{many:06d}" if told["label"] == "code" else "", "asked": told}
            self.answer(200, {**peer.parcels.setdefault(parcel, booked)})

    def do_GET(self) -> None:
        if self.heard() is None:
            return
        parcel, what = self._path
        booked = self.peer.parcels.get(parcel)
        if booked is None or booked["code"]:
            self.answer(404, {})
        else:
            self.answer(200, f"%{what}\n{json.dumps(booked['asked']['to'], ensure_ascii=False)}".encode())

    def do_PATCH(self) -> None:
        body, peer, (parcel, *_more) = self.heard(), self.peer, self._path
        if body is None:
            return
        if parcel in peer.picked_up or parcel not in peer.parcels:
            self.answer(409 if parcel in peer.picked_up else 404, {})
            return
        if self.headers["Idempotency-Key"] not in peer.wishes:
            peer.wishes.add(self.headers["Idempotency-Key"])
            peer.parcels[parcel]["asked"]["to"] = json.loads(body)["to"]
        self.answer(204, None)

    def do_POST(self) -> None:
        if self.heard() is None:
            return
        parcel, _what = self._path
        if parcel in self.peer.picked_up:
            self.answer(409, {})
            return
        self.peer.parcels.pop(parcel, None)
        self.peer.cancelled.add(parcel)
        self.answer(204, None)

    def do_DELETE(self) -> None:
        if self.heard() is not None:
            [parcel] = self._path
            self.peer.parcels.pop(parcel, None)
            self.peer.forgotten.add(parcel)
            self.answer(204, None)

    @property
    def _path(self) -> list[str]:
        return self.path.removeprefix("/v1/parcels/").split("/")


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _Handler)
    server.peer = CourierPeer()  # type: ignore[attr-defined]
    server.serve_forever()
