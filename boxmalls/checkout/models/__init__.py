"""The cart, and the answers that completed checkouts gave."""

from boxmalls.checkout.models.cart import Cart, CartLine
from boxmalls.checkout.models.completion import Completion

__all__ = ["Cart", "CartLine", "Completion"]
