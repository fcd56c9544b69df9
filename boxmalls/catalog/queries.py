"""Reading the catalogue: written statements, plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from boxmalls.base import sql
from boxmalls.catalog.importing.problems import in_words
from boxmalls.catalog.models import ImportProblem, ImportRun
from boxmalls.catalog.rules import Photo, photo, product_address


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer as a cart shows it and a checkout sells it. `left` is 0 when it cannot be bought, for whatever reason."""

    offer_id: UUID
    product_id: UUID
    title: str
    slug: str
    variant: str | None
    seller_id: UUID
    seller: str
    seller_slug: str
    learns: str
    site: str
    price_minor: int
    currency: str
    tax_class: str
    condition: str
    dispatch_days: int
    return_days: int
    left: int
    category: str
    photo: Photo | None

    @property
    def address(self) -> str:
        return product_address(self.product_id, self.slug)


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category with something in it; `products` counts what is below it, too."""

    id: str
    parent_id: str | None
    level: int
    slug: str
    name: str
    products: int


@dataclass(frozen=True, slots=True)
class ImportNote:
    """Something in a row that is to be mended, in the reader's language."""

    row: int
    column: str
    words: str
    given: str
    warning: bool


def offer_lines(offer_ids: Sequence[UUID], site: str) -> dict[UUID, OfferLine]:
    """The offers of a site by id. An offer that is not there is left out. One statement."""
    if not offer_ids:
        return {}
    found = sql.rows(sql.read(__file__, "offer_lines.sql"), {"offer_ids": list(offer_ids), "site": site})
    return {row[0]: OfferLine(*row[:18], photo(*row[18:24]) if row[18] else None) for row in found}


def cards(product_ids: Sequence[UUID], site: str, language: str) -> list[str]:
    """The stored cards of products, in the order asked for; one that is not sold on the site is left out. One statement."""
    if not product_ids:
        return []
    asked = {"product_ids": list(product_ids), "site": site, "language": language}
    return [html for (html,) in sql.rows(sql.read(__file__, "cards.sql"), asked)]


def category_tree(site: str, language: str, deep: int = 3) -> list[CategoryNode]:
    """The categories that have something on a site, `deep` storeys of them, parents before children. One statement."""
    found = sql.rows(sql.read(__file__, "category_tree.sql"), {"site": site, "language": language, "deep": deep})
    return [CategoryNode(*row) for row in found]


def import_runs(most: int = 50) -> list[ImportRun]:
    """The latest imports with their sellers and sites, newest first."""
    return list(ImportRun.objects.select_related("seller", "site").order_by("-started_at")[:most])


def import_problems(run: ImportRun, most: int = 200) -> list[ImportNote]:
    """What is to be mended in a file, by row: what kept a row out, and notes on rows that were taken."""
    found = ImportProblem.objects.filter(run=run).order_by("row", "column")[:most]
    return [ImportNote(each.row, each.column, in_words(each.code, each.details), each.given, each.warning) for each in found]
