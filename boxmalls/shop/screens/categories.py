"""All categories with something in them, two storeys deep."""

from django.utils.translation import gettext as _

from boxmalls.shop import queries
from boxmalls.shop.asked import Asked
from boxmalls.shop.kept import once_a_minute
from boxmalls.shop.links import category_href
from boxmalls.shop.page import Page
from boxmalls.shop.screens.drawing import draw


def show(asked: Asked) -> Page:
    """The page of all categories."""
    main = once_a_minute(("categories", asked.site.code, asked.language), lambda: _drawn(asked))
    return Page(title=_("All categories"), main=main, address="/c")


def _drawn(asked: Asked) -> str:
    found = queries.aisles(asked.site.code, asked.language, deepest=1)
    below: dict[str, list[dict[str, object]]] = {}
    for each in found:
        if each.parent_id:
            below.setdefault(each.parent_id, []).append({"name": each.name, "href": category_href(each.id, each.slug), "count": each.count})
    tops = [
        {"id": each.id, "name": each.name, "href": category_href(each.id, each.slug), "count": each.count, "below": below.get(each.id, [])}
        for each in found
        if each.parent_id is None
    ]
    _sellers, categories = queries.counts(asked.site.code)
    return draw("categories.html", crumbs=[(_("Home"), "/"), (_("All categories"), "")], aisles=tops, count=categories)
