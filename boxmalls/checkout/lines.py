"""The lines of a cart, read with everything that decides whether and for how much they can be bought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base import sql
from boxmalls.base.pipeline import Statement
from boxmalls.catalog.rules import Photo, photo


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one offer, as it stands now. `left` counts what is reserved for this cart; `option` is the variant's name."""

    cart_id: UUID
    offer_id: UUID
    quantity: int
    seen_price_minor: int
    price_minor: int
    currency: str
    tax_class: str
    offer_status: str
    site_code: str
    external_id: str
    condition: str
    dispatch_days: int
    return_days: int
    seller_id: UUID
    seller_name: str
    seller_slug: str
    seller_place: str
    learns: str
    seller_status: str
    commission_bp: int
    product_id: UUID
    product_slug: str
    title: str
    product_status: str
    category_id: str
    option: str
    left: int
    reserved_until: datetime | None
    picture: Photo | None

    @property
    def total_minor(self) -> int:
        """What this line costs."""
        return self.quantity * self.price_minor


def reading(person_id: UUID, site_code: str) -> Statement:
    """Reads the lines of a person's cart on a site."""
    return Statement(_statement("of_cart.sql"), [person_id, site_code])


def taking(cart_id: UUID) -> Statement:
    """Takes the lines out of a cart. Who comes at the same time waits, and then finds it empty."""
    return Statement(_statement("taken.sql"), [cart_id])


def as_lines(rows: Iterable[Sequence[Any]]) -> list[Line]:
    """Rows of either statement."""
    return [Line(*[*row[:-6], _photo(*row[-6:])]) for row in rows]


def _statement(lines: str) -> str:
    return sql.read(__file__, "lines.sql").replace("/* lines */", sql.read(__file__, lines))


def _photo(key: str | None, width: int, height: int, widths: Sequence[int], formats: Sequence[str], alt: str) -> Photo | None:
    return photo(key, width, height, widths, formats, alt) if key else None
