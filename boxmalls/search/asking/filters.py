"""What narrows an answer. Each facet's filter can be left out, to count what else that facet offers."""

from collections.abc import Sequence

import tantivy

from boxmalls.search.asking.matching import all_of, quietly, term
from boxmalls.search.asking.request import SearchRequest
from boxmalls.search.index.schema import schema

Q = tantivy.Query
MOST_MINOR = 1 << 44

type Filters = dict[str, tantivy.Query]


def filters_of(request: SearchRequest) -> Filters:
    """The chosen filters by facet; an attribute's name is its facet's."""
    found: Filters = {}
    if request.category:
        found["category"] = term("category", request.category)
    for facet, values in (("brand", request.brands), ("seller", request.sellers), ("condition", request.conditions), ("learns", request.learns)):
        if values:
            found[facet] = _one_of(facet, values)
    for handle, chosen in by_handle(request.attributes).items():
        found[f"attribute:{handle}"] = _one_of("attribute", chosen)
    if request.price_min_minor is not None or request.price_max_minor is not None:
        found["price"] = price_between(request.price_min_minor, request.price_max_minor)
    if request.in_stock:
        found["in_stock"] = term("in_stock", True)
    return found


def by_handle(attributes: Sequence[str]) -> dict[str, list[str]]:
    """The chosen values `colour=red` under what they are values of."""
    sorted_out: dict[str, list[str]] = {}
    for attribute in attributes:
        handle, equals, value = attribute.partition("=")
        if equals and value:
            sorted_out.setdefault(handle, []).append(attribute)
    return sorted_out


def price_between(low: int | None, high: int | None) -> tantivy.Query:
    """Goods whose price lies between two, both included."""
    bounds = (max(0, min(low or 0, MOST_MINOR)), max(0, min(MOST_MINOR if high is None else high, MOST_MINOR)))
    if bounds[0] > bounds[1]:
        return Q.empty_query()
    return Q.range_query(schema(), "price", tantivy.FieldType.Integer, *bounds)


def narrowed(found: tantivy.Query, site: str, filters: Filters, leave_out: str = "") -> tantivy.Query:
    """What was found on a site, under all filters but one."""
    wanted = [quietly(term("site", site)), found, *(quietly(query) for facet, query in filters.items() if facet != leave_out)]
    return all_of(wanted)


def _one_of(field: str, values: Sequence[str]) -> tantivy.Query:
    return Q.term_set_query(schema(), field, list(dict.fromkeys(values)))
