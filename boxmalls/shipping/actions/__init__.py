"""Saying what delivery costs."""

from boxmalls.shipping.actions.rates import drop_rate, set_rate

__all__ = ["drop_rate", "set_rate"]
