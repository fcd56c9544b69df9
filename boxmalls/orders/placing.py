"""An order group about to be written: everything is decided, nothing is asked any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from boxmalls.orders.pricing import Price, Split


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line, as it will stand in the order for good."""

    offer_id: UUID
    product_id: UUID
    external_id: str
    title: str
    option: str
    picture: str
    quantity: int
    unit_price_minor: int
    tax_class: str
    tax_rate_bp: int


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """One seller's part."""

    id: UUID
    number: str
    label: str
    seller_id: UUID
    seller_slug: str
    commission_bp: int
    price: Price
    split: Split
    rate_code: str
    rate_name: str
    ship_by_on: date
    lines: Sequence[PlacedLine]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Name and address of a delivery, checked and spelt as its country does."""

    name: str
    line1: str
    city: str
    postcode: str
    country: str
    line2: str = ""
    region: str = ""
    phone: str = ""

    def fields(self) -> Iterator[tuple[str, str]]:
        """Each column with its value; empty ones are left out."""
        for name in ("name", "phone", "line1", "line2", "city", "region", "postcode", "country"):
            value: Any = getattr(self, name)
            if value:
                yield name, value


@dataclass(frozen=True, slots=True)
class Placing:
    """The whole group."""

    id: UUID
    number: str
    site_code: str
    law: str
    person_id: UUID
    language: str
    currency: str
    email: str
    recipient: Recipient
    orders: Sequence[PlacedOrder]
    at: datetime

    @property
    def total_minor(self) -> int:
        """What all of it costs."""
        return sum(order.price.total_minor for order in self.orders)
