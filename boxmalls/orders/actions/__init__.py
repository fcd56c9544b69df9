"""Shipping, receiving and calling off."""

from boxmalls.orders.actions.cancel import cancel_order, cancel_unpaid
from boxmalls.orders.actions.receive import mark_received
from boxmalls.orders.actions.ship import ship_order

__all__ = ["cancel_order", "cancel_unpaid", "mark_received", "ship_order"]
