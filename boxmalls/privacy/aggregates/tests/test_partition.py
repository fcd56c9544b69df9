"""Nobody is singled out by published figures, however they are added and subtracted."""

from datetime import date
from itertools import combinations
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.aggregates.partition import REST, Row, cells_of_rows, is_safe, partition
from boxmalls.privacy.aggregates.publishing import publish_month, published, summed
from boxmalls.privacy.models import PublishedCell, PublishedTable
from boxmalls.privacy.testing import AT

MONTH = date(2026, 10, 1)


def person(number):
    return UUID(int=number)


def row(who, *labels, amount=1000):
    return Row(person(who) if who is not None else None, labels, 1, amount)


ROWS = st.lists(
    st.builds(
        Row,
        person=st.one_of(st.none(), st.integers(0, 60).map(person)),
        labels=st.tuples(st.sampled_from(["ada", "bo", "cy", "di"]), st.sampled_from(["shoes", "lamps", "tea"])),
        count=st.integers(1, 3),
        amount=st.integers(0, 5000),
    ),
    max_size=160,
)


def people_of(rows):
    return {each.person for each in rows}


def answers(rows, cut):
    """Every question that a reader may put to published figures (the whole, each label of each dimension, each cell), as the rows behind the answer."""
    cells = cut(rows)
    asked = [[number for _labels, numbers in cells for number in numbers]]
    for dimension in (0, 1):
        for label in {labels[dimension] for labels, _numbers in cells}:
            asked.append([number for labels, numbers in cells if labels[dimension] == label for number in numbers])
    return [frozenset(each) for each in (*asked, *(numbers for _labels, numbers in cells)) if each]


def ours(rows):
    numbered = {id(each): number for number, each in enumerate(rows)}
    return [(labels, [numbered[id(each)] for each in some]) for labels, some in cells_of_rows(rows)]


def naive(rows):
    """Hide cells of fewer than ten, and publish totals of everything: what many reports do."""
    groups = {}
    for number, each in enumerate(rows):
        groups.setdefault(each.labels, []).append(number)
    return list(groups.items())


def least_told_apart(rows, cut, *, hide=0):
    """The fewest people whose figures a reader gets by adding and subtracting two answers."""
    known = [each for each in answers(rows, cut) if len({rows[number].person for number in each}) >= hide]
    told = [*known, *(one - other for one, other in combinations(known, 2)), *(other - one for one, other in combinations(known, 2))]
    return min((len({rows[number].person for number in each}) for each in told if each), default=10)


@given(ROWS)
def test_every_cell_is_about_ten_people_and_every_row_is_in_one(rows):
    cells = cells_of_rows(rows)
    assert all(len(people_of(some)) >= 10 for _labels, some in cells)
    assert all(is_safe(some) for _labels, some in cells)
    if cells:
        assert sum(len(some) for _labels, some in cells) == len(rows)
    else:
        assert not rows or not is_safe(rows)


@given(ROWS)
def test_subtracting_one_answer_from_another_tells_nobody_apart(rows):
    assert least_told_apart(rows, ours) >= 10


def test_positive_control_hiding_small_cells_and_publishing_totals_gives_one_person_away():
    rows = [row(who, "ada", "shoes") for who in range(20)] + [row(99, "ada", "tea")]
    assert least_told_apart(rows, naive, hide=10) == 1
    assert least_told_apart(rows, ours) >= 10


def test_one_great_buyer_is_not_shown_by_the_company_of_small_ones():
    rows = [row(who, "ada", "tea", amount=100) for who in range(12)] + [row(99, "ada", "tea", amount=50_000)]
    assert partition(rows) == []


def test_people_who_were_erased_count_as_one():
    rows = [row(None, "ada", "tea") for _ in range(30)] + [row(who, "ada", "tea") for who in range(8)]
    assert partition(rows) == []


def test_a_seller_large_enough_stands_alone_and_small_ones_stand_together():
    rows = [row(who, "ada", "tea") for who in range(15)] + [row(100 + who, seller, "tea") for who in range(12) for seller in ("bo", "cy")]
    assert [(cell.labels, cell.people) for cell in partition(rows)] == [(("ada", "tea"), 15), (("bo", "tea"), 12), (("cy", "tea"), 12)]
    small = [row(who, "ada", "tea") for who in range(15)] + [row(100 + who, "bo" if who % 2 else "cy", "tea") for who in range(12)]
    assert [cell.labels for cell in partition(small)] == [("ada", "tea"), (REST, "tea")]


@pytest.mark.django_db
def test_a_month_is_published_once_and_stays_as_it_was():
    rows = [row(who, "ada", "tea") for who in range(12)]
    publish_month(code="sales", site_code="eu", month=MONTH, currency="EUR", rows=rows, at=AT)
    publish_month(code="sales", site_code="eu", month=MONTH, currency="EUR", rows=rows[1:], at=AT)
    ((table, cells),) = published("sales", site_code="eu").items()
    assert (table.month, cells[0].people, cells[0].amount) == (MONTH, 12, 12_000)
    assert [(cell.labels, cell.amount) for cell in summed(cells, 1)] == [(("tea",), 12_000)]


@pytest.mark.django_db
def test_the_database_refuses_a_figure_about_nine():
    table = PublishedTable.objects.create(code="sales", site_code="eu", month=MONTH, currency="EUR", published_at=AT)
    with pytest.raises(IntegrityError, match="single_nobody_out"), transaction.atomic():
        PublishedCell.objects.create(table=table, labels=["ada", "tea"], people=9, count=9, amount_minor=1)
    assert not PublishedCell.objects.exists()
