"""What the catalogue does when offers sell out or come back."""

from datetime import datetime
from typing import Any

from boxmalls.base import outbox
from boxmalls.catalog import cards
from boxmalls.catalog.models import Offer


def renew_cards(payload: dict[str, Any], at: datetime) -> None:
    """Draw the cards of the offers' products anew and pass the products on, so that the search index follows."""
    products = list(Offer.objects.filter(pk__in=payload.get("offer_ids", [])).values_list("product_id", flat=True).distinct())
    if products:
        cards.refresh(products)
        outbox.publish("product.changed", payload={"product_ids": [str(each) for each in products]})


REACTIONS = {"offer.changed": [renew_cards]}
