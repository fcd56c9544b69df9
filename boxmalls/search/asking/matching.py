"""
A question as a query of the index.

Two parts: which goods count as found (so many of the groups, each met in one of several ways), and how well they fit.
The weights were tuned on one half of labelled pairs of listings and are measured on the other: `make bench-search`.
"""

import tantivy

from boxmalls.search.asking.question import Group, Question
from boxmalls.search.index.entries import grams_of
from boxmalls.search.index.schema import schema
from boxmalls.search.words.analysis import is_code

Q = tantivy.Query
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should

WEIGHTS: dict[str, float] = {"text": 0.7, "title": 0.1, "joins": 0.2, "pairs": 0.15, "grams": 0.78, "brand_words": 0.4, "category_words": 0.3, "heads": 1.0}
OTHER_WORDS = 0.6
GRAMS_NEEDED = 0.7


def term(field: str, value: object) -> tantivy.Query:
    """One word in one field."""
    return Q.term_query(schema(), field, value, "freq")


def quietly(query: tantivy.Query) -> tantivy.Query:
    """A condition that adds nothing to the score."""
    return Q.const_score_query(query, 0.0)


def any_of(queries: list[tantivy.Query], least: int = 1) -> tantivy.Query:
    """At least so many of these."""
    if len(queries) == 1:
        return queries[0]
    return Q.boolean_query([(SHOULD, query) for query in queries], least)


def all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    """Every one of these."""
    return queries[0] if len(queries) == 1 else Q.boolean_query([(MUST, query) for query in queries])


def found_by(question: Question, least: int) -> tantivy.Query:
    """The goods in which at least so many groups are met, or a maker's number that was asked for stands in the title."""
    enough = any_of([_met(group) for group in question.groups], min(least, len(question.groups)))
    return quietly(any_of([enough, *(term("codes", code) for code in question.codes)]))


def fit(question: Question) -> tantivy.Query:
    """How well goods fit, as a score."""
    weighed: dict[tuple[str, str], float] = {}
    for group in question.groups:
        for word, stemmed in zip(group.words, group.stems, strict=True):
            for field in ("text", "title", "category_words", "heads"):
                weighed[field, stemmed] = WEIGHTS[field]
            weighed["text", word] = WEIGHTS["text"]
            weighed["joins", word] = WEIGHTS["joins"]
            weighed["brand_words", word] = WEIGHTS["brand_words"]
        for other in group.others:
            for word in other:
                weighed.setdefault(("text", word), WEIGHTS["text"] * OTHER_WORDS)
                weighed.setdefault(("category_words", word), WEIGHTS["category_words"])
                weighed.setdefault(("heads", word), WEIGHTS["heads"] * OTHER_WORDS)
        for pair in group.joins:
            weighed.setdefault(("joins", pair), WEIGHTS["pairs"])
            weighed.setdefault(("brand_words", pair), WEIGHTS["brand_words"])
    for whole in question.wholes:
        weighed["joins", whole] = WEIGHTS["joins"]
    for gram in grams_of(question.codes):
        weighed["grams", gram] = WEIGHTS["grams"]
    return Q.boolean_query([(SHOULD, Q.boost_query(term(*place), weight)) for place, weight in weighed.items() if weight])


def _met(group: Group) -> tantivy.Query:
    ways = [all_of([_word(word, stemmed) for word, stemmed in zip(group.words, group.stems, strict=True)])]
    ways += [term("joins", pair) for pair in group.joins]
    ways += [all_of([any_of([term("text", word), term("category_words", word)]) for word in other]) for other in group.others]
    return any_of(ways)


def _word(word: str, stemmed: str) -> tantivy.Query:
    ways = [term("text", stemmed), term("joins", word), term("brand_words", word), term("category_words", stemmed)]
    if word != stemmed:
        ways.append(term("text", word))
    if is_code(word) and (grams := grams_of([word])):
        ways.append(any_of([term("grams", gram) for gram in grams], max(1, round(len(grams) * GRAMS_NEEDED))))
    return any_of(ways)
