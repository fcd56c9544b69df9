"""Search: what was found, why in this order, and what it can be narrowed down by."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boxmalls.search.queries import SearchPage, SearchRequest, search
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Page, Part, Shown
from boxmalls.shop.screens.drawing import draw, safe
from boxmalls.shop.screens.filters import chosen_words, draw_filters
from boxmalls.shop.screens.shelf import Shelf, draw_shelf
from boxmalls.shop.screens.wish import Wish, titles_of
from boxmalls.ui.formatting import format_number

PER_PAGE = 24


def show(asked: Asked) -> Shown:
    """The page of a search, or for htmx the shelf alone."""
    wish = Wish.of(asked)
    found = look_for(wish, asked)
    titles = titles_of(found.facets)
    heading = _heading(wish, titles)
    shelf = draw_shelf(
        Shelf(
            heading=heading,
            counted=_counted(found.total, asked.language),
            filters=draw_filters(found.facets, wish, asked, total=found.total),
            chosen=tuple(chosen_words(wish, titles, asked)),
            clear_href=wish.cleared_href(),
            sort=wish.sort,
            cards=queries.cards_of(found.product_ids, asked.site.code, asked.language),
            next_href=wish.href(cursor=found.next_cursor) if found.next_cursor else "",
            asked=wish.text,
            corrected=found.corrected_to or "",
        ),
        nothing=lambda: _nothing(wish, titles, asked),
    )
    if asked.part:
        return Part(shelf)
    main = draw("results.html", crumbs=[(_("Home"), "/"), (_("Search"), "")], intro="", shelf=safe(shelf))
    return Page(title=heading, main=main, address="/search", indexed=False, query=wish.text)


def look_for(wish: Wish, asked: Asked, size: int = PER_PAGE) -> SearchPage:
    """Ask the index."""
    return search(
        SearchRequest(
            site=asked.site.code,
            language=asked.language,
            text=wish.text,
            category=wish.category or None,
            brands=wish.values("brand"),
            sellers=wish.values("seller"),
            conditions=wish.values("condition"),
            learns=wish.values("learns"),
            price_min_minor=wish.price_min,
            price_max_minor=wish.price_max,
            attributes=wish.chosen_attributes(),
            in_stock=wish.in_stock,
            sort=wish.sort,
            cursor=wish.cursor or None,
            size=size,
        )
    )


def _heading(wish: Wish, titles: dict[tuple[str, str], str]) -> str:
    return wish.text or titles.get(("category", wish.category), "") or _("All things")


def _counted(total: int, language: str) -> str:
    return ngettext("%(count)s thing", "%(count)s things", total) % {"count": format_number(total, language)}


def _nothing(wish: Wish, titles: dict[tuple[str, str], str], asked: Asked) -> str:
    filters = list(chosen_words(wish, titles, asked))
    words = (
        _("Nothing matches “%(words)s” with these filters.") % {"words": wish.text}
        if wish.text and filters
        else _("Nothing matches these filters.")
        if filters
        else _("Nothing here is called “%(words)s”. Try fewer or other words, or the name of the kind of thing.") % {"words": wish.text}
    )
    return draw("nothing.html", title=_("Nothing found"), words=words, loosen=filters, instead=_instead(wish, asked), clear_href=wish.cleared_href())


def _instead(wish: Wish, asked: Asked) -> list[tuple[str, str]]:
    """Single words of the search that find something by themselves, with how much."""
    words = [word for word in dict.fromkeys(wish.text.split()) if len(word) > 2][:4]
    if len(words) < 2:
        return []
    found = {word: look_for(Wish.of_words(word), asked, size=1).total for word in words}
    return [(f"{word} ({format_number(total, asked.language)})", Wish.of_words(word).href()) for word, total in found.items() if total]
