"""
How anonymous rows of `PublishedCell` are, as pyCANON computes it: reads tables of cells as JSON from standard input, prints the k of each as JSON.

Each cell stands for as many records as it has people, told apart by its labels; a cell of few people makes a small group.
"""

import json
import sys

import pandas
from pycanon import anonymity


def k_of(cells: list[dict[str, object]]) -> int:
    """The smallest group of records with the same labels."""
    records = [(*cell["labels"],) for cell in cells for _person in range(int(str(cell["people"])))]  # type: ignore[misc]
    names = [f"label-{place}" for place in range(len(records[0]))]
    return int(anonymity.k_anonymity(pandas.DataFrame(records, columns=names), names))


if __name__ == "__main__":
    print(json.dumps([k_of(cells) for cells in json.load(sys.stdin)]))
