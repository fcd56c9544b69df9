"""A shelf: cards in a grid with their heading, chips, order and next page. Search and categories share it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import escape

from boxmalls.shop.screens.drawing import Pieces, draw, filled, mark, safe, split


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands around the cards. `filters`, `cards` are HTML of ours."""

    heading: str
    counted: str
    filters: str
    cards: str
    chosen: tuple[tuple[str, str], ...] = ()
    clear_href: str = "/search"
    sort: str = "relevance"
    next_href: str = ""
    asked: str = ""
    by_words: bool = False
    corrected: str = ""
    typed_href: str = ""
    loosened: bool = False


def draw_shelf(shelf: Shelf, nothing: Callable[[], str]) -> str:
    """The shelf as HTML; `nothing` makes what stands there when there is no card."""
    frame = replace(shelf, heading=mark("heading"), counted=mark("counted"), filters=mark("filters"), cards=mark("cards") if shelf.cards else "",
                    next_href=mark("next") if shelf.next_href else "")  # fmt: skip
    return filled(
        _frame(frame, get_language() or "en"),
        heading=str(escape(shelf.heading)),
        counted=str(escape(shelf.counted)),
        filters=shelf.filters,
        cards=shelf.cards,
        next=str(escape(shelf.next_href)),
        nothing="" if shelf.cards else nothing(),
    )


@lru_cache(maxsize=512)
def _frame(shelf: Shelf, _language: str) -> Pieces:
    """What stands around the cards: the same for most who ask, so drawn with marks for what is not."""
    return split(_drawn(shelf))


def _drawn(shelf: Shelf) -> str:
    return draw(
        "shelf.html",
        heading=shelf.heading,
        counted=shelf.counted,
        filters=safe(shelf.filters),
        chosen=shelf.chosen,
        clear_href=shelf.clear_href,
        sorts=sorts(),
        sort=shelf.sort,
        why=why(shelf.sort, shelf.by_words),
        asked=shelf.asked,
        corrected=shelf.corrected,
        typed_href=shelf.typed_href,
        loosened=shelf.loosened,
        cards=safe(shelf.cards),
        more=safe(draw("more.html", href=shelf.next_href)) if shelf.next_href else "",
        nothing=mark("nothing"),
    )


def sorts() -> list[tuple[str, str]]:
    """The orders there are."""
    return [("relevance", _("Best match")), ("price", _("Price, lowest first")), ("-price", _("Price, highest first")), ("newest", _("Newest"))]


def why(sort: str, by_words: bool) -> str:
    """Why things stand in this order, in a sentence."""
    if sort in ("price", "-price"):
        return _("By price, without delivery.")
    if sort == "newest":
        return _("By the day they arrived here, the latest first.")
    return _("By how well the words match.") if by_words else _("What has a photo and can be had now comes first, otherwise shuffled.")
