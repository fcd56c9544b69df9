"""
Cutting rows about people into cells that may be published (policy 1.2: a person can be identified by data *combined*).

Every row is in exactly one cell, every cell is about at least `K` people, and no person stands for more than half of a cell's amount.
Whoever adds and subtracts published figures, however cleverly, gets the figures of whole cells again: a total contains no row that
is in no cell, so no small remainder can be left over (primary and complementary suppression in one; Hundepool et al., *Statistical
Disclosure Control*, 2012, chapters 4.2 and 4.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

K = 10
"""People in a cell, at the least."""

MOST_OF_ONE = 0.5
"""The greatest share of a cell's amount that one person may stand for."""

REST = "*"
"""The label of what was too small to stand alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    What one person did.

    :param person: None for people who were erased: together they count as one, for nobody can tell how many they were.
    :param labels: one for each dimension, the one that readers may tell apart first.
    :param amount: in minor units.
    """

    person: UUID | None
    labels: tuple[str, ...]
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A published figure: its labels, `REST` where several were put together, and how many people, things and minor units."""

    labels: tuple[str, ...]
    people: int
    count: int
    amount: int


def partition(rows: Iterable[Row], *, k: int = K) -> list[Cell]:
    """The cells of a table; none at all if even the whole is about too few people."""
    return [_cell(labels, some) for labels, some in cells_of_rows(rows, k=k)]


def cells_of_rows(rows: Iterable[Row], *, k: int = K) -> list[tuple[tuple[str, ...], list[Row]]]:
    """The same with the rows of each cell, to prove what is said of them."""
    every = list(rows)
    if not every or not is_safe(every, k):
        return []
    return list(_split(every, (), len(every[0].labels), k))


def is_safe(rows: Sequence[Row], k: int = K) -> bool:
    """Whether these rows together may be published."""
    amounts: defaultdict[UUID | None, int] = defaultdict(int)
    for row in rows:
        amounts[row.person] += abs(row.amount)
    total = sum(amounts.values())
    return len(amounts) >= k and max(amounts.values()) <= MOST_OF_ONE * total if total else len(amounts) >= k


def _split(rows: list[Row], path: tuple[str, ...], depth: int, k: int) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    level = len(path)
    if level == depth:
        yield path, rows
        return
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.labels[level]].append(row)
    alone = {label: some for label, some in groups.items() if is_safe(some, k)}
    rest = [row for label, some in groups.items() if label not in alone for row in some]
    while rest and alone and not is_safe(rest, k):
        smallest = min(alone, key=lambda label: (_people(alone[label]), label))
        rest += alone.pop(smallest)
    for label in sorted(alone):
        yield from _split(alone[label], (*path, label), depth, k)
    if rest:
        yield from _split(rest, (*path, REST), depth, k) if alone else [(path + (REST,) * (depth - level), rest)]


def _people(rows: Iterable[Row]) -> int:
    return len({row.person for row in rows})


def _cell(labels: tuple[str, ...], rows: Sequence[Row]) -> Cell:
    return Cell(labels, _people(rows), sum(row.count for row in rows), sum(row.amount for row in rows))
