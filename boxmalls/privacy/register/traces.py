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


@dataclass(frozen=True, slots=True)
class Trace:
    """
    What stays in a table.

    :param moved: columns of other people's rows that may differ, by as much as the rows that stay account for; empty where whole rows stay.
    :param words: what a reader learns from it: in English, for the register.
    """

    model: str
    why: Why
    words: str
    moved: str = ""


class Traces:
    """Every trace, by its table. A table may have rows that stay and columns that moved."""

    def __init__(self) -> None:
        self._declared: dict[tuple[str, bool], Trace] = {}

    def stay(self, model: str, *, why: Why, words: str) -> None:
        """Whole rows of this table stay, and name nobody."""
        self._add(Trace(model, why, words))

    def move(self, model: str, columns: str, *, why: Why, words: str) -> None:
        """In rows of this table that are not the person's, these columns show that something happened."""
        self._add(Trace(model, why, words, moved=columns))

    def _add(self, trace: Trace) -> None:
        key = (trace.model, bool(trace.moved))
        if key in self._declared:
            raise DeclaredTwice(trace.model)
        self._declared[key] = trace

    def __iter__(self) -> Iterator[Trace]:
        yield from self._declared.values()
        for holding in HOLDINGS:
            if holding.hold:
                yield Trace(holding.model, Why.HOLD, f"Of the person: {', '.join(holding.hold.keeps.split())}; without the person.")

    def of_rows(self) -> dict[str, Trace]:
        """Tables in which rows stay."""
        return {trace.model: trace for trace in self if not trace.moved}

    def of_columns(self) -> dict[str, frozenset[str]]:
        """Tables and the columns in them that moved."""
        return {trace.model: frozenset(trace.moved.split()) for trace in self if trace.moved}


TRACES = Traces()
