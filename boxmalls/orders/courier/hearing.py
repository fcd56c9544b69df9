"""What couriers tell of parcels. Each event is heard once; the shipment moves by the same verbs as by hand."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from boxmalls.orders.actions.receive import mark_received
from boxmalls.orders.actions.ship import ship_order
from boxmalls.orders.locking import lock_order, state_under_lock
from boxmalls.orders.models import Booking, Order, ParcelEvent
from boxmalls.orders.personal_data import COURIER, ORDERING
from boxmalls.orders.refusals import NotBookedYet
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import unwrap
from boxmalls.shipping.couriers.protocol import Event

Kind = ParcelEvent.Kind


@transaction.atomic
def hear_event(courier: str, event: Event, *, at: datetime) -> bool:
    """
    Note where a parcel is and move its order; whether that was new.

    Of a parcel that is not this courier's, or not booked any more, nothing is kept.

    :raises NotBookedYet: if its number was not stored yet; then the courier tells it again.
    """
    known = Booking.objects.filter(pk=event.parcel, courier=courier, ends_at__gt=at)
    order_id = known.values_list("order_id", flat=True).first()
    if order_id is None:
        return False
    order = lock_order(order_id)
    booking = known.select_for_update().first()
    if booking is not None and booking.booked_at is None:
        raise NotBookedYet
    if booking is None or not _note(booking, event, at):
        return False
    if booking.accepted_at is None:
        with collecting(COURIER, person=booking.person_id, at=at, owed=True):
            Booking.objects.filter(pk=booking.pk).update(accepted_at=min(event.at, at))
    _move(order, booking, event.kind, at)
    return True


def events_of(order_id: UUID) -> Sequence[tuple[str, datetime]]:
    """What the courier said of an order's parcel, in the order in which it did."""
    return list(ParcelEvent.objects.filter(order_id=order_id).order_by("at", "pk").values_list("kind", "at"))


def booked_with(order_id: UUID) -> str:
    """The courier that was told where an order goes; nothing where none was."""
    found = Booking.objects.filter(order_id=order_id).values_list("courier", flat=True).first()
    return found or ""


def _note(booking: Booking, event: Event, at: datetime) -> bool:
    """Whether it was not heard before. Where the buyer opted out of following parcels, nothing is kept: moving twice changes nothing."""
    if refuses(booking.person_id, ORDERING, Category.THIRD_PARTY):
        return True
    with collecting(ORDERING, person=booking.person_id, at=at, owed=True):
        _event, new = ParcelEvent.objects.get_or_create(
            event=sha256(f"{booking.courier}\n{event.id}".encode()).digest(),
            defaults={"order_id": booking.order_id, "person_id": booking.person_id, "kind": event.kind, "at": min(event.at, at)},
        )
    return new


def _move(order: Order, booking: Booking, kind: str, at: datetime) -> None:
    """What a courier has was sent, whoever says so first; what it delivered has arrived."""
    if state_under_lock(order) == "to_ship":
        tracking = unwrap([booking])[0].tracking or ""
        ship_order(order=order, seller=order.seller_id, carrier=booking.courier, tracking=tracking, at=at)
    if kind == Kind.DELIVERED and state_under_lock(order) == "shipped":
        mark_received(order=order, person=booking.person_id, at=at)
