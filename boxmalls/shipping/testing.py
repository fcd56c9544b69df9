"""Rates for tests."""

from typing import Any

from boxmalls.sellers.models import Seller
from boxmalls.shipping.actions import set_rate
from boxmalls.shipping.models import Rate
from boxmalls.sites.models import Site


def make_rate(seller: Seller, site: Site, **given: Any) -> Rate:
    """A way of delivery: 4.90, unless said otherwise."""
    values = {"code": "parcel", "name": "Parcel", "price_minor": 490, **given}
    return set_rate(seller=seller, site=site, **values)
