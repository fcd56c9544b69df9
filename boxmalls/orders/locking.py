"""Taking an order to change it: its row first, then what belongs to it."""

from uuid import UUID

from boxmalls.orders.models import Cancellation, Order, Receipt, Shipment
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.orders.rules import Happened, State, state_of
from boxmalls.payments.queries import paid_at, payment_of_group


def lock_order(order: Order | UUID, *, seller_id: UUID | None = None, person_id: UUID | None = None) -> Order:
    """
    The order, locked until the transaction ends. Whoever does not own it finds nothing.

    :raises NoSuchOrder: if there is none, or it belongs to another seller or buyer than named.
    """
    order_id = order if isinstance(order, UUID) else order.pk
    owners = {name: value for name, value in (("seller_id", seller_id), ("person_id", person_id)) if value is not None}
    found = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("group", "seller").filter(pk=order_id, **owners).first()
    if found is None:
        raise NoSuchOrder
    return found


def state_under_lock(order: Order) -> State:
    """Where a locked order stands."""
    payment = payment_of_group(order.group_id)
    shipped = Shipment.objects.filter(pk=order.pk).values_list("shipped_at", flat=True).first()
    received = Receipt.objects.filter(pk=order.pk).values_list("received_at", flat=True).first()
    cancelled = Cancellation.objects.filter(pk=order.pk).values_list("cancelled_at", flat=True).first()
    return state_of(Happened(paid_at(payment), shipped, received, cancelled))
