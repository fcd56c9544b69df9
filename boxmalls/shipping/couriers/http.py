"""A courier over HTTP, by the protocol in docs/courier.md."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base.refusals import Refusal
from boxmalls.base.signed import NoAnswer, SaysNo, SignedService
from boxmalls.shipping.couriers.protocol import Booked, CourierDoesNotAnswer, CourierRefuses, Event, LabelFormat, Parcel, PickedUp, Place
from config.env.courier import CourierService

KINDS = {"accepted", "in_transit", "delivered", "returned"}
PRINTED = re.compile(r"[!-~][ -~]{0,39}")
LARGEST_LABEL = 2 * 1024 * 1024
REFUSALS: dict[int, type[Refusal]] = {409: PickedUp, 422: CourierRefuses}


class HttpCourier:
    """The adapter."""

    def __init__(self, service: CourierService, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.time) -> None:
        self._service = SignedService(service, pause=pause, clock=clock)
        self.name, self.codes = service.name, service.codes

    def book(self, parcel: Parcel) -> Booked:
        """See `Courier.book`."""
        told = {
            "reference": parcel.reference,
            "from": {"name": parcel.sender, "address": parcel.sent_from},
            "to": asdict(parcel.to),
            "service": parcel.service,
            "handover": parcel.handover,
            "label": "code" if parcel.paperless else "paper",
            "weight_g": parcel.weight_g,
            "size": parcel.size,
        }
        with _answers():
            answer = self._service.ask_for("PUT", f"parcels/{parcel.id}", key=f"put-{parcel.id}", told=told)
        booked = Booked(str(answer.get("tracking", "")), str(answer.get("code", "")) if parcel.paperless else "")
        if not PRINTED.fullmatch(booked.tracking) or (parcel.paperless and not PRINTED.fullmatch(booked.code)):
            raise CourierDoesNotAnswer
        return booked

    def label(self, parcel: UUID, form: LabelFormat) -> bytes:
        """See `Courier.label`."""
        with _answers():
            return self._service.ask("GET", f"parcels/{parcel}/label.{form}", key=f"label-{parcel}", most=LARGEST_LABEL)

    def redirect(self, parcel: UUID, to: Place, *, wish: UUID) -> None:
        """See `Courier.redirect`."""
        with _answers():
            self._service.ask("PATCH", f"parcels/{parcel}", key=f"patch-{wish}", told={"to": asdict(to)})

    def cancel(self, parcel: UUID) -> None:
        """See `Courier.cancel`."""
        with _answers():
            self._service.ask("POST", f"parcels/{parcel}/cancellation", key=f"cancel-{parcel}", done=(404, 410))

    def forget(self, parcel: UUID) -> None:
        """See `Courier.forget`."""
        with _answers():
            self._service.ask("DELETE", f"parcels/{parcel}", key=f"delete-{parcel}", done=(404, 410))

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Event:
        """See `Courier.read_event`."""
        return _event(self._service.read_event(headers=headers, body=body, at=at))


@contextmanager
def _answers() -> Iterator[None]:
    try:
        yield
    except SaysNo as refused:
        raise REFUSALS.get(refused.status, CourierDoesNotAnswer) from None
    except NoAnswer:
        raise CourierDoesNotAnswer from None


def _event(told: Any) -> Event:
    """:raises ValueError: if it is none."""
    try:
        found = Event(str(told["id"])[:200], UUID(told["parcel"]), str(told["kind"]), datetime.fromisoformat(told["at"]))
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("not an event") from wrong
    if found.kind not in KINDS or found.at.tzinfo is None:
        raise ValueError("not an event")
    return found
