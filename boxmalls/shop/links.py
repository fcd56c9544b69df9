"""The shop's addresses, and the few places that every page leads to."""

from functools import lru_cache
from time import monotonic
from typing import Any
from uuid import UUID

from boxmalls.catalog.queries import category_tree

FRESH_FOR = 60.0
AISLES_IN_THE_MASTHEAD = 8


def product_href(product_id: UUID, slug: str) -> str:
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
