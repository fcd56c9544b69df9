"""Calling an order off before it is shipped: money, goods and books go back the way they came."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.catalog.actions import stock
from boxmalls.orders.actions.credit import write_credit_note
from boxmalls.orders.locking import lock_order, state_under_lock
from boxmalls.orders.models import Cancellation, Order
from boxmalls.orders.refusals import TooLateToCancel
from boxmalls.payments.actions import give_back, lapse_transfer
from boxmalls.payments.queries import overdue_groups

if TYPE_CHECKING:
    from boxmalls.privacy.models import Person
    from boxmalls.sellers.models import Seller

By = Cancellation.By


@transaction.atomic
def cancel_order(
    *, order: Order | UUID, by: str = By.BUYER, person: "Person | UUID | None" = None, seller: "Seller | UUID | None" = None, at: datetime
) -> Cancellation:
    """
    Call an order off before it is shipped. Calling it off twice changes nothing.

    What was paid goes to the buyer's balance, the goods go back into stock, and a credit note takes the invoice back.

    :param person: the buyer, when `by` is the buyer; nobody else's order is found.
    :param seller: the seller, when `by` is the seller.
    :raises NoSuchOrder: if it is somebody else's.
    :raises TooLateToCancel: if it has been shipped.
    """
    if (by == By.BUYER and person is None) or (by == By.SELLER and seller is None):
        raise TypeError("Say whose order it is.")
    found = lock_order(order, person_id=_id(person), seller_id=_id(seller))
    state = state_under_lock(found)
    if state == "cancelled":
        return Cancellation.objects.get(pk=found.pk)
    if state in ("shipped", "received"):
        raise TooLateToCancel
    return _cancel(found, by, at)


def cancel_unpaid(*, at: datetime) -> int:
    """Call off the orders whose transfer should have come by now; returns how many groups. Each is a transaction of its own."""
    return sum(_lapse(group, at) for group in overdue_groups(at))


@transaction.atomic
def _lapse(group_id: UUID, at: datetime) -> bool:
    orders = [lock_order(order_id) for order_id in Order.objects.filter(group_id=group_id).order_by("id").values_list("id", flat=True)]
    if not lapse_transfer(group_id=group_id, at=at):
        return False
    for order in orders:
        if state_under_lock(order) == "awaiting_payment":
            _cancel(order, By.UNPAID, at)
    return True


def _cancel(order: Order, by: str, at: datetime) -> Cancellation:
    """The order's row is locked; then payment, accounts, the invoice counter, and last the stock."""
    cancellation = Cancellation.objects.create(order=order, by=by, cancelled_at=at)
    give_back(group_id=order.group_id, for_id=order.pk, at=at)
    write_credit_note(order=order, at=at)
    outbox.publish("order.cancelled", order.pk, {"group": str(order.group_id)})
    stock.put_back(rows=list(order.lines.values_list("offer_id", "quantity")))
    return cancellation


def _id(owner: "Person | Seller | UUID | None") -> UUID | None:
    return owner if owner is None or isinstance(owner, UUID) else owner.pk
