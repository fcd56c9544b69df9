"""Search: what was found, why in this order, and what it can be narrowed down by."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boxmalls.search.queries import Relief, SearchPage, SearchRequest, index_state, search
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.memory import Remembered
from boxmalls.shop.page import Page, Part, Shown
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.filters import chosen_words, draw_filters
from boxmalls.shop.screens.shelf import Shelf, draw_shelf
from boxmalls.shop.screens.wish import Wish, titles_of
from boxmalls.ui.formatting import format_number

PER_PAGE = 24
SHELF = "\0shelf\0"


def show(asked: Asked) -> Shown:
    """The page of a search, or for htmx the shelf alone: the same while the index is, and the cards of what was found."""
    wish, site, language = Wish.of(asked), asked.site, asked.language
    state = index_state()
    return Remembered(
        key=("search", site.code, site.currency, language, wish, asked.part),
        language=language,
        holds=lambda stamp: stamp[0] == state and queries.cards_stamp(stamp[1], site.code, language) == stamp[2],
        make=lambda: _make(wish, asked, state),
    )


def _make(wish: Wish, asked: Asked, state: Hashable) -> tuple[Page | Part, tuple[Any, ...] | None]:
    found = look_for(wish, asked)
    cards, stamp = queries.cards_of(found.product_ids, asked.site.code, asked.language)
    shown = _draw(wish, found, cards, asked)
    return shown, (state, found.product_ids, stamp) if state is not None and found.engine == "index" else None


def _draw(wish: Wish, found: SearchPage, cards: str, asked: Asked) -> Page | Part:
    titles = titles_of(found.facets)
    heading = _heading(wish, titles)
    shelf = draw_shelf(
        Shelf(
            heading=heading,
            counted=_counted(found.total, asked.language),
            filters=draw_filters(found.facets, wish, asked, total=found.total),
            chosen=tuple(chosen_words(wish, titles, asked)),
            clear_href=wish.cleared_href() if wish.filters() else "/search",
            sort=wish.sort,
            cards=cards,
            next_href=wish.href(cursor=found.next_cursor) if found.next_cursor else "",
            asked=wish.text if found.corrected_to else "",
            by_words=bool(wish.text),
            corrected=found.corrected_to,
            typed_href=wish.href(as_typed="on") if found.corrected_to else "",
            loosened=found.loosened,
        ),
        nothing=lambda: _nothing(wish, found, titles, asked),
    )
    if asked.part:
        return Part(shelf, "" if wish.cursor else wish.href())
    main = around(((_("Home"), "/"), (_("Search"), "")), "", asked.language).replace(SHELF, shelf, 1)
    return Page(title=heading, main=main, address="/search", indexed=False, query=wish.text)


@lru_cache(maxsize=1024)
def around(crumbs: tuple[tuple[str, str], ...], intro: str, _language: str) -> str:
    """What stands around a shelf on its page, with a mark where the shelf goes."""
    return draw("results.html", crumbs=crumbs, intro=safe(intro), shelf=safe(SHELF))


def look_for(wish: Wish, asked: Asked, size: int = PER_PAGE) -> SearchPage:
    """Ask the index."""
    return search(
        SearchRequest(
            site=asked.site.code,
            language=asked.language,
            text=wish.text,
            category=wish.category,
            brands=wish.values("brand"),
            sellers=wish.values("seller"),
            conditions=wish.values("condition"),
            learns=wish.values("learns"),
            price_min_minor=wish.price_min,
            price_max_minor=wish.price_max,
            attributes=wish.values("attribute"),
            in_stock=wish.in_stock,
            sort=wish.sort,
            cursor=wish.cursor,
            size=size,
            as_typed=wish.as_typed,
        )
    )


def _heading(wish: Wish, titles: dict[tuple[str, str], str]) -> str:
    return wish.text or titles.get(("category", wish.category), "") or _("All things")


def _counted(total: int, language: str) -> str:
    return ngettext("%(count)s thing", "%(count)s things", total) % {"count": format_number(total, language)}


def _nothing(wish: Wish, found: SearchPage, titles: dict[tuple[str, str], str], asked: Asked) -> str:
    filters = list(chosen_words(wish, titles, asked))
    if wish.text and filters:
        words = _("Nothing matches “%(words)s” with these filters.") % {"words": wish.text}
    elif filters:
        words = _("Nothing matches these filters.")
    else:
        words = _("Nothing here is called “%(words)s”. Try fewer or other words, or the name of the kind of thing.") % {"words": wish.text}
    if found.relief and found.relief.without_filters:
        without = found.relief.without_filters
        words += " " + ngettext("Without filters there is %(count)s thing.", "Without filters there are %(count)s things.", without) % {"count": without}
    instead = _instead(found.relief, asked)
    return draw("nothing.html", title=_("Nothing found"), words=words, loosen=filters, instead=instead, clear_href=wish.cleared_href())


def _instead(relief: Relief | None, asked: Asked) -> list[tuple[str, str]]:
    """Other spellings, fewer words and near categories, each with its address."""
    if relief is None:
        return []
    fewer = [(f"{words} ({format_number(total, asked.language)})", Wish.of_words(words).href()) for words, total in relief.shorter]
    return [
        *((each, Wish.of_words(each).href()) for each in relief.spellings),
        *fewer,
        *((name, Wish.in_category(code).href()) for code, name in relief.categories),
    ]
