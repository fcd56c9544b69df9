"""What becomes of a cart when a visitor turns out to be somebody whom we know."""

from datetime import datetime
from uuid import UUID


def merge_carts(gone: UUID, into: UUID, at: datetime) -> None:
    """Each site's cart takes in what was in the other, up to what a cart takes; the other goes."""
    from boxmalls.checkout.models import Cart

    theirs = {cart.site_id: cart for cart in Cart.objects.select_for_update().filter(person_id=into)}
    for cart in Cart.objects.select_for_update().filter(person_id=gone):
        other = theirs.get(cart.site_id)
        if other is None:
            Cart.objects.filter(pk=cart.pk).update(person_id=into)
        else:
            _pour(cart.pk, other.pk, at)


def _pour(cart_id: UUID, into_id: UUID, at: datetime) -> None:
    from boxmalls.catalog.actions import stock
    from boxmalls.checkout.models import Cart, CartLine
    from boxmalls.checkout.models.cart import MOST_LINES, MOST_OF_ONE

    there = dict(CartLine.objects.filter(cart_id=into_id).values_list("offer_id", "quantity"))
    for line in CartLine.objects.filter(cart_id=cart_id).order_by("added_at"):
        if line.offer_id in there:
            quantity = min(MOST_OF_ONE, there[line.offer_id] + line.quantity)
            CartLine.objects.filter(cart_id=into_id, offer_id=line.offer_id).update(quantity=quantity)
        elif len(there) < MOST_LINES:
            there[line.offer_id] = line.quantity
            CartLine.objects.create(
                cart_id=into_id, offer_id=line.offer_id, quantity=line.quantity, seen_price_minor=line.seen_price_minor, added_at=line.added_at
            )
    Cart.objects.filter(pk=into_id).update(changed_at=at)
    Cart.objects.get(pk=cart_id).delete()
    stock.release(holder_id=cart_id)
