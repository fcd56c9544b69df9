"""Finding goods in the index: strictly first, then with fewer of the words, and the page that was asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import tantivy

from boxmalls.search.asking.filters import Filters, narrowed
from boxmalls.search.asking.matching import MUST, SHOULD, all_of, fit, found_by, quietly
from boxmalls.search.asking.ordering import DEEPEST, FIELDS, beyond, is_by_key, read_cursor, write_cursor
from boxmalls.search.asking.question import Question
from boxmalls.search.asking.request import LARGEST_PAGE, SearchRequest
from boxmalls.search.asking.rescoring import WINDOW, reorder
from boxmalls.search.index.reading import Reader

Q = tantivy.Query
ENOUGH = 12
FEWEST = 0.3

type Hits = Sequence[tuple[float, tantivy.DocAddress]]


@dataclass(frozen=True, slots=True)
class Found:
    """What counts as found, and how many there are under the filters. `least`: how many groups had to be met. `hits`: the best, if looked at."""

    query: tantivy.Query
    total: int
    least: int
    hits: Hits = ()


def find(reader: Reader, question: Question, request: SearchRequest, filters: Filters) -> Found:
    """As many groups as can be met together decide what is found."""
    if question.is_empty:
        query = Q.all_query()
        return Found(query, reader.count(narrowed(query, request.site, filters)), 0)
    found = Found(found_by(question, len(question.groups)), 0, 0)
    best = 0 if is_by_key(request, True) or read_cursor(request.cursor, request.sort).offset else max(request.size + 1, WINDOW)
    for least in steps(len(question.groups)):
        looser = found_by(question, least)
        whole = narrowed(looser, request.site, filters)
        # Where the best are wanted, too, they are counted and looked for in one go.
        seen = reader.searcher.search(scored(whole, question), best, count=True) if best else None
        total = (seen.count or 0) if seen else reader.count(whole)
        if total > found.total:
            found = Found(looser, total, least, tuple(seen.hits) if seen else ())
        if found.total >= ENOUGH or (found.total and least <= few(len(question.groups))):
            break
    return found


def scored(whole: tantivy.Query, question: Question) -> tantivy.Query:
    """The same goods, the better fitting first."""
    return Q.boolean_query([(MUST, whole), (SHOULD, fit(question))])


def steps(groups: int) -> list[int]:
    """How many of the groups have to be met, in the order in which it is tried."""
    start = groups if groups <= 4 else math.ceil(groups * 0.6)
    return list(dict.fromkeys((start, math.ceil(start * 0.7), few(groups), 1)))


def few(groups: int) -> int:
    """Below so many groups goods are shown only where there would be nothing else. One or two words are all meant."""
    return groups if groups <= 2 else math.ceil(groups * FEWEST)


def page(reader: Reader, question: Question, request: SearchRequest, found: Found, filters: Filters) -> tuple[tuple[str, ...], str]:
    """The ids of a page's goods, and the cursor of the next page ("" on the last)."""
    size = min(max(request.size, 1), LARGEST_PAGE)
    whole = narrowed(found.query, request.site, filters)
    if is_by_key(request, not question.is_empty):
        return _page_by_key(reader, request, whole, size)
    return _page_by_fit(reader, question, request, found, whole, size)


def _page_by_key(reader: Reader, request: SearchRequest, whole: tantivy.Query, size: int) -> tuple[tuple[str, ...], str]:
    field, upwards = FIELDS[request.sort]
    place = read_cursor(request.cursor, request.sort)
    if place.key is not None:
        whole = all_of([whole, quietly(beyond(field, upwards, place.key))])
    order = tantivy.Order.Asc if upwards else tantivy.Order.Desc
    hits = reader.searcher.search(whole, size + 1, count=False, order_by_field=field, order=order).hits
    shown = hits[:size]
    following = write_cursor(sort=request.sort, key=int(shown[-1][0])) if len(hits) > size else ""
    return reader.product_ids([address for _key, address in shown]), following


def _page_by_fit(reader: Reader, question: Question, request: SearchRequest, found: Found, whole: tantivy.Query, size: int) -> tuple[tuple[str, ...], str]:
    start = read_cursor(request.cursor, request.sort).offset
    end = start + size
    hits = found.hits or reader.searcher.search(scored(whole, question), max(end + 1, WINDOW), count=False).hits
    following = write_cursor(sort=request.sort, offset=end) if len(hits) > end and end < DEEPEST else ""
    if start >= WINDOW:
        return reader.product_ids([address for _score, address in hits[start:end]]), following
    best = [each.called.product_id for each in reorder(question, reader.candidates(hits[:WINDOW]), reader.rarity, reader.rarities)]
    beyond_window = reader.product_ids([address for _score, address in hits[WINDOW:end]]) if end > WINDOW else ()
    return (*best, *beyond_window)[start:end], following
