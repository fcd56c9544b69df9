"""Reading for the operator's desk."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from boxmalls.base import sql

QUEUES = """
SELECT queue_name, count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'), count(*) FILTER (WHERE status = 'failed')
  FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY queue_name ORDER BY queue_name
"""
SELLERS = """
SELECT s.id, s.slug, s.name, s.place, s.country, s.learns, s.commission_bp, s.status, count(o.id)
  FROM sellers_seller s LEFT JOIN catalog_offer o ON o.seller_id = s.id
 WHERE s.name ILIKE %(pattern)s AND (s.name, s.slug) > (%(name)s, %(slug)s)
 GROUP BY s.id ORDER BY s.name, s.slug LIMIT %(size)s
"""
SIGNS = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class SellerRow:
    """A store in the list of all."""

    id: UUID
    slug: str
    name: str
    place: str
    country: str
    learns: str
    commission_bp: int
    status: str
    listings: int


def queues() -> list[tuple[Any, ...]]:
    """Work that waits, is being done or failed, by queue."""
    return sql.rows(QUEUES)


def sellers(text: str, after: tuple[str, str], size: int) -> list[SellerRow]:
    """Stores by name, after the last one seen."""
    asked = {"pattern": f"%{text.translate(SIGNS)}%", "name": after[0], "slug": after[1], "size": size}
    return [SellerRow(*row) for row in sql.rows(SELLERS, asked)]


def seller_count() -> int:
    """How many stores there are."""
    found = sql.row("SELECT count(*) FROM sellers_seller")
    return int(found[0]) if found else 0


def group_and_buyer(number: str) -> tuple[UUID, UUID | None] | None:
    """The order group of a number (its own, or one of its parcels'), and who ordered it."""
    statement = """
        SELECT g.id, g.person_id FROM orders_ordergroup g
         WHERE g.number = %(number)s OR g.id IN (SELECT o.group_id FROM orders_order o WHERE o.number = %(number)s OR o.label = %(number)s)"""
    found = sql.row(statement, {"number": number})
    return (found[0], found[1]) if found else None
