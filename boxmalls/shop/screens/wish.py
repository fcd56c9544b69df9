"""What a visitor is looking for, as it stands in the address: words, filters, order."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from boxmalls.shop.asked import Asked
from boxmalls.ui.formatting import format_money

SEVERAL = ("learns", "brand", "seller", "condition", "attribute")
SORTS = ("relevance", "price", "-price", "newest")
STORED_DECIMALS = 2
MOST = 10**12

type Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """A search as the address says it; everything unreadable counts as not said."""

    text: str
    category: str
    several: tuple[Pair, ...]
    price_min: int | None
    price_max: int | None
    in_stock: bool
    sort: str
    cursor: str
    as_typed: bool = False

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Read it from the address."""
        sort = asked.word("sort", 20)
        return cls(
            text=asked.word("q"),
            category=asked.word("category", 24),
            several=tuple((name, value) for name in SEVERAL for value in asked.words(name)),
            price_min=minor_of(asked.word("price_min", 20)),
            price_max=minor_of(asked.word("price_max", 20)),
            in_stock=asked.word("in_stock", 3) == "on",
            sort=sort if sort in SORTS else "relevance",
            cursor=asked.word("cursor", 400),
            as_typed=asked.word("as_typed", 3) == "on",
        )

    @classmethod
    def of_words(cls, text: str) -> Self:
        """A search for words alone."""
        return cls(text, "", (), None, None, False, "relevance", "")

    @classmethod
    def in_category(cls, category_id: str) -> Self:
        """Everything in a category."""
        return cls("", category_id, (), None, None, False, "relevance", "")

    def values(self, name: str) -> tuple[str, ...]:
        """What was chosen of one filter."""
        return tuple(value for each, value in self.several if each == name)

    def pairs(self) -> list[Pair]:
        """The whole wish as parameters, without the page it is on."""
        prices = (("price_min", self.price_min), ("price_max", self.price_max))
        return [
            *((("q", self.text),) if self.text else ()),
            *((("category", self.category),) if self.category else ()),
            *self.several,
            *((name, plain_amount(minor)) for name, minor in prices if minor is not None),
            *((("in_stock", "on"),) if self.in_stock else ()),
            *((("as_typed", "on"),) if self.as_typed else ()),
            *((("sort", self.sort),) if self.sort != "relevance" else ()),
        ]

    def filters(self) -> list[Pair]:
        """Those parameters that narrow it down and can be taken away one by one."""
        return [pair for pair in self.pairs() if pair[0] not in ("q", "sort", "as_typed")]

    def href(self, *, without: Iterable[Pair] = (), **more: str) -> str:
        """The address of this wish without some of it, or with more."""
        left_out = set(without)
        pairs = [pair for pair in self.pairs() if pair not in left_out] + list(more.items())
        return f"/search?{urlencode(pairs)}" if pairs else "/search"

    def cleared_href(self) -> str:
        """The same words without any filter."""
        return self.href(without=self.filters())


def minor_of(text: str) -> int | None:
    """An amount as people type it (12, 12.50, 12,50) in minor units; None when it is none."""
    plain = "".join(c for c in text if c.isdigit() or c in ".,").replace(",", ".")
    head, dot, tail = plain.rpartition(".")
    # What stands behind the last mark is cents only if there are one or two digits of it: 1.300 is thirteen hundred.
    number = f"{head.replace('.', '')}.{tail}" if dot and len(tail) <= STORED_DECIMALS else plain.replace(".", "")
    try:
        minor = int(Decimal(number or "x").scaleb(STORED_DECIMALS))
    except InvalidOperation:
        return None
    return minor if minor <= MOST else None


def plain_amount(minor: int) -> str:
    """An amount in minor units as it stands in a field: 1250 is 12.50, 1200 is 12."""
    whole, rest = divmod(minor, 10**STORED_DECIMALS)
    return f"{whole}.{rest:02}" if rest else str(whole)


def price_words(name: str, minor: int, currency: str, language: str) -> str:
    """A price filter in words."""
    amount = format_money(minor, currency, language, whole=True)
    return (_("From %(amount)s") if name == "price_min" else _("Up to %(amount)s")) % {"amount": amount}


def parameter_of(facet_code: str) -> str:
    """Under which name a facet's values stand in the address: attributes share one."""
    return facet_code if facet_code in (*SEVERAL, "category", "price", "in_stock") else "attribute"


def titles_of(facets: Iterable[Any]) -> dict[Pair, str]:
    """How each value that can be filtered by is called."""
    return {(parameter_of(facet.code), value.code): value.title for facet in facets for value in facet.values}
