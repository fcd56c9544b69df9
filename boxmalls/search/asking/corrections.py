"""Words that no goods know, and what they were probably meant to be."""

import re
from collections import Counter

import tantivy

from boxmalls.search.asking.question import Question
from boxmalls.search.index.reading import Reader
from boxmalls.search.index.schema import schema
from boxmalls.search.words.analysis import fold
from boxmalls.search.words.typos import distance

Q = tantivy.Query
SHORTEST = 4
TWO_SLIPS_FROM = 7
LOOK_AT = 60
PLACES = ("text", "joins", "brand_words", "category_words")


def corrected(reader: Reader, question: Question) -> str:
    """The question with its unknown words put right; empty if there is nothing to put right, or no idea how."""
    text = fold(question.text)
    changed = False
    for group in question.groups:
        if group.others:
            continue
        for word, stemmed in zip(group.words, group.stems, strict=True):
            if _may_be_wrong(word) and not is_known(reader, word, stemmed) and (better := meant(reader, word)):
                text, times = re.subn(rf"\b{re.escape(word)}\b", better, text)
                changed = changed or bool(times)
    return text if changed else ""


def is_known(reader: Reader, word: str, stemmed: str) -> bool:
    """Whether any goods have this word, or a maker's number like it."""
    count = reader.searcher.doc_freq
    return any(count(place, form) for place in PLACES for form in {word, stemmed})


def meant(reader: Reader, word: str) -> str:
    """The most frequent word of the titles that is nearest to this one; empty if none is near."""
    return reader.remember(("meant", word), lambda: _nearest(reader, word))


def _nearest(reader: Reader, word: str) -> str:
    for slips in (1, 2) if len(word) >= TWO_SLIPS_FROM else (1,):
        near = Q.fuzzy_term_query(schema(), "plain", word, distance=slips)
        hits = reader.searcher.search(near, LOOK_AT, count=False).hits
        seen: Counter[str] = Counter()
        for _score, address in hits:
            seen.update(other for other in (reader.searcher.doc(address).get_first("plain") or "").split() if distance(word, other, slips) <= slips)
        if seen:
            return max(seen, key=lambda other: (other[0] == word[0], reader.searcher.doc_freq("plain", other), other))
    return ""


def _may_be_wrong(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii() and word.isalpha()


def shorter_texts(question: Question, most: int = 5) -> list[str]:
    """The text without one of its words, each in turn; the rarest words are not known, so what is left may find something."""
    words = fold(question.text).split()
    if not 1 < len(words) <= 8:
        return []
    return [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))][:most]
