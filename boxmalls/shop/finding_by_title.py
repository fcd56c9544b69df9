"""Stands in for the search room until it is there."""

from dataclasses import dataclass, field, replace
from typing import Literal, Self

from boxmalls.base import sql

type Sort = Literal["relevance", "price", "-price", "newest"]

SORTS: tuple[str, ...] = ("relevance", "price", "-price", "newest")
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question to the index. Within a facet the chosen values are alternatives; between facets all must hold."""

    site: str
    language: str = "en"
    text: str = ""
    category: str = ""
    brands: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    learns: tuple[str, ...] = ()
    price_min_minor: int | None = None
    price_max_minor: int | None = None
    attributes: tuple[str, ...] = ()
    in_stock: bool = False
    sort: Sort = "relevance"
    cursor: str = ""
    size: int = 24
    as_typed: bool = False

    def without_place(self) -> Self:
        """The same question apart from where in the answer one stands."""
        return replace(self, cursor="", size=0, sort="relevance")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. `count`: how many goods it would show, given the choices in the other facets."""

    code: str
    title: str
    count: int
    chosen: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the answer. The facet `price` has no values but its limits."""

    code: str
    title: str
    values: tuple[FacetValue, ...] = ()
    low_minor: int | None = None
    high_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """What to try when nothing was found: other spellings, fewer words, the nearest categories."""

    spellings: tuple[str, ...] = ()
    shorter: tuple[tuple[str, int], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of the answer. `corrected_to` is set when another spelling was searched for than the one typed."""

    product_ids: tuple[str, ...]
    total: int
    facets: tuple[Facet, ...] = ()
    next_cursor: str = ""
    corrected_to: str = ""
    loosened: bool = False
    relief: Relief | None = None
    engine: Literal["index", "database"] = "index"
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to, or to search for, while typing. `kind`: words, category, brand or product."""

    kind: Literal["words", "category", "brand", "product"]
    text: str
    code: str = ""
    hint: str = field(default="")


def search(asked: SearchRequest) -> SearchPage:
    """Goods whose title has the words."""
    words = asked.text.replace("\0", "")
    statement = """
        SELECT p.id FROM catalog_product p JOIN catalog_card k ON k.product_id = p.id AND k.site_id = %s AND k.language = %s
         WHERE p.title ILIKE '%%' || %s || '%%' AND p.category_id LIKE %s || '%%' ORDER BY p.search_boost DESC, p.id LIMIT %s"""
    ids = tuple(found for (found,) in sql.rows(statement, (asked.site, asked.language, words, asked.category.replace("\0", ""), asked.size)))
    return SearchPage(ids, len(ids))


def suggest(site: str, language: str, text: str) -> list[Suggestion]:
    """Nothing yet."""
    return []
