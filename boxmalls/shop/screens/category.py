"""A category: its shelf in the shelf's own order, the categories below it, and the filters of the search in it."""

import json
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boxmalls.base.refusals import NotFound
from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.kept import once_a_minute
from boxmalls.shop.links import category_href
from boxmalls.shop.page import Elsewhere, Page, Part, Shown
from boxmalls.shop.screens.drawing import draw
from boxmalls.shop.screens.filters import draw_filters
from boxmalls.shop.screens.results import PER_PAGE, SHELF, around, look_for
from boxmalls.shop.screens.shelf import Shelf, draw_shelf
from boxmalls.shop.screens.wish import Wish
from boxmalls.ui.formatting import format_number


def show(asked: Asked, *, category_id: str, slug: str) -> Shown:
    """
    The page of a category; for htmx the next piece of its shelf.

    :raises NotFound: when there is none, or nothing in it.
    """
    row = queries.category_row(category_id, asked.site.code, asked.language)
    if row is None:
        raise NotFound
    if slug != (row[1] or "-"):
        return Elsewhere(category_href(category_id, row[1]))
    name, total = row[2], row[4]
    piece = queries.shelf_piece(asked.site.code, asked.language, category_id, asked.word("cursor", 100), PER_PAGE)
    address = category_href(category_id, row[1])
    shelf = draw_shelf(
        Shelf(
            heading=name,
            counted=ngettext("%(count)s thing", "%(count)s things", total) % {"count": format_number(total, asked.language)},
            filters=_filters(asked, category_id),
            cards=piece.cards,
            next_href=f"{address}?cursor={piece.next_cursor}" if piece.next_cursor else "",
        ),
        nothing=lambda: draw(
            "nothing.html",
            title=_("Nothing here yet"),
            words=_("No seller offers anything of this kind on this site."),
            loosen=[],
            instead=[],
            clear_href="/search",
        ),
    )
    if asked.part:
        return Part(shelf)
    return Page(
        title=name,
        main=around(_crumbs(row[3], asked.language), _below(row[5], asked.language) if row[5] else "", asked.language).replace(SHELF, shelf, 1),
        description=_("%(name)s from independent sellers, with what each of them will see of you.") % {"name": name},
        address=address,
        indexed=bool(total),
    )


@lru_cache(maxsize=1024)
def _crumbs(told: str, _language: str) -> tuple[tuple[str, str], ...]:
    way = ((name, category_href(each, slug)) for each, slug, name in json.loads(told))
    return ((_("Home"), "/"), *way)


@lru_cache(maxsize=512)
def _below(told: str, _language: str) -> str:
    return draw("below.html", below=[(name, category_href(each, slug), count) for each, slug, name, count in json.loads(told)])


def _filters(asked: Asked, category_id: str) -> str:
    """The filters of a search in this category, as the index counts them."""
    return once_a_minute(("filters", asked.site.code, asked.language, category_id), lambda: _made_filters(asked, category_id))


def _made_filters(asked: Asked, category_id: str) -> str:
    wish = Wish.in_category(category_id)
    found = look_for(wish, asked, size=1)
    return draw_filters(found.facets, wish, asked, total=found.total)
