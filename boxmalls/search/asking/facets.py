"""How many goods each choice would show. A facet in which something is chosen is counted without its own filter."""

from collections.abc import Callable

import tantivy

from boxmalls.search.asking.filters import Filters, by_handle, narrowed
from boxmalls.search.asking.request import Facet, FacetValue, SearchRequest
from boxmalls.search.index.reading import Reader
from boxmalls.search.index.schema import LEVELS

MOST_VALUES = {"brand": 40, "seller": 40, "condition": 5, "learns": 5, "category": 60}
MOST_ATTRIBUTES = 12
MOST_OF_AN_ATTRIBUTE = 20
READ_ATTRIBUTES = 400
EXACT = 65_000
PRICE = {"stats": {"field": "price"}}
PLAIN = ("learns", "brand", "seller", "condition")

type Titles = Callable[[str, list[str]], dict[str, str]]
type Counts = dict[str, int]


def count_facets(reader: Reader, found: tantivy.Query, request: SearchRequest, filters: Filters, titles: Titles) -> tuple[Facet, ...]:
    """
    Every facet of an answer, in the order in which it is shown.

    `titles(facet, codes)` gives the words for codes; a code without words is left out.
    """
    counter = Counter(reader, found, request, filters)
    facets = [category_facet(*counter.categories(), request.category, titles)]
    for name in PLAIN:
        facets.append(plain_facet(name, counter.values(name), chosen_in(request, name), titles))
    facets.append(counter.price())
    facets += _attributes(counter, request, titles)
    return with_something(facets)


class Counter:
    """Counts from the index: one aggregation for all facets without a choice, one more for each with one."""

    def __init__(self, reader: Reader, found: tantivy.Query, request: SearchRequest, filters: Filters) -> None:
        self.reader, self.found, self.request, self.filters = reader, found, request, filters
        self.path = path_of(request.category)
        self.children = f"category_{min(len(self.path), LEVELS - 1)}"
        wanted = {name: _terms(name, MOST_VALUES[name]) for name in PLAIN}
        wanted["attribute"] = _terms("attribute", READ_ATTRIBUTES)
        wanted["children"] = _terms(self.children, MOST_VALUES["category"])
        wanted["price"] = PRICE
        self.whole = self._aggregate("", wanted)

    def values(self, name: str) -> Counts:
        """The counts of a plain facet."""
        if name not in self.filters:
            return _counts(self.whole[name])
        return _counts(self._aggregate(name, {name: _terms(name, MOST_VALUES[name])})[name])

    def attribute(self, handle: str) -> Counts:
        """The counts of one chosen attribute's values."""
        return _counts(self._aggregate(f"attribute:{handle}", {"attribute": _terms("attribute", READ_ATTRIBUTES)})["attribute"])

    def categories(self) -> tuple[Counts, Counts]:
        """Of the chosen category and those above it; and of those below it."""
        above: Counts = {}
        if self.path:
            wanted = {f"level_{level}": _terms(f"category_{level}", MOST_VALUES["category"]) for level in range(min(len(self.path), LEVELS))}
            counted = self._aggregate("category", wanted)
            above = {code: _counts(counted[f"level_{level}"]).get(code, 0) for level, code in enumerate(self.path[:LEVELS])}
        return above, {} if len(self.path) >= LEVELS else _counts(self.whole["children"])

    def price(self) -> Facet:
        """The lowest and the highest price that the other choices leave."""
        stats = self.whole["price"] if "price" not in self.filters else self._aggregate("price", {"price": PRICE})["price"]
        if not stats["count"]:
            return Facet("price", "")
        return Facet("price", "", low_minor=int(stats["min"]), high_minor=int(stats["max"]))

    def _aggregate(self, leave_out: str, wanted: dict) -> dict:
        return self.reader.searcher.aggregate(narrowed(self.found, self.request.site, self.filters, leave_out), wanted)


def path_of(category: str) -> list[str]:
    """A category and those above it, as the ids tell: "ap-2-1" lies in "ap-2"."""
    parts = category.split("-") if category else []
    return ["-".join(parts[: at + 1]) for at in range(len(parts))]


def chosen_in(request: SearchRequest, name: str) -> tuple[str, ...]:
    """What is chosen in a plain facet."""
    return {"brand": request.brands, "seller": request.sellers, "condition": request.conditions, "learns": request.learns}[name]


def with_something(facets: list[Facet]) -> tuple[Facet, ...]:
    """The facets in which there is something to choose."""
    return tuple(facet for facet in facets if facet.values or facet.low_minor is not None)


def category_facet(above: Counts, below: Counts, chosen: str, titles: Titles) -> Facet:
    """The chosen category and those above it, and what is below it."""
    names = titles("category", [*above, *below])
    depth = len(above)
    values = [FacetValue(code, names[code], count, code == chosen, level) for level, (code, count) in enumerate(above.items()) if code in names]
    values += [FacetValue(code, names[code], count, level=depth) for code, count in below.items() if code in names]
    return Facet("category", "", tuple(values))


def plain_facet(name: str, counts: Counts, chosen: tuple[str, ...], titles: Titles, code: str = "") -> Facet:
    """A facet's values with their counts; what is chosen and finds nothing stands there, too."""
    counts = {**counts, **{value: 0 for value in chosen if value not in counts}}
    names = titles(name, list(counts))
    values = tuple(FacetValue(value, names[value], count, value in chosen) for value, count in counts.items() if value in names)
    return Facet(code or name, "", values)


def _attributes(counter: Counter, request: SearchRequest, titles: Titles) -> list[Facet]:
    chosen = by_handle(request.attributes)
    sorted_out: dict[str, Counts] = {handle: {} for handle in chosen}
    for value, count in _counts(counter.whole["attribute"]).items():
        handle = value.partition("=")[0]
        sorted_out.setdefault(handle, {})[value] = count
    for handle in chosen:
        sorted_out[handle] = {value: count for value, count in counter.attribute(handle).items() if value.startswith(f"{handle}=")}
    return attribute_facets(sorted_out, chosen, titles)


def attribute_facets(sorted_out: dict[str, Counts], chosen: dict[str, list[str]], titles: Titles) -> list[Facet]:
    """A facet for each attribute in which there is a choice, the chosen ones and the busiest first."""
    busiest = sorted(sorted_out, key=lambda handle: (handle not in chosen, -sum(sorted_out[handle].values()), handle))[:MOST_ATTRIBUTES]
    shown = {handle: dict(list(sorted_out[handle].items())[:MOST_OF_AN_ATTRIBUTE]) for handle in busiest}
    facets = [plain_facet("attribute", counts, tuple(chosen.get(handle, ())), titles, f"attribute:{handle}") for handle, counts in shown.items()]
    return [facet for facet in facets if len(facet.values) > 1 or any(value.chosen for value in facet.values)]


def _terms(field: str, size: int) -> dict:
    return {"terms": {"field": field, "size": size, "segment_size": EXACT}}


def _counts(aggregated: dict) -> Counts:
    buckets = ((str(bucket["key"]), int(bucket["doc_count"])) for bucket in aggregated["buckets"])
    return dict(sorted(buckets, key=lambda pair: (-pair[1], pair[0])))
