"""The shop's addresses, and the few places that every page leads to."""

from functools import lru_cache
from time import monotonic
from typing import Any
from uuid import UUID

from boxmalls.catalog.queries import category_tree

FRESH_FOR = 60.0
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
    """The fullest categories of the first storey, as words and addresses; counted once a minute."""
    return _aisles(site.code, language, int(monotonic() / FRESH_FOR))


@lru_cache(maxsize=64)
def _aisles(site_code: str, language: str, _minute: int) -> tuple[Way, ...]:
    top = [each for each in category_tree(site_code, language) if each.level == 0]
    fullest = sorted(top, key=lambda each: -each.count)[:AISLES_IN_THE_MASTHEAD]
    return tuple((each.name, category_href(each.id, each.slug)) for each in fullest)
