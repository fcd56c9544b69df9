"""
The hot paths: the few addresses that most requests go to, each with what makes its page.

What stands here is answered ahead of Django's middleware for visitors who bring no cookie (`shop/front.py`), and by
an ordinary view for all others (`shop/web/window.py`), from the same function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls.resolvers import RoutePattern

from boxmalls.shop.page import Shown
from boxmalls.shop.screens import category, home, product, results, suggestions

type Screen = Callable[..., Shown]


@dataclass(frozen=True, slots=True)
class HotPath:
    """An address, written as Django's routes are, and its screen."""

    name: str
    route: str
    screen: Screen
    pattern: RoutePattern

    def found_in(self, path: str) -> dict[str, Any] | None:
        """What the address says, if it is this one. `path` comes without its first slash."""
        match = self.pattern.match(path)
        return match[2] if match else None


def _hot(name: str, route: str, screen: Screen) -> HotPath:
    return HotPath(name, route, screen, RoutePattern(route, is_endpoint=True))


HOT = (
    _hot("home", "", home.show),
    _hot("search", "search", results.show),
    _hot("suggestions", "search/suggestions", suggestions.show),
    _hot("product", "products/<uuid:product_id>/<slug:slug>", product.show),
    _hot("category", "c/<slug:category_id>/<slug:slug>", category.show),
)


def find(path: str) -> tuple[HotPath, dict[str, Any]] | None:
    """The hot path at an address, with what the address says."""
    rest = path[1:]
    for hot in HOT:
        found = hot.found_in(rest)
        if found is not None:
            return hot, found
    return None
