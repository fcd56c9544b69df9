"""
The door for couriers.

Parcels are named by us, so that one whose booking was never answered can be called off all the same. Booking twice answers the same; what was forgotten
once, or before it was booked, is never booked again. A courier learns where a parcel goes and what it weighs, and nothing of what is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict, Unavailable

type LabelFormat = Literal["pdf", "png", "zpl"]


class CourierDoesNotAnswer(Unavailable):
    """It is away; asked again within minutes."""

    code = "courier-unavailable"
    words = _("The courier does not answer at the moment. Try again in some minutes; a parcel that was booked before is still booked.")


class PickedUp(Conflict):
    """The courier has the parcel: too late to call it off, or to send it elsewhere."""

    code = "picked-up"
    words = _("The courier has this parcel already. Nothing was changed.")


class CourierRefuses(Conflict):
    """It does not bring this parcel."""

    code = "courier-refuses"
    words = _("The courier does not take this parcel: it is too heavy or too large, or it is not brought there. Book it with other measures.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a parcel goes. `phone` stands for the receiver's and is never their own; empty where nothing does."""

    name: str
    line1: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    phone: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """
    What is to be brought.

    :param reference: our number on the parcel.
    :param paperless: the courier gives a code and writes the label itself, so that whoever hands the parcel over learns no address.
    """

    id: UUID
    reference: str
    sender: str
    sent_from: str
    to: Place
    service: str
    handover: str
    paperless: bool
    weight_g: int
    size: str


@dataclass(frozen=True, slots=True)
class Booked:
    """`tracking` is the courier's number; `code` is shown where a paperless parcel is handed over, and names nobody."""

    tracking: str
    code: str


@dataclass(frozen=True, slots=True)
class Event:
    """What the courier tells: `accepted`, `in_transit`, `delivered`, `returned`. `id` is its own and never repeats."""

    id: str
    parcel: UUID
    kind: str
    at: datetime


class Courier(Protocol):
    """One courier."""

    name: str
    codes: bool

    def book(self, parcel: Parcel) -> Booked:
        """
        Have a parcel brought. May be called again after a crash and then answers the same.

        :raises CourierRefuses: if it does not take it.
        :raises CourierDoesNotAnswer: if it does not.
        """

    def label(self, parcel: UUID, form: LabelFormat) -> bytes:
        """
        The label as the courier made it, with the address on it; of a paperless parcel there is none.

        :raises CourierDoesNotAnswer: if it does not answer.
        """

    def redirect(self, parcel: UUID, to: Place, *, wish: UUID) -> None:
        """
        Send it elsewhere. The same wish twice is one.

        :raises PickedUp: if it is too late.
        :raises CourierDoesNotAnswer: if it does not answer.
        """

    def cancel(self, parcel: UUID) -> None:
        """
        Call it off. What is called off, or was never booked, stays so.

        :raises PickedUp: if it is too late.
        :raises CourierDoesNotAnswer: if it does not answer.
        """

    def forget(self, parcel: UUID) -> None:
        """
        Forget whom it is for: at once where it was not picked up, which calls it off; else as soon as it is delivered or back.

        :raises CourierDoesNotAnswer: if it does not answer.
        """

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Event:
        """
        Understand what the courier sent, after its signature was checked.

        :raises ValueError: if the signature is not the courier's, is old, or signs nonsense.
        """
