"""A seller has parcels brought by the shop's courier: the courier learns where they go, the seller only what they learn anyway."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.base.refusals import Refusal
from boxmalls.orders.actions.hand_over import hand_over
from boxmalls.orders.courier import asking
from boxmalls.orders.courier.closing import close_bookings
from boxmalls.orders.leases import lease_end, order_with_events
from boxmalls.orders.locking import lock_order, state_under_lock
from boxmalls.orders.models import Booking, Order
from boxmalls.orders.personal_data import COURIER
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import BuyerRefusesCouriers, LeaseIsOver, NeedsAnAddress, NoCourier, NoSuchOrder, NothingBooked, NotToShip
from boxmalls.orders.telling import COURIERS_FORGET_AFTER, tell_of_booking
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.collection import collecting
from boxmalls.sellers.models import Seller
from boxmalls.shipping.couriers.chosen import courier_named, courier_of_site
from boxmalls.shipping.couriers.protocol import CourierDoesNotAnswer, LabelFormat, PickedUp

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """How parcels are to be brought. `paperless` is what whoever learns no address gets anyway."""

    service: str = Booking.Service.STANDARD
    handover: str = Booking.Handover.DROP_OFF
    paperless: bool = True
    weight_g: int = 1000
    size: str = Booking.Size.MEDIUM


@dataclass(frozen=True, slots=True)
class Booked:
    """What became of it: booked, or to be within minutes, and what was left out, with the reason."""

    booked: tuple[str, ...]
    waiting: tuple[str, ...]
    left_out: tuple[tuple[str, Refusal], ...]


def book_parcels(*, seller: Seller, numbers: Sequence[str], wanted: Wanted, at: datetime) -> Booked:
    """
    Book the parcels of some orders. One that is booked already stays as it is.

    The first is booked at once; of several the rest follows within seconds, and whatever the courier does not answer within minutes.

    :raises NoSuchOrder: if one of them is not this seller's; then none is booked.
    """
    chosen = tuple(dict.fromkeys(numbers))[:MOST_AT_ONCE]
    found = dict(Order.objects.filter(seller=seller, number__in=chosen).values_list("number", "pk"))
    if not chosen or len(found) < len(chosen):
        raise NoSuchOrder
    booked, waiting, left_out = [], [], []
    for number in chosen:
        try:
            _want(found[number], seller, wanted, at)
            now = not (booked or waiting) and _at_once(found[number], at)
        except Refusal as refused:
            left_out.append((number, refused))
        else:
            (booked if now else waiting).append(number)
    return Booked(tuple(booked), tuple(waiting), tuple(left_out))


def cancel_booking(*, seller: Seller, number: str, at: datetime) -> None:
    """
    Call a parcel off that the courier does not have yet. It may be booked again, and is then another parcel.

    :raises NoSuchOrder: if it is not this seller's.
    :raises NothingBooked: if there is none.
    :raises PickedUp: if the courier has it.
    :raises CourierDoesNotAnswer: if it does not; then nothing was changed.
    """
    booking = _booking(seller, number)
    if booking.accepted_at is not None:
        raise PickedUp
    courier = courier_named(booking.courier)
    if courier is not None and booking.booked_at is not None:
        courier.cancel(booking.pk)
    with transaction.atomic():
        close_bookings(Booking.objects.filter(pk=booking.pk), at=at)


def take_label(*, seller: Seller, number: str, form: LabelFormat, by: UUID | None, at: datetime) -> bytes:
    """
    The label as the courier made it, for a seller who is shown the address; it is noted for the buyer as every other copy.

    :raises NoSuchOrder: if it is not this seller's.
    :raises NothingBooked: if nothing is, the parcel goes by a code, or its buyer is closed to this seller.
    :raises CourierDoesNotAnswer: if it does not.
    """
    booking, order = _booking(seller, number), order_for_seller(seller.pk, number, at=at)
    courier = courier_named(booking.courier)
    if booking.paperless or booking.booked_at is None or courier is None or order.buyer.address is None or not order.may_be_labelled:
        raise NothingBooked
    label = courier.label(booking.pk, form)
    hand_over([order], seller=seller, by=by, also=("a label",), at=at)
    return label


def _at_once(order_id: UUID, at: datetime) -> bool:
    with suppress(CourierDoesNotAnswer):
        return asking.book(order_id, at=at)
    return False


def _booking(seller: Seller, number: str) -> Booking:
    order = Order.objects.filter(seller=seller, number=number).first()
    if order is None:
        raise NoSuchOrder
    booking = Booking.objects.filter(order=order).first()
    if booking is None:
        raise NothingBooked
    return booking


@transaction.atomic
def _want(order_id: UUID, seller: Seller, wanted: Wanted, at: datetime) -> None:
    """Write down that a parcel is to be booked, and what leaves for it, under the order's lock: two at once are one."""
    order = lock_order(order_id, seller_id=seller.pk)
    courier = courier_of_site(order.group.site_id)
    if courier is None:
        raise NoCourier
    if state_under_lock(order) != "to_ship":
        raise NotToShip
    if stopped(order.person_id, "orders.courier"):
        raise BuyerRefusesCouriers
    learns_address = seller.learns != "label"
    if not learns_address and not courier.codes:
        raise NeedsAnAddress
    ends, to = lease_end(order_with_events(order_id)), asking.place_of(order, at)
    if ends is None or ends <= at or to is None or order.person_id is None:
        raise LeaseIsOver
    ends = min(ends, at + COURIERS_FORGET_AFTER)
    values = {
        "person_id": order.person_id, "courier": courier.name, "service": wanted.service, "handover": wanted.handover,
        "paperless": courier.codes and (wanted.paperless or not learns_address), "weight_g": wanted.weight_g, "size": wanted.size,
        "asked_at": at, "ends_at": ends,
    }  # fmt: skip
    with collecting(COURIER, person=order.person_id, at=at):
        _booking_row, new = Booking.objects.get_or_create(order=order, defaults=values)
    if new:
        tell_of_booking(order, courier.name, phone=bool(to.phone), until=ends.date(), at=at)
        outbox.publish("parcel.wanted", order.pk)
