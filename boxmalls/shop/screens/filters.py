"""
The column of filters. It is another one for nearly every search, so it is put together from pieces that seldom change: the form,
its groups and each value that can be chosen are drawn once, with marks where numbers go.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import escape

from boxmalls.sellers.models.seller import Learns
from boxmalls.shop.asked import Asked
from boxmalls.shop.screens.drawing import Pieces, filled, pieces
from boxmalls.shop.screens.wish import Pair, Wish, parameter_of, plain_amount, price_words
from boxmalls.ui.formatting import format_number

OPEN_AT_FIRST = 4
# Of a long list, so many at first.
SHOWN = 8


def draw_filters(facets: Sequence[Any], wish: Wish, asked: Asked, *, total: int) -> str:
    """The filters as HTML."""
    kept = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in wish.pairs() if name == "q")
    shown = ngettext("Show %(count)s thing", "Show %(count)s things", total) % {"count": number(total, asked.language)}
    groups = kept + "\n" + "\n".join(_groups(facets, wish, asked))
    return filled(_form(asked.language), clear=str(escape(wish.cleared_href())), shown=str(escape(shown)), groups=groups)


def _groups(facets: Sequence[Any], wish: Wish, asked: Asked) -> Iterator[str]:
    in_order = sorted(facets, key=lambda facet: facet.code != "learns")
    for position, facet in enumerate(in_order):
        if not facet.values and facet.code != "price":
            continue
        care = facet.code == "learns"
        is_open = position < OPEN_AT_FIRST or any(value.chosen for value in facet.values)
        inside = _price(facet, wish, asked) if facet.code == "price" else _values(facet, asked.language)
        yield filled(_group(facet.title, is_open, care, asked.language), values=inside)


def _values(facet: Any, language: str) -> str:
    code, values = parameter_of(facet.code), facet.values
    if facet.code == "learns":
        # The least first, however many there are of each.
        values = sorted(values, key=lambda value: Learns.values.index(value.code) if value.code in Learns.values else 0)
    single = facet.code == "category"
    drawn = [
        filled(_value(code, value.code, value.title, value.chosen, single), place=str(place), count=number(value.count, language))
        for place, value in enumerate(values, 1)
    ]
    if len(drawn) <= SHOWN + 2:
        return "\n".join(drawn)
    rest = _rest(number(len(drawn), language), any(value.chosen for value in values[SHOWN:]), language)
    return "\n".join((*drawn[:SHOWN], filled(rest, values="\n".join(drawn[SHOWN:]))))


def _price(facet: Any, wish: Wish, asked: Asked) -> str:
    least, most, low, high = ("" if minor is None else plain_amount(minor) for minor in (wish.price_min, wish.price_max, facet.low_minor, facet.high_minor))
    return filled(_price_fields(asked.site.currency, asked.language), least=least, most=most, low=low, high=high)


@lru_cache(maxsize=16)
def _form(_language: str) -> Pieces:
    return pieces("filters.html", action="/search")


@lru_cache(maxsize=2048)
def _group(title: str, is_open: bool, care: bool, _language: str) -> Pieces:
    return pieces("filter_group.html", title=title, open=is_open, care=care, hint=_("Choose how little you want to tell.") if care else "")


@lru_cache(maxsize=64)
def _price_fields(currency: str, _language: str) -> Pieces:
    return pieces("filter_price.html", currency=currency)


@lru_cache(maxsize=1024)
def _rest(count: str, is_open: bool, _language: str) -> Pieces:
    return pieces("filter_rest.html", count=count, open=is_open)


@lru_cache(maxsize=8192)
def _value(code: str, value: str, title: str, chosen: bool, single: bool) -> Pieces:
    return pieces("filter_value.html", code=code, value=value, title=title, chosen=chosen, single=single)


@lru_cache(maxsize=4096)
def number(count: int, language: str) -> str:
    """A number as the language writes it."""
    return format_number(count, language)


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
