"""
The hot paths: the few addresses that most requests go to, each with what makes its page.

What stands here is answered ahead of Django's middleware for visitors who bring no cookie (`shop/front.py`), and by
an ordinary view for all others (`shop/web/window.py`), from the same function.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls.resolvers import RoutePattern

from boxmalls.shop.page import Shown
from boxmalls.shop.screens import category, home, product, results, suggestions

type Screen = Callable[..., Shown]


@dataclass(frozen=True, slots=True)
class HotPath:
    """
    An address, written as Django's routes are, and its screen.

    `quiet`: the screen itself says no word in any language; what it leaves to be made (`Remembered`) is made in that of the visitor.
    """

    name: str
    route: str
    screen: Screen
    quiet: bool = False
    pattern: RoutePattern = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", RoutePattern(self.route, is_endpoint=True))

    @property
    def first(self) -> str:
        """The address up to its first slash."""
        return self.route.partition("/")[0]

    def found_in(self, path: str) -> dict[str, Any] | None:
        """What the address says, if it is this one. `path` comes without its first slash."""
        match = self.pattern.match(path)
        return match[2] if match else None


HOT = (
    HotPath("home", "", home.show),
    HotPath("search", "search", results.show, quiet=True),
    HotPath("suggestions", "search/suggestions", suggestions.show),
    HotPath("product", "products/<uuid:product_id>/<slug:slug>", product.show, quiet=True),
    HotPath("category", "c/<slug:category_id>/<slug:slug>", category.show),
)
BEGINNING = {first: tuple(hot for hot in HOT if hot.first == first) for first in {hot.first for hot in HOT}}


def find(path: str) -> tuple[HotPath, dict[str, Any]] | None:
    """The hot path at an address, with what the address says."""
    rest = path[1:]
    for hot in BEGINNING.get(rest.partition("/")[0], ()):
        found = hot.found_in(rest)
        if found is not None:
            return hot, found
    return None
