"""The shop's addresses, and the few places that every page leads to."""

from typing import Any
from uuid import UUID

from boxmalls.shop import queries
from boxmalls.shop.kept import once_a_minute

# As many aisles stand in the masthead as fit on one line of a wide page beside "Your data"; on a narrower one they are scrolled to.
WIDTH_OF_THE_AISLES = 130
GAP = 4

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
    fullest = sorted(queries.aisles(site_code, language), key=lambda each: -each.count)
    chosen, width = [], 0
    for each in fullest:
        # A Chinese or Japanese character is as wide as two Latin ones.
        width += GAP + sum(2 if ord(sign) > 0x2E80 else 1 for sign in each.name)
        if width > WIDTH_OF_THE_AISLES:
            break
        chosen.append((each.name, category_href(each.id, each.slug)))
    return tuple(chosen)
