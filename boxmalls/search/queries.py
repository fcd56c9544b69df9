"""Searching: the index answers; PostgreSQL does while the index is not there."""

import logging
from collections.abc import Hashable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

from boxmalls.search import by_database
from boxmalls.search.asking.corrections import corrected
from boxmalls.search.asking.facets import count_facets
from boxmalls.search.asking.filters import filters_of
from boxmalls.search.asking.finding import Found, find, page
from boxmalls.search.asking.question import understand
from boxmalls.search.asking.request import Facet, FacetValue, Relief, SearchPage, SearchRequest, Suggestion, tidy
from boxmalls.search.brands import brand_titles
from boxmalls.search.index.reading import Reader, is_index_trouble, shelf
from boxmalls.search.index.writing import read_mark
from boxmalls.search.relief import relief_for
from boxmalls.search.suggestions import directory, suggest_from
from boxmalls.search.synonyms import synonyms_for
from boxmalls.search.titles import facet_title, value_titles

__all__ = ["Facet", "FacetValue", "Health", "Relief", "SearchPage", "SearchRequest", "Suggestion", "health", "index_state", "search", "suggest"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """Who answers searches now. `products` counts each product once for each site."""

    engine: Literal["index", "database"]
    products: int = 0


def health() -> Health:
    """Whether the index is there, readable, and of this version."""
    reader = shelf.reader()
    if reader is None or read_mark(reader.searcher) is None:
        return Health("database")
    return Health("index", max(reader.searcher.num_docs - 1, 0))


def index_state() -> Hashable | None:
    """Names the state of the index that answers now: as long as it is the same, so are the answers. None while the database answers."""
    reader = shelf.reader()
    return reader.state if reader else None


def search(request: SearchRequest) -> SearchPage:
    """The answer to a question. Any text is a question; none raises."""
    started = perf_counter()
    request = request.tidied()
    answer = _by_index(request) or by_database.search(request)
    return replace(answer, took_ms=round((perf_counter() - started) * 1000, 2))


def suggest(site: str, language: str, text: str) -> list[Suggestion]:
    """What somebody may be typing. Nothing while the index is not there."""
    reader = shelf.reader()
    if reader is None:
        return []
    try:
        return suggest_from(reader, site, language, tidy(text))
    except BaseException as trouble:
        _distrust_or_raise(trouble)
        return []


def _by_index(request: SearchRequest) -> SearchPage | None:
    reader = shelf.reader()
    if reader is None:
        return None
    try:
        return _answer(reader, request)
    except BaseException as trouble:
        _distrust_or_raise(trouble)
        return None


def _distrust_or_raise(trouble: BaseException) -> None:
    if not is_index_trouble(trouble):
        raise trouble
    logger.exception("search.index-failed")
    shelf.distrust()


def _answer(reader: Reader, request: SearchRequest) -> SearchPage:
    question = understand(request.text, synonyms_for(request.site))
    filters = filters_of(request)
    better = "" if request.as_typed or question.is_empty else corrected(reader, question)
    if better:
        instead = understand(better, synonyms_for(request.site))
        found = find(reader, instead, request, filters)
        if found.total:
            question = instead
        else:
            better = ""
    if not better:
        found = find(reader, question, request, filters)
    product_ids, following = page(reader, question, request, found, filters)
    return SearchPage(
        product_ids=product_ids,
        total=found.total,
        facets=_facets(reader, found, request),
        next_cursor=following,
        corrected_to=better,
        loosened=0 < found.least < len(question.groups),
        relief=None if found.total else relief_for(reader, question, request, directory(reader, request.site, request.language)),
    )


def _facets(reader: Reader, found: Found, request: SearchRequest) -> tuple[Facet, ...]:
    titles = value_titles(request.language, lambda codes: brand_titles(reader, codes))

    def count() -> tuple[Facet, ...]:
        counted = count_facets(reader, found.query, request, filters_of(request), titles)
        return tuple(facet._replace(title=facet_title(facet.code, request.language)) for facet in counted)

    return reader.remember(request.without_place(), count)  # type: ignore[no-any-return]
