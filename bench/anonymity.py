"""
How anonymous published figures are, measured with pyCANON (Sáinz-Pardo Díaz and López García, 2022): `make anonymity`.

Many invented months of sales are cut as the shop cuts them. Then somebody asks every question that the pages answer (the whole, each seller, each
kind of goods, each cell), and subtracts each answer from each other. Whatever people can be told apart in that way are a group; pyCANON says how large
the smallest group is. The control hides small cells and publishes totals of everything, as many reports do.
"""

import random
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from uuid import UUID

import pandas
from pycanon import anonymity

from boxmalls.privacy.aggregates.partition import K, Row, cells_of_rows

SELLERS, GOODS = [f"seller-{number}" for number in range(12)], ["shoes", "lamps", "tea", "books", "toys"]

type Cells = list[tuple[tuple[str, ...], list[Row]]]


def month(seed: int) -> list[Row]:
    """A month of sales: few sellers sell much, most sell little, and some people buy again."""
    chance = random.Random(seed)
    people = chance.randint(20, 600)
    weights = [1 / (rank + 1) for rank in range(len(SELLERS))]
    return [
        Row(
            UUID(int=chance.randrange(people)) if chance.random() > 0.03 else None,
            (chance.choices(SELLERS, weights)[0], chance.choice(GOODS)),
            chance.randint(1, 3),
            int(chance.lognormvariate(8, 1)),
        )
        for _ in range(chance.randint(people // 2, people * 2))
    ]


def naive(rows: list[Row]) -> Cells:
    """Every group of labels for itself."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.labels, []).append(row)
    return list(groups.items())


def told_apart(cells: Cells, *, hide: int = 0) -> Iterator[list[Row]]:
    """The rows behind every answer, and behind the difference of every two."""
    numbered = [(labels, frozenset(id(row) for row in rows)) for labels, rows in cells]
    by_id = {id(row): row for _labels, rows in cells for row in rows}
    answers = [frozenset().union(*(rows for _labels, rows in numbered))] if numbered else []
    for dimension in (0, 1):
        for label in {labels[dimension] for labels, _rows in numbered}:
            answers.append(frozenset().union(*(rows for labels, rows in numbered if labels[dimension] == label)))
    answers += [rows for _labels, rows in numbered]
    known = [rows for rows in answers if len({by_id[each].person for each in rows}) >= hide]
    for found in (*known, *(one - other for one, other in combinations(known, 2)), *(other - one for one, other in combinations(known, 2))):
        if found:
            yield [by_id[each] for each in found]


def smallest(groups: Iterator[list[Row]]) -> int:
    """The k of k-anonymity over people, as pyCANON computes it: each group is an equivalence class."""
    table = [(number, str(row.person)) for number, rows in enumerate(groups) for row in rows]
    if not table:
        return K
    frame = pandas.DataFrame(table, columns=["group", "person"]).drop_duplicates()
    return int(anonymity.k_anonymity(frame, ["group"]))


def main(months: int) -> int:
    """Measure, print, and end with 1 if anybody can be singled out or the control does not fail."""
    cut: dict[str, Callable[[int], int]] = {
        "as published": lambda seed: smallest(told_apart(cells_of_rows(month(seed)))),
        "control, small cells hidden only": lambda seed: smallest(told_apart(naive(month(seed)), hide=K)),
    }
    found = {name: [measure(seed) for seed in range(months)] for name, measure in cut.items()}
    for name, ks in found.items():
        print(f"{name:<34} {months} months, smallest group {min(ks)}, months with a group under {K}: {sum(k < K for k in ks)}")
    ours, control = found.values()
    return 0 if min(ours) >= K and min(control) < K else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
