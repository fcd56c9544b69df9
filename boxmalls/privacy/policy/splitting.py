"""A policy text, cut into headings, numbers and sentences, so that each sentence can be quoted; nothing is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of the text is."""

    HEADING = "heading"
    NUMBER = "number"
    SENTENCE = "sentence"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of the text. All pieces, in order, are the text."""

    kind: Kind
    text: str
    clause: str = ""
    sid: str = ""


LINE = re.compile(r"(?P<words>[^\n]*?)(?P<gap>[^\S\n]*(?:\n|\Z)|\Z)", re.S)
PART = re.compile(r"Part (\d+)\b")
SECTION = re.compile(r"\d+\. ")
CLAUSE = re.compile(r"(\d+\.\d+) ")
BARE_NUMBER = re.compile(r"\d+ ")
ITEM = re.compile(r"([a-z])\) ")
SENTENCE_END = re.compile(r'(?<=\.)\s+(?=[A-Z"])|(?<=\.\))\s+(?=[A-Z"])|(?<="\)\.)\s+(?=[A-Z"])')


def split(text: str) -> list[Piece]:
    """
    Cut a policy text into pieces that together are the text, character for character.

    Clauses are named as the text numbers them: 1.3, 3.1.a. The list under a bare number takes the number of its part
    (2.a), a paragraph without a number follows its clause (1.4.note) or list (2.end), and the last, which ends in a
    colon, is ``contact``. A sentence is ``s-1-3-3``; the first of a clause is ``s-1-3``.
    """
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    part, clause, parent = "", "", ""
    for line in LINE.finditer(text):
        words, gap = line["words"], line["gap"]
        if not words:
            if gap:
                yield Piece(Kind.GAP, gap)
            continue
        if heading := _heading(words, first=not line.start()):
            yield Piece(Kind.HEADING, words, sid=heading)
            if found := PART.match(words):
                part, clause, parent = found[1], "", ""
        else:
            number, clause, parent = _name(words, part, clause, parent)
            if number:
                yield Piece(Kind.NUMBER, number, clause)
            yield from _sentences(words[len(number) :], clause)
        if gap:
            yield Piece(Kind.GAP, gap)


def _heading(words: str, *, first: bool) -> str:
    """Return the anchor of a heading, or nothing for a paragraph."""
    if first:
        return "title"
    if found := PART.match(words):
        return f"part-{found[1]}"
    bare = SECTION.sub("", words, count=1)
    if words.endswith("?") and not SENTENCE_END.search(bare):
        return re.split(r"\W+", bare, maxsplit=1)[0].lower()
    return ""


def _name(words: str, part: str, clause: str, parent: str) -> tuple[str, str, str]:
    """Return the number as printed, the clause it opens, and the clause whose list may follow."""
    if found := CLAUSE.match(words):
        return found[0], found[1], found[1]
    if found := ITEM.match(words):
        return found[0], f"{parent}.{found[1]}", parent
    if found := BARE_NUMBER.match(words):
        return found[0], part, part
    if words.endswith("contact:"):
        return "", "contact", ""
    return ("", f"{parent}.note", parent) if clause == parent else ("", f"{parent}.end", parent)


def _sentences(words: str, clause: str) -> Iterator[Piece]:
    start, count = 0, 1
    for end in SENTENCE_END.finditer(words):
        yield Piece(Kind.SENTENCE, words[start : end.start()], clause, _sid(clause, count))
        yield Piece(Kind.GAP, end[0], clause)
        start, count = end.end(), count + 1
    yield Piece(Kind.SENTENCE, words[start:], clause, _sid(clause, count))


def _sid(clause: str, count: int) -> str:
    name = "s-" + clause.replace(".", "-")
    return name if count == 1 else f"{name}-{count}"
