"""What a seller changes at the desk in one go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.refusals import NotFound
from boxmalls.catalog.actions.goods import change_price, tell
from boxmalls.catalog.actions.stock import set_stock
from boxmalls.catalog.models import Offer
from boxmalls.sellers.models import Seller


@transaction.atomic
def change_listing(*, seller: Seller, offer_id: UUID, price_minor: int, on_hand: int, at: datetime) -> Offer:
    """
    Set the price and the number of pieces of an offer.

    :raises NotFound: when it is not this seller's.
    """
    offer = Offer.objects.select_related("product").filter(pk=offer_id, seller=seller).first()
    if offer is None:
        raise NotFound
    set_stock(offer_id=offer.pk, on_hand=on_hand)
    if price_minor == offer.price_minor:
        tell([offer.product_id])
    else:
        # A cheaper price shows what it was before; a dearer one has nothing to boast of.
        was = offer.price_minor if price_minor < offer.price_minor else None
        change_price(offer=offer, price_minor=price_minor, was_minor=was, at=at)
        offer.price_minor = price_minor
    return offer
