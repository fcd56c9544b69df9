"""
Orders that were paid before the shop had a mailbox or a phone relay.

What stands for a buyer's address and number comes with the lease. Where the lease is open and the shop has the means later, it comes then: a walk
through the orders of the last months, some at a time, each looked at once and in the order of their numbers. An order whose lease is over is left as it
is, and so is one whose buyer said no, is closed to sellers, or has gone. How far the walk came is written after what was done: what a crash leaves out is
looked at again, which changes nothing where it was done.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from boxmalls.base.refusals import Refusal
from boxmalls.orders.leases import follow_lease
from boxmalls.orders.models import Order, RelayRound
from boxmalls.orders.phone_relay.lines import phone_relay, want_line
from boxmalls.orders.relay.addresses import relays_mail
from boxmalls.orders.rules import LEASE_AFTER_RECEIPT, LEASE_AFTER_SHIPPING, LEASE_AT_MOST
from boxmalls.payments.queries import settled_payments
from boxmalls.privacy.restriction import is_restricted

AT_ONCE = 100


def catch_up(*, at: datetime) -> int:
    """Go some steps further on each walk; returns how many orders were looked at. Without a mailbox or a relay there is no walk."""
    mails = _walk(RelayRound.For.MAIL, follow_lease if relays_mail() else None, at)
    return mails + _walk(RelayRound.For.CALLS, _want if settings.PHONE_RELAY else None, at)


def _want(order_id: UUID, *, at: datetime) -> None:
    """Have a number lent: asked of the relay like every other that was not answered yet."""
    relay = phone_relay()
    if relay is not None:
        want_line(order_id, relay=relay, at=at)


def _walk(about: RelayRound.For, give: Callable[..., object] | None, at: datetime) -> int:
    if give is None:
        RelayRound.objects.filter(pk=about).delete()
        return 0
    walk, _new = RelayRound.objects.get_or_create(pk=about, defaults={"began_at": at})
    if walk.ended_at is not None:
        return 0
    orders = _with_open_lease(at, after=walk.upto)[:AT_ONCE]
    for order_id, person_id in orders:
        with suppress(Refusal):  # The buyer's no. Whatever else goes wrong ends the step, and it is taken again.
            if not is_restricted(person_id):
                give(order_id, at=at)
    further = {"upto": orders[-1][0]} if orders else {"ended_at": at}
    RelayRound.objects.filter(pk=about, upto=walk.upto).update(**further)
    return len(orders)


def _with_open_lease(at: datetime, *, after: UUID | None) -> list[tuple[UUID, UUID]]:
    """Orders and their buyers whose lease may be open, by number. What gives looks again, under the order's lock."""
    paid = Exists(settled_payments().filter(group_id=OuterRef("group_id")))
    still = Q(shipment=None) | Q(shipment__shipped_at__gt=at - LEASE_AFTER_SHIPPING)
    still &= Q(receipt=None) | Q(receipt__received_at__gt=at - LEASE_AFTER_RECEIPT)
    orders = Order.objects.filter(paid, still, person__isnull=False, cancellation=None, placed_at__gt=at - 2 * LEASE_AT_MOST)
    if after is not None:
        orders = orders.filter(pk__gt=after)
    return list(orders.order_by("pk").values_list("pk", "person_id")[:AT_ONCE])
