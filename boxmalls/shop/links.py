"""The shop's addresses, and the few places that every page leads to."""

from typing import Any
from uuid import UUID

from boxmalls.shop import queries
from boxmalls.shop.kept import once_a_minute

AISLES_IN_THE_MASTHEAD = 8

type Way = tuple[str, str]


def product_href(product_id: UUID | str, slug: str) -> str:
    """The page of a product."""
    return f"/products/{product_id}/{slug or '-'}"


def category_href(category_id: str, slug: str) -> str:
    """The page of a category."""
    return f"/c/{category_id}/{slug or '-'}"


def seller_href(slug: str) -> str:
    """The page of a seller."""
    return f"/sellers/{slug}"


def order_href(number: str) -> str:
    """The page of an order group."""
    return f"/orders/{number}"


def aisles_of(site: Any, language: str) -> tuple[Way, ...]:
    """The fullest categories of the first storey, as words and addresses."""
    return once_a_minute(("aisles", site.code, language), lambda: _aisles(site.code, language))


def _aisles(site_code: str, language: str) -> tuple[Way, ...]:
    fullest = sorted(queries.aisles(site_code, language), key=lambda each: -each.count)[:AISLES_IN_THE_MASTHEAD]
    return tuple((each.name, category_href(each.id, each.slug)) for each in fullest)
