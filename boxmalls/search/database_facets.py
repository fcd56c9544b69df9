"""The facets of an answer that PostgreSQL gave, from the rows of its one statement."""

from collections.abc import Iterable

from boxmalls.search.asking.facets import PLAIN, Counts, attribute_facets, category_facet, chosen_in, path_of, plain_facet, with_something
from boxmalls.search.asking.filters import by_handle
from boxmalls.search.asking.request import Facet, SearchRequest
from boxmalls.search.index.entries import brand_code
from boxmalls.search.titles import facet_title, value_titles

type Told = dict[str, list[tuple[str, int, int | None]]]
"""Rows by their kind: what is counted, how much, and a second number where there is one."""


def facets_of(request: SearchRequest, told: Told) -> tuple[Facet, ...]:
    """Every facet, in the order in which it is shown. One in which something is chosen is counted without its own filter."""
    brands, shown = _brands(told)
    counts = {"brand": brands} | {name: _counts(told, name) for name in PLAIN if name != "brand"}
    titles = value_titles(request.language, lambda codes: {code: shown[code] for code in codes if code in shown})
    above = _counts(told, "above")
    facets = [category_facet({code: above.get(code, 0) for code in path_of(request.category)}, _counts(told, "category"), request.category, titles)]
    facets += [plain_facet(name, counts[name], chosen_in(request, name), titles) for name in PLAIN]
    (_code, low, high), *_rest = told["price"]
    facets.append(Facet("price", "", low_minor=low, high_minor=high))
    chosen = by_handle(request.attributes)
    sorted_out: dict[str, Counts] = {handle: {} for handle in chosen}
    for value, count in _counts(told, "attribute").items():
        sorted_out.setdefault(value.partition("=")[0], {})[value] = count
    facets += attribute_facets(sorted_out, chosen, titles)
    return tuple(facet._replace(title=facet_title(facet.code, request.language)) for facet in with_something(facets))


def _counts(told: Told, kind: str) -> Counts:
    return dict(_in_order((code, count) for code, count, _none in told.get(kind, ())))


def _brands(told: Told) -> tuple[Counts, dict[str, str]]:
    """Counts by code, however a brand is written, and how it is written most often."""
    counts: Counts = {}
    shown: dict[str, str] = {}
    for name, count, _none in told.get("brand", ()):
        if code := brand_code(name):
            counts[code] = counts.get(code, 0) + count
            shown.setdefault(code, name)
    return dict(_in_order(counts.items())), shown


def _in_order(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
