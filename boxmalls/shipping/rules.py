"""What delivery costs. Plain functions: no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of delivery, in the site's currency; days are working days after dispatch."""

    seller_id: UUID
    code: str
    name: str
    price_minor: int
    free_from_minor: int | None
    days_min: int
    days_max: int


def quote(rate: Choice, goods_minor: int) -> int:
    """What a way of delivery costs for goods of this worth, in minor units."""
    free = rate.free_from_minor is not None and goods_minor >= rate.free_from_minor
    return 0 if free else rate.price_minor


def cheapest(rates: Sequence[Choice], goods_minor: int) -> Choice:
    """The way of delivery that costs least; of equal ones the quickest."""
    return min(rates, key=lambda rate: (quote(rate, goods_minor), rate.days_max, rate.code))
