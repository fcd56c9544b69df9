"""What lives as long as a seller's lease: what stands for a buyer's address and number, what a courier was told. Opened, shortened and closed here."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.orders.assembling import EVENTS, happened_to
from boxmalls.orders.courier.closing import close_bookings
from boxmalls.orders.models import Booking, Order, PhoneLine, RelayAddress
from boxmalls.orders.personal_data import CALLING, COURIER, WRITING
from boxmalls.orders.phone_relay.closing import close_lines
from boxmalls.orders.rules import lease_ends
from boxmalls.payments.queries import payment_of_group
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.restriction import is_restricted


def order_with_events(order_id: UUID) -> Order:
    """An order with what happened to it."""
    return Order.objects.select_related("seller", "group", *EVENTS).get(pk=order_id)


def lease_end(order: Order) -> datetime | None:
    """When the lease of an order ends; None while there is none. Of a restricted buyer nothing is lent."""
    if order.person_id is None or is_restricted(order.person_id):
        return None
    return lease_ends(happened_to(order, payment_of_group(order.group_id)))


@transaction.atomic
def follow_lease(order_id: UUID, *, at: datetime) -> None:
    """Open what an open lease needs, or let it end with the lease that events have shortened. Whatever is repeated changes nothing."""
    from boxmalls.orders.relay.addresses import open_addresses

    Order.objects.select_for_update().filter(pk=order_id).first()
    order = order_with_events(order_id)
    ends = lease_end(order)
    addresses, lines = RelayAddress.objects.filter(order=order), PhoneLine.objects.filter(order=order)
    if ends is None or ends <= at or stopped(order.person_id, "orders.writing"):
        addresses.delete()
    else:
        with collecting(WRITING, person=order.person_id, at=at):
            open_addresses(order, until=ends, at=at)
            addresses.filter(ends_at__gt=ends).update(ends_at=ends)
    if ends is None or ends <= at or stopped(order.person_id, "orders.calling"):
        close_lines(lines, at=at)
    elif lines.filter(ends_at__gt=ends).exists():
        with collecting(CALLING, person=order.person_id, at=at):
            lines.update(ends_at=ends)
    bookings = Booking.objects.filter(order=order)
    if ends is None or ends <= at:
        close_bookings(bookings, at=at)
    elif bookings.filter(ends_at__gt=ends).exists():
        with collecting(COURIER, person=order.person_id, at=at, owed=True):
            bookings.update(ends_at=ends)


@transaction.atomic
def close_refused(person_id: UUID, *, at: datetime) -> int:
    """Close what somebody opted out of; returns how many."""
    addresses, lines = RelayAddress.objects.filter(person_id=person_id), PhoneLine.objects.filter(person_id=person_id)
    closed = addresses.delete()[0] if stopped(person_id, "orders.writing") else 0
    closed += close_lines(lines, at=at) if stopped(person_id, "orders.calling") else 0
    bookings = Booking.objects.filter(person_id=person_id, accepted_at=None)
    return closed + (close_bookings(bookings, at=at) if stopped(person_id, "orders.courier") else 0)


def end_leases(*, at: datetime) -> int:
    """Close what outlived its lease; returns how many."""
    with transaction.atomic():
        closed = close_lines(PhoneLine.objects.filter(ends_at__lte=at), at=at) + close_bookings(Booking.objects.filter(ends_at__lte=at), at=at)
    return closed + RelayAddress.objects.filter(ends_at__lte=at).delete()[0]
