"""A product's row from `sql/product.sql`, taken apart."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self

from boxmalls.catalog.rules import Photo
from boxmalls.shop.queries import Row, photo_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the words of a page depend on besides the goods."""

    site: str
    currency: str
    tax_included: bool
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class GoodsOffer:
    """One seller's offer, with the cheapest way of delivery there is; `delivery_minor` is None where there is none."""

    id: str
    variant_id: str | None
    seller_id: str
    seller: str
    slug: str
    place: str
    country: str
    learns: str
    seller_status: str
    price_minor: int
    was_minor: int | None
    condition: str
    dispatch_days: int
    return_days: int
    on_shelf: int
    delivery_minor: int | None
    delivery: str | None
    days_min: int | None
    days_max: int | None

    @property
    def left(self) -> int:
        """How many can be bought now: none while the seller is away."""
        return max(0, self.on_shelf) if self.seller_status == "open" else 0

    @property
    def total_minor(self) -> int:
        """One piece with delivery."""
        return self.price_minor + (self.delivery_minor or 0)


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as its page needs it."""

    slug: str
    title: str
    description: str
    brand: str
    model_no: str
    gtin: str | None
    language: str
    category_id: str
    way: list[tuple[str, str, str]]
    photos: list[Photo]
    variants: list[tuple[str, str]]
    offers: list[GoodsOffer]
    details: list[tuple[str, str]]
    like_this: str

    @classmethod
    def of(cls, row: Row) -> Self:
        """Take the row apart."""
        way, photos, variants, offers, details = (json.loads(each) if each else [] for each in row[9:14])
        return cls(
            *row[:8],
            way=[tuple(each) for each in way],
            photos=[photo_of(each) for each in photos],
            variants=[tuple(each) for each in variants],
            offers=[GoodsOffer(*each) for each in offers],
            details=[tuple(each) for each in details],
            like_this=row[14] or "",
        )
