"""The column of filters: drawn once for the same facets, since they change only when the index does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from boxmalls.sellers.models.seller import Learns
from boxmalls.shop.asked import Asked
from boxmalls.shop.screens.drawing import draw
from boxmalls.shop.screens.wish import Pair, Wish, parameter_of, plain_amount, price_words

OPEN_AT_FIRST = 4


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    title: str
    count: int
    chosen: bool
    level: int


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: str
    values: tuple[Choice, ...]
    care: bool = False
    single: bool = False
    open: bool = True
    hint: str = ""
    least: str = ""
    most: str = ""


def draw_filters(facets: Sequence[Any], wish: Wish, asked: Asked, *, total: int) -> str:
    """The filters as HTML."""
    groups = tuple(_groups(facets))
    kept = tuple(pair for pair in wish.pairs() if pair[0] == "q")
    prices = tuple("" if minor is None else plain_amount(minor) for minor in (wish.price_min, wish.price_max))
    return _drawn(groups, kept, prices, wish.cleared_href(), asked.site.currency, total, asked.language)


@lru_cache(maxsize=1024)
def _drawn(groups: tuple[Group, ...], kept: tuple[Pair, ...], prices: tuple[str, ...], clear_href: str, currency: str, total: int, language: str) -> str:
    return draw(
        "filters.html",
        facets=groups,
        kept=kept,
        price_min=prices[0],
        price_max=prices[1],
        clear_href=clear_href,
        currency=currency,
        total=total,
        action="/search",
    )


def _groups(facets: Sequence[Any]) -> Iterator[Group]:
    in_order = sorted(facets, key=lambda facet: facet.code != "learns")
    for position, facet in enumerate(in_order):
        values = tuple(Choice(value.code, value.title, value.count, value.chosen, value.level) for value in facet.values)
        if not values and facet.code != "price":
            continue
        care = facet.code == "learns"
        if care:
            # The least first, however many there are of each.
            values = tuple(sorted(values, key=lambda value: Learns.values.index(value.code) if value.code in Learns.values else 0))
        yield Group(
            code=parameter_of(facet.code),
            title=facet.title,
            values=values,
            care=care,
            single=facet.code == "category",
            open=position < OPEN_AT_FIRST or any(value.chosen for value in values),
            hint=_("Choose how little you want to tell.") if care else "",
            least=_limit(facet.low_minor),
            most=_limit(facet.high_minor),
        )


def _limit(minor: int | None) -> str:
    return "" if minor is None else plain_amount(minor)


def chosen_words(wish: Wish, titles: dict[Pair, str], asked: Asked) -> Iterator[Pair]:
    """Each filter in use: its words, and the address without it."""
    for pair in wish.filters():
        name, value = pair
        if name in ("price_min", "price_max"):
            minor = wish.price_min if name == "price_min" else wish.price_max
            assert minor is not None
            words = price_words(name, minor, asked.site.currency, asked.language)
        elif name == "in_stock":
            words = _("Can be had now")
        else:
            words = titles.get(pair, value)
        yield words, wish.href(without=[pair])
