"""
What an erasure leaves on purpose, and nothing else: the list that a shop with somebody erased may differ by from one in which they never were.

Rows that the law holds need no entry: their holding says so. Everything else that stays is named with its reason in `traces.py` of the
room whose table it is in; the twin runs of `tests/rights/twin` compare every row of every table and accept no other difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .registry import HOLDINGS, DeclaredTwice


class Why(StrEnum):
    """What a trace is good for."""

    HOLD = "the law holds it"
    BOOKS = "the books must add up"
    RECEIPT = "it proves the erasure"
    COMMITMENT = "it proves that nothing else was changed"
    PASSING = "it goes by itself"
    WORK = "it is about somebody else"


@dataclass(frozen=True, slots=True)
class Trace:
    """
    What stays in a table.

    :param moved: columns of other people's rows that may differ, by as much as the rows that stay account for; empty where whole rows stay.
    :param by: columns of other people's rows in which stands who did it, as their work: a number, which leads nowhere.
    :param words: what a reader learns from it: in English, for the register.
    """

    model: str
    why: Why
    words: str
    moved: str = ""
    by: str = ""


class Traces:
    """Every trace, by its table. A table may have rows that stay, columns that moved, and columns that say who did it."""

    def __init__(self) -> None:
        self._declared: dict[tuple[str, bool, bool], Trace] = {}

    def stay(self, model: str, *, why: Why, words: str) -> None:
        """Whole rows of this table stay, and name nobody."""
        self._add(Trace(model, why, words))

    def move(self, model: str, columns: str, *, why: Why, words: str) -> None:
        """In rows of this table that are not the person's, these columns show that something happened."""
        self._add(Trace(model, why, words, moved=columns))

    def work(self, model: str, columns: str, *, words: str) -> None:
        """In rows of this table that are about others, these columns go on naming the number of whoever did it as their work."""
        self._add(Trace(model, Why.WORK, words, by=columns))

    def _add(self, trace: Trace) -> None:
        key = (trace.model, bool(trace.moved), bool(trace.by))
        if key in self._declared:
            raise DeclaredTwice(trace.model)
        self._declared[key] = trace

    def __iter__(self) -> Iterator[Trace]:
        yield from self._declared.values()
        for holding in HOLDINGS:
            if holding.hold:
                yield Trace(holding.model, Why.HOLD, f"Of the person: {', '.join(holding.hold.keeps.split())}; without the person.")

    def of_rows(self) -> dict[str, Trace]:
        """Tables in which rows stay; what a room says itself comes before what its holding's hold says."""
        return {trace.model: trace for trace in reversed(list(self)) if not trace.moved and not trace.by}

    def of_columns(self) -> dict[str, frozenset[str]]:
        """Tables and the columns in them that moved."""
        return {trace.model: frozenset(trace.moved.split()) for trace in self if trace.moved}

    def of_work(self) -> dict[str, frozenset[str]]:
        """Tables and the columns in them that say whose work it was."""
        return {trace.model: frozenset(trace.by.split()) for trace in self if trace.by}


TRACES = Traces()
