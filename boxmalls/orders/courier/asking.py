"""
Asking couriers, whatever crashes in between.

That a parcel is to be booked, and the note of what leaves for it, were written before (`actions/book.py`). Then the courier is asked, outside any
transaction, by a name of ours for the parcel; then what it answered is written, if it is still wanted. What is not becomes a parcel to forget, which
is asked until it is answered. Corrections go on by themselves while the courier can still change where a parcel goes.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.orders.assembling import read_line, read_recipient
from boxmalls.orders.courier.closing import close_bookings
from boxmalls.orders.leases import lease_end, order_with_events
from boxmalls.orders.models import Booking, Delivery, Order, ParcelToForget, PhoneLine
from boxmalls.orders.personal_data import COURIER, ORDERING
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.telling import courier_code, tell_of_booking
from boxmalls.privacy.choices import refuses, stopped
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure.forwarding import acknowledge, note_told
from boxmalls.privacy.models import CorrectionNotice
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import unwrap
from boxmalls.shipping.couriers.chosen import courier_named, has_courier, names_of_couriers
from boxmalls.shipping.couriers.protocol import Booked, Courier, CourierDoesNotAnswer, CourierRefuses, Parcel, PickedUp, Place

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a courier is to be asked."""

    courier: Courier
    parcel: Parcel


def book(order_id: UUID, *, at: datetime) -> bool:
    """
    Ask the courier for a parcel that is wanted; whether it is booked now. Twice is once.

    :raises CourierRefuses: if it does not take it; then it is no longer wanted.
    :raises CourierDoesNotAnswer: if it does not; then it is asked again within minutes.
    """
    wish = _wish(order_id, at)
    if wish is None:
        return Booking.objects.filter(order_id=order_id).exclude(booked_at=None).exists()
    try:
        booked = wish.courier.book(wish.parcel)
    except CourierRefuses:
        with transaction.atomic():
            close_bookings(Booking.objects.filter(pk=wish.parcel.id), at=at)
        raise
    _keep(wish.parcel.id, wish.courier, booked, at)
    return True


def ask_couriers(*, at: datetime) -> int:
    """
    Ask for what was never answered, pass corrections on, have forgotten what is over; returns how much could be done.

    A courier that the shop has no longer is asked nothing; what it was to forget is let go after the longest lease.
    """
    gone = ParcelToForget.objects.exclude(courier__in=names_of_couriers()).filter(wanted_at__lt=at - LEASE_AT_MOST)
    done = gone.delete()[0]
    if not has_courier():
        return done
    done += pass_corrections_on(at=at)
    for order_id in Booking.objects.filter(booked_at=None, ends_at__gt=at).order_by("asked_at").values_list("order_id", flat=True)[:AT_ONCE]:
        with suppress(CourierDoesNotAnswer, CourierRefuses):
            done += book(order_id, at=at)
    return done + have_forgotten()


def pass_corrections_on(*, at: datetime) -> int:
    """
    Tell couriers what was corrected; returns how many heard. What they changed is acknowledged; where it was too late they know, and staff see so.

    The note says where a parcel goes now, so an old note told late says nothing wrong.
    """
    booked = Booking.objects.exclude(booked_at=None).filter(ends_at__gt=at)
    notices = CorrectionNotice.objects.filter(recipient__startswith="courier:", told_at=None, order_ref__in=booked.values("order__number"))
    heard = 0
    for notice in notices.order_by("made_at")[:AT_ONCE]:
        with suppress(CourierDoesNotAnswer):
            heard += _pass_on(notice, booked.select_related("order").get(order__number=notice.order_ref), at)
    return heard


def have_forgotten() -> int:
    """Let couriers forget what is over here; returns how many did. What is not answered stays to be asked again."""
    forgotten = 0
    for parcel in ParcelToForget.objects.filter(courier__in=names_of_couriers()).order_by("wanted_at")[:AT_ONCE]:
        courier = courier_named(parcel.courier)
        with suppress(CourierDoesNotAnswer):
            if courier is not None:
                courier.forget(parcel.pk)
                forgotten += parcel.delete()[0]
    return forgotten


def place_of(order: Order, at: datetime) -> Place | None:
    """Where a parcel goes, and the number that stands for the receiver's; None once nobody may know."""
    delivery = Delivery.objects.filter(order=order, person_id=order.person_id).first()
    to = read_recipient(unwrap([delivery])[0]) if delivery else None
    if to is None:
        return None
    line = PhoneLine.objects.filter(order=order, ends_at__gt=at).first()
    phone = (read_line(unwrap([line])[0]) or "") if line else ""
    return Place(to.name, to.line1, to.line2, to.postcode, to.city, to.region, to.country, phone)


@transaction.atomic
def _wish(order_id: UUID, at: datetime) -> _Wish | None:
    """What is still wanted and not booked, looked at again before it leaves; what no longer has a reason is closed."""
    Order.objects.select_for_update().filter(pk=order_id).first()
    booking = Booking.objects.filter(order_id=order_id, booked_at=None).first()
    if booking is None:
        return None
    order = order_with_events(order_id)
    ends, courier = lease_end(order), courier_named(booking.courier)
    to = place_of(order, at) if ends and ends > at and not stopped(order.person_id, "orders.courier") else None
    if to is None or courier is None:
        close_bookings(Booking.objects.filter(pk=booking.pk), at=at)
        return None
    tell_of_booking(order, courier.name, phone=bool(to.phone), until=booking.ends_at.date(), at=at)
    seller = order.seller
    parcel = Parcel(
        booking.pk, order.label, seller.name, seller.address or seller.place, to, booking.service, booking.handover, booking.paperless,
        booking.weight_g, booking.size,
    )  # fmt: skip
    return _Wish(courier, parcel)


@transaction.atomic
def _keep(parcel: UUID, courier: Courier, booked: Booked, at: datetime) -> None:
    """Write what the courier answered; if nobody wants it any more, have it forgotten."""
    booking = Booking.objects.select_for_update().filter(pk=parcel).first()
    if booking is None:
        ParcelToForget.objects.get_or_create(pk=parcel, defaults={"courier": courier.name, "wanted_at": at})
        return
    with collecting(COURIER, person=booking.person_id, at=at):
        booking.code, booking.booked_at = booked.code or None, at
        booking.tracking = None if refuses(booking.person_id, ORDERING, Category.THIRD_PARTY) else booked.tracking
        booking.save(update_fields=["tracking", "code", "booked_at"])


def _pass_on(notice: CorrectionNotice, booking: Booking, at: datetime) -> bool:
    courier, to = courier_named(booking.courier), place_of(booking.order, at)
    if courier is None or to is None or notice.recipient != courier_code(booking.courier):
        return False
    with transaction.atomic():
        tell_of_booking(booking.order, courier.name, phone=bool(to.phone), until=booking.ends_at.date(), at=at)
    with suppress(PickedUp):
        courier.redirect(booking.pk, to, wish=notice.pk)
        note_told(notice_id=notice.pk, at=at)
        acknowledge(notice_id=notice.pk, recipient=notice.recipient, at=at)
        return True
    note_told(notice_id=notice.pk, at=at)
    return False
