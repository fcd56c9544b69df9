"""What an order costs, and who gets what of it. Plain functions of integers; no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from boxmalls.base.money import Rounding, divide, split_by_weights

STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Taxes:
    """
    The taxes of a site: rates in basis points by class, whether prices include them, and how halves are rounded.

    `step` is the smallest amount in use, in minor units: 1 where cents are, 100 where, as in Taiwan, nobody pays them.
    """

    included: bool
    rounding: Rounding
    rates: Mapping[str, int]
    step: int = 1

    def on(self, amount_minor: int, tax_class: str) -> int:
        """The tax in, or on top of, an amount as it is shown."""
        rate = self.rates[tax_class]
        return self._rounded(amount_minor * rate, 10_000 + (rate if self.included else 0))

    def part(self, amount_minor: int, basis_points: int) -> int:
        """So many hundredths of a percent of an amount."""
        return self._rounded(amount_minor * basis_points, 10_000)

    def spread(self, amount_minor: int, weights: Sequence[int]) -> list[int]:
        """An amount in proportion to weights, by largest remainder."""
        return [part * self.step for part in split_by_weights(amount_minor // self.step, weights)]

    def _rounded(self, numerator: int, denominator: int) -> int:
        return divide(numerator, denominator * self.step, self.rounding) * self.step


@dataclass(frozen=True, slots=True)
class Goods:
    """So many of one offer, at a price."""

    offer_id: UUID
    quantity: int
    unit_price_minor: int
    tax_class: str

    @property
    def total_minor(self) -> int:
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True)
class Price:
    """What one seller's part of an order costs. `line_taxes` are in the order of the goods and sum, with that on delivery, to the tax."""

    subtotal_minor: int
    shipping_minor: int
    tax_minor: int
    shipping_tax_minor: int
    line_taxes: tuple[int, ...]
    tax_included: bool
    total_minor: int


@dataclass(frozen=True, slots=True)
class Split:
    """Who gets what of an order's total. The four sum to it."""

    payable_minor: int
    shipping_minor: int
    commission_minor: int
    commission_vat_minor: int


def price_order(goods: Sequence[Goods], shipping_minor: int, taxes: Taxes) -> Price:
    """
    Price one seller's part.

    Tax is rounded once for each class, on the sum of its goods, and then shared among the lines by largest remainder: rounding
    line by line would drift from what the law asks for.
    """
    subtotal = sum(line.total_minor for line in goods)
    line_taxes = [0] * len(goods)
    for tax_class in dict.fromkeys(line.tax_class for line in goods):
        places = [place for place, line in enumerate(goods) if line.tax_class == tax_class]
        amounts = [goods[place].total_minor for place in places]
        for place, part in zip(places, taxes.spread(taxes.on(sum(amounts), tax_class), amounts), strict=True):
            line_taxes[place] = part
    shipping_tax = taxes.on(shipping_minor, STANDARD)
    tax = sum(line_taxes) + shipping_tax
    total = subtotal + shipping_minor + (0 if taxes.included else tax)
    return Price(subtotal, shipping_minor, tax, shipping_tax, tuple(line_taxes), taxes.included, total)


def split_order(price: Price, commission_bp: int, taxes: Taxes) -> Split:
    """
    Share an order's total between the seller, the carriage, the marketplace and the tax on its fee.

    The commission is a part of the goods as shown; it never takes more than they cost.
    """
    commission = min(taxes.part(price.subtotal_minor, commission_bp), price.subtotal_minor)
    vat = min(taxes.part(commission, taxes.rates[STANDARD]), price.subtotal_minor - commission)
    carriage = price.shipping_minor + (0 if price.tax_included else price.shipping_tax_minor)
    return Split(price.total_minor - carriage - commission - vat, carriage, commission, vat)
