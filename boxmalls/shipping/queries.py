"""Reading rates."""

from collections.abc import Iterable
from uuid import UUID

from boxmalls.shipping.models import Rate
from boxmalls.shipping.rules import Choice


def rates_for(seller_ids: Iterable[UUID], site_code: str) -> dict[UUID, list[Choice]]:
    """How several sellers deliver on a site, the cheapest first, in one query. Sellers who do not deliver there are left out."""
    rows = Rate.objects.filter(seller_id__in=list(seller_ids), site_id=site_code).order_by("price_minor", "code")
    found: dict[UUID, list[Choice]] = {}
    for row in rows.values_list("seller_id", "code", "name", "price_minor", "free_from_minor", "days_min", "days_max"):
        found.setdefault(row[0], []).append(Choice(*row))
    return found
