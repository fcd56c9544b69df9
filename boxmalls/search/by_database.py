"""Searching in PostgreSQL, while the index is not there: the same words, filters and facets, in a plainer order."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from boxmalls.base import sql
from boxmalls.search.asking.facets import path_of
from boxmalls.search.asking.filters import MOST_MINOR, by_handle
from boxmalls.search.asking.ordering import read_cursor, write_cursor
from boxmalls.search.asking.question import Group, Question, understand
from boxmalls.search.asking.request import LARGEST_PAGE, SearchPage, SearchRequest
from boxmalls.search.database_facets import Told, facets_of
from boxmalls.search.index.entries import brand_code
from boxmalls.search.synonyms import synonyms_for


def search(request: SearchRequest) -> SearchPage:
    """Goods that have all of the words; where there are none, goods that have some."""
    question = understand(request.text, synonyms_for(request.site))
    answer = _ask(request, _all_words(question))
    if not answer.total and len(question.groups) > 1:
        answer = _ask(request, _any_word(question), loosened=True)
    return answer


def _ask(request: SearchRequest, question: str, *, loosened: bool = False) -> SearchPage:
    size = min(max(request.size, 1), LARGEST_PAGE)
    start = read_cursor(request.cursor, request.sort).offset
    rows = sql.rows(sql.read(__file__, "by_database.sql"), _parameters(request, question, start, size))
    told: Told = {}
    for kind, code, number, other in rows:
        told.setdefault(kind, []).append((code, number, other))
    product_ids = [code for code, _place, _none in sorted(told.get("product", ()), key=lambda row: row[1])]
    return SearchPage(
        product_ids=tuple(product_ids[:size]),
        total=told["total"][0][1],
        facets=facets_of(request, told),
        next_cursor=write_cursor(sort=request.sort, offset=start + size) if len(product_ids) > size else "",
        loosened=loosened,
        engine="database",
    )


def _parameters(request: SearchRequest, question: str, start: int, size: int) -> dict[str, Any]:
    high = MOST_MINOR if request.price_max_minor is None else request.price_max_minor
    attributes = {handle: [each.partition("=")[2] for each in chosen] for handle, chosen in by_handle(request.attributes).items()}
    return {
        "question": question,
        "site": request.site,
        "category": request.category,
        "depth": request.category.count("-") + 2 if request.category else 1,
        "path": path_of(request.category),
        "brands": list(request.brands),
        "spellings": _spellings(request.brands),
        "sellers": list(request.sellers),
        "conditions": list(request.conditions),
        "learns": list(request.learns),
        "low": max(0, min(request.price_min_minor or 0, MOST_MINOR)),
        "high": max(0, min(high, MOST_MINOR)),
        "attributes": json.dumps(attributes),
        "in_stock": request.in_stock,
        "sort": request.sort,
        "offset": start,
        "limit": size + 1,
    }


def _spellings(codes: Collection[str]) -> list[str]:
    """Every way in which the goods write these brands: a code has lost accents and signs, and only our own folding says which."""
    written = [brand for (brand,) in sql.rows("SELECT DISTINCT brand FROM catalog_product WHERE brand <> ''")] if codes else []
    return [brand for brand in written if brand_code(brand) in codes]


def _all_words(question: Question) -> str:
    return " & ".join(_ways(group) for group in question.groups)


def _any_word(question: Question) -> str:
    return " | ".join(_ways(group) for group in question.groups)


def _ways(group: Group) -> str:
    ways = [_all(group.stems), *map(_quoted, group.joins)]
    if len(group.words) == 1:
        ways.append(_quoted(group.words[0]))
    ways += map(_all, group.others)
    return "(" + " | ".join(f"({way})" for way in dict.fromkeys(ways)) + ")"


def _all(words: Iterable[str]) -> str:
    return " & ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
