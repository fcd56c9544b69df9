"""What is asked, and what is answered."""

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Self

type Sort = Literal["relevance", "price", "-price", "newest"]

SORTS: tuple[str, ...] = ("relevance", "price", "-price", "newest")
LARGEST_PAGE = 100
LONGEST_TEXT = 800
LONGEST_VALUE = 200
MOST_VALUES = 50
LISTS = ("brands", "sellers", "conditions", "learns", "attributes")


def tidy(text: str, longest: int = LONGEST_VALUE) -> str:
    """A text that can be stored and sent: no half signs, no NUL, not too long."""
    return text[:longest].encode("utf-8", "ignore").decode("utf-8").replace("\0", " ").strip()


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

    def tidied(self) -> Self:
        """The same question without what no database and no index can hold; long lists are cut."""
        lists = {name: tuple(clean for value in getattr(self, name)[:MOST_VALUES] if (clean := tidy(value))) for name in LISTS}
        return replace(self, text=tidy(self.text, LONGEST_TEXT), category=tidy(self.category), sort=self.sort if self.sort in SORTS else "relevance", **lists)

    def without_place(self) -> Self:
        """The same question apart from where in the answer one stands."""
        return replace(self, cursor="", size=0, sort="relevance")


class FacetValue(NamedTuple):
    """One value of a facet. `count`: how many goods it would show, given the choices in the other facets."""

    code: str
    title: str
    count: int  # type: ignore[assignment]  # Not the tuple's own method: nobody counts in it.
    chosen: bool = False
    level: int = 0


class Facet(NamedTuple):
    """A way to narrow the answer. The facet `price` has no values but its limits."""

    code: str
    title: str
    values: tuple[FacetValue, ...] = ()
    low_minor: int | None = None
    high_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Relief:
    """What to try when nothing was found: other spellings, fewer words or no filters (with how much that finds), the nearest categories."""

    spellings: tuple[str, ...] = ()
    shorter: tuple[tuple[str, int], ...] = ()
    without_filters: int = 0
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
