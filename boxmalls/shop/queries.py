"""Reading for hot pages: one written statement each, over the tables of several rooms."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from boxmalls.base import sql
from boxmalls.catalog.rules import Photo, photo

HIGHEST_RANK = 2**31 - 1
FIRST_ID = UUID(int=0)

type Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Aisle:
    """A category with something in it, on one site, called in one language."""

    id: str
    parent_id: str | None
    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a shelf a page ends; written into the address of the next one."""

    rank: int = HIGHEST_RANK
    product_id: UUID = FIRST_ID

    @classmethod
    def read(cls, cursor: str) -> Self:
        """From an address. What we did not write leads to the beginning."""
        try:
            rank, _colon, product_id = base64.urlsafe_b64decode(cursor + "==").decode("ascii").partition(":")
            return cls(max(min(int(rank), HIGHEST_RANK), -HIGHEST_RANK), UUID(product_id))
        except (ValueError, binascii.Error):
            return cls()

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.rank}:{self.product_id}".encode()).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class ShelfPiece:
    """Cards from a shelf, and the cursor behind them if there are more."""

    cards: str
    next_cursor: str


def shelf_piece(site: str, language: str, shelf: str, cursor: str, size: int) -> ShelfPiece:
    """The cards on a shelf after a cursor, in the shelf's own order."""
    after = Place.read(cursor) if cursor else Place()
    asked = {"site": site, "language": language, "shelf": shelf, "rank": after.rank, "product_id": after.product_id, "size": size + 1}
    found = sql.rows(sql.read(__file__, "shelf.sql"), asked)
    last = Place(found[size - 1][1], found[size - 1][0]) if len(found) > size else None
    return ShelfPiece("\n".join(row[2] for row in found[:size]), str(last) if last else "")


def cards_of(product_ids: Sequence[UUID | str], site: str, language: str) -> tuple[str, str]:
    """The stored cards of these products, in this order; and their stamp (see `cards_stamp`)."""
    if not product_ids:
        return "", ""
    found = sql.rows(sql.read(__file__, "cards.sql"), {"product_ids": _array(product_ids), "site": site, "language": language})
    return "\n".join(html for html, _version in found), "".join(version for _html, version in found)


def _array(ids: Sequence[UUID | str]) -> str:
    """Ids as PostgreSQL writes an array: one text is sent quicker than many ids."""
    return f"{{{','.join(map(str, ids))}}}"


def cards_stamp(product_ids: Sequence[UUID | str], site: str, language: str) -> str:
    """What the cards of these products are now, without reading them: another text as soon as one is drawn anew, comes or goes."""
    if not product_ids:
        return ""
    found = sql.row(sql.read(__file__, "cards_stamp.sql"), {"product_ids": _array(product_ids), "site": site, "language": language})
    return str(found[0] or "") if found else ""


def product_stamp(product_id: UUID, site: str) -> Row | None:
    """A product's slug, and what its page is made of now: another row as soon as goods, offers, stock, sellers or delivery change."""
    return sql.row(sql.read(__file__, "product_stamp.sql"), {"product_id": product_id, "site": site})


def product_row(product_id: UUID, site: str, language: str) -> Row | None:
    """What `sql/product.sql` says about a product."""
    return sql.row(sql.read(__file__, "product.sql"), {"product_id": product_id, "site": site, "language": language})


def category_row(category_id: str, site: str, language: str) -> Row | None:
    """What `sql/category.sql` says about a category."""
    return sql.row(sql.read(__file__, "category.sql"), {"category_id": category_id, "site": site, "language": language})


def aisles(site: str, language: str, deepest: int = 0) -> list[Aisle]:
    """Categories with something in them, down to a storey (the first one is 0), in the taxonomy's order."""
    return [Aisle(*row) for row in sql.rows(sql.read(__file__, "aisles.sql"), {"site": site, "language": language, "deepest": deepest})]


def photographed(site: str) -> list[Row]:
    """Three goods with a photo: id, slug, title, price, photo."""
    found = sql.rows(sql.read(__file__, "photographed.sql"), {"site": site})
    return [(*row[:4], photo_of(row[4:10])) for row in found]


def newest_cards(site: str, language: str, size: int = 8) -> str:
    """The cards of what arrived last."""
    return "\n".join(html for (html,) in sql.rows(sql.read(__file__, "newest.sql"), {"site": site, "language": language, "size": size}))


def counts(site: str) -> tuple[int, int]:
    """How many sellers and how many categories have something here."""
    found = sql.row(sql.read(__file__, "counts.sql"), {"site": site})
    return (found[0], found[1]) if found else (0, 0)


def story(site: str, day: date) -> Row | None:
    """The seller of whom the home page tells on a day: what `sql/story.sql` says, the photo put together."""
    found = sql.row(sql.read(__file__, "story.sql"), {"site": site, "day": day.isoformat()})
    return (*found[:8], photo_of(found[8:14]) if found[8] else None) if found else None


def photo_of(row: Sequence[Any]) -> Photo:
    """A photo from its columns: key, width, height, widths, formats, words, credit."""
    return photo(*row)


def product_count(site: str) -> int:
    """How many products stand on a site's shelf."""
    found = sql.row("SELECT count(*) FROM catalog_shelfplace WHERE site_id = %s AND shelf = ''", (site,))
    return int(found[0]) if found else 0


def product_addresses(site: str, *, offset: int, limit: int) -> list[tuple[UUID, str]]:
    """Ids and slugs of the products on a site's shelf, by id."""
    statement = """
        SELECT l.product_id, p.slug FROM catalog_shelfplace l JOIN catalog_product p ON p.id = l.product_id
         WHERE l.site_id = %s AND l.shelf = '' ORDER BY l.product_id OFFSET %s LIMIT %s"""
    return [(product_id, slug) for product_id, slug in sql.rows(statement, (site, offset, limit))]


def seller_slugs(site: str) -> list[str]:
    """The sellers with something on a site's shelf."""
    statement = "SELECT substr(shelf, 2) FROM catalog_shelfcount WHERE site_id = %s AND shelf LIKE '@%%' AND products > 0 ORDER BY 1"
    return [slug for (slug,) in sql.rows(statement, (site,))]


def shelf_count(site: str, shelf: str) -> int:
    """How many products stand on a shelf."""
    found = sql.row("SELECT products FROM catalog_shelfcount WHERE site_id = %s AND shelf = %s", (site, shelf))
    return int(found[0]) if found else 0


def is_offered(offer_id: UUID, site: str) -> bool:
    """Whether an offer is on sale on a site."""
    return sql.row("SELECT 1 FROM catalog_offer WHERE id = %s AND site_id = %s AND status = 'live'", (offer_id, site)) is not None


def completed(person_id: UUID, key: str) -> str | None:
    """The number of the order group that a checkout under this key became."""
    statement = "SELECT g.number FROM checkout_completion c JOIN orders_ordergroup g ON g.id = c.group_id WHERE c.person_id = %s AND c.key = %s"
    found = sql.row(statement, (person_id, key))
    return str(found[0]) if found else None


def buyer_of(group_id: UUID) -> UUID | None:
    """Who ordered a group."""
    found = sql.row("SELECT person_id FROM orders_ordergroup WHERE id = %s", (group_id,))
    return found[0] if found else None


def received(numbers: Sequence[str], group_id: UUID) -> list[Row]:
    """What left the house for the orders of these numbers: to whom, categories, what, until when, when."""
    statement = """
        SELECT d.recipient_name, d.categories, d.what, d.until_on, d.at
          FROM privacy_disclosure d JOIN orders_ordergroup g ON g.person_id = d.person_id
         WHERE g.id = %s AND d.order_ref = ANY(%s) ORDER BY d.at, d.recipient_name"""
    return sql.rows(statement, (group_id, list(numbers)))


def category_addresses(site: str) -> list[tuple[str, str]]:
    """Ids and slugs of the categories with something on a site."""
    statement = (
        "SELECT c.id, c.slug FROM catalog_shelfcount n JOIN catalog_category c ON c.id = n.shelf WHERE n.site_id = %s AND n.products > 0 ORDER BY c.position"
    )
    return [(category_id, slug) for category_id, slug in sql.rows(statement, (site,))]
