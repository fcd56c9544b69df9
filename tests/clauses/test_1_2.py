"""1.2: data that points to a person, alone or combined with other data."""

from uuid import uuid4

import pytest

from boxmalls.privacy.aggregates.partition import Row, partition

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def bought(label, many, amount=1_000):
    return [Row(uuid4(), (label,), 1, amount) for _ in range(many)]


def test_figures_are_about_ten_people_at_least_and_no_difference_between_them_is_about_fewer():
    assert partition(bought("Chairs", 9)) == []
    assert [(cell.labels, cell.people) for cell in partition(bought("Chairs", 10))] == [(("Chairs",), 10)]
    assert partition([*bought("Chairs", 11), *bought("Chairs", 1, amount=1_000_000)]) == [], "nobody stands for more than half of an amount"
    together = partition([*bought("Chairs", 12), *bought("Lamps", 3)])
    assert [cell.people for cell in together] == [15], "the three cannot be had by subtracting"
