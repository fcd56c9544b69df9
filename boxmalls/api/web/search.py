"""`/api/v1/search`"""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.api.answers import answer_json
from boxmalls.api.asked import search_request, wants_facets
from boxmalls.api.queries import products_as_json
from boxmalls.base.limits import Limit, limited
from boxmalls.base.web import Request, open_to
from boxmalls.search.queries import Facet, SearchPage, search

READS = Limit("api.reads", 600, timedelta(minutes=1))


@require_safe
@open_to("anyone")
@limited(READS, methods=("GET", "HEAD"))
def search_products(request: Request) -> HttpResponse:
    """Products that fit a text and filters, a page at a time."""
    asked = search_request(request.GET, site=request.site.code, language=request.LANGUAGE_CODE)
    found = search(asked)
    products = products_as_json(found.product_ids, site=asked.site, language=asked.language)
    rest = json.dumps(_rest(request, found, facets=wants_facets(request.GET)), ensure_ascii=False)
    return answer_json(request, f'{{"products": [{", ".join(products)}], {rest[1:]}')


def _rest(request: Request, found: SearchPage, *, facets: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "total": found.total,
        "cursor": found.next_cursor or None,
        "next": _next_address(request, found.next_cursor) if found.next_cursor else None,
        "corrected_to": found.corrected_to or None,
        "loosened": found.loosened,
        "engine": found.engine,
    }
    if facets:
        told["facets"] = [_facet(facet) for facet in found.facets]
    return told


def _next_address(request: Request, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


def _facet(facet: Facet) -> dict[str, Any]:
    if facet.low_minor is not None:
        return {"code": facet.code, "title": facet.title, "low_minor": facet.low_minor, "high_minor": facet.high_minor}
    values = [{"code": each.code, "title": each.title, "count": each.count, "chosen": each.chosen, "level": each.level} for each in facet.values]
    return {"code": facet.code, "title": facet.title, "values": values}
