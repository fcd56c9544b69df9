"""Saying what delivery costs. Orders keep the price of their own day."""

from typing import TYPE_CHECKING
from uuid import UUID

from boxmalls.shipping.models import Rate

if TYPE_CHECKING:
    from boxmalls.sellers.models import Seller
    from boxmalls.sites.models import Site


def set_rate(
    *,
    seller: "Seller",
    site: "Site",
    code: str,
    name: str,
    price_minor: int,
    free_from_minor: int | None = None,
    days_min: int = 2,
    days_max: int = 4,
) -> Rate:
    """Offer a way of delivery, or change the one of the same code. Prices in minor units of the site's currency."""
    values = {"name": name, "price_minor": price_minor, "free_from_minor": free_from_minor, "days_min": days_min, "days_max": days_max}
    rate, _new = Rate.objects.update_or_create(seller=seller, site=site, code=code, defaults=values)
    return rate


def drop_rate(*, seller_id: UUID, site_code: str, code: str) -> None:
    """Offer a way of delivery no longer."""
    Rate.objects.filter(seller_id=seller_id, site_id=site_code, code=code).delete()
