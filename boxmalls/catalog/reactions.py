"""What the catalogue does when offers sell out or come back, and when a store closes or opens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.catalog.actions.goods import tell
from boxmalls.catalog.models import Offer

AT_ONCE = 1000


def renew_cards(payload: dict[str, Any], at: datetime) -> None:
    """Draw the cards of the offers' products anew and pass the products on, so that the search index follows."""
    _renew(Offer.objects.filter(pk__in=payload["offer_ids"]).values_list("product_id", flat=True))


def renew_store(payload: dict[str, Any], at: datetime) -> None:
    """The same for everything that a store sells."""
    _renew(Offer.objects.filter(seller_id=payload["key"]).values_list("product_id", flat=True))


def _renew(products: Sequence[UUID]) -> None:
    waiting = sorted(set(products))
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            tell(waiting[start : start + AT_ONCE])


REACTIONS = {"offer.changed": [renew_cards], "seller.changed": [renew_store]}
