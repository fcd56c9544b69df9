"""From cart to order."""

from boxmalls.checkout.actions.cart import change_quantity, open_cart, put_in_cart, take_out
from boxmalls.checkout.actions.complete import complete_checkout
from boxmalls.checkout.actions.start import start_checkout

__all__ = ["change_quantity", "complete_checkout", "open_cart", "put_in_cart", "start_checkout", "take_out"]
