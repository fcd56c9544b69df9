"""
Every pair of a category and an occasion, refused by somebody with a full life.

Of what a no covers nothing new is written; exactly the features of its cone stop; every other page answers byte for byte as before.
Cells that nothing needs are told from the declarations; each ninth of them is tried, and all with BOXMALLS_PROOF_SIZE=full.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from boxmalls.accounts.testing import make_address
from boxmalls.base.clock import now
from boxmalls.privacy.choices import opt_in, opt_out
from boxmalls.privacy.register import FEATURES, HOLDINGS, Category, Occasion, Target
from boxmalls.privacy.register.features import may_be_refused
from tests.choices.life import Life, begin, values_of

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
CELLS = [Target(category=category.value, occasion=occasion.value) for category in Category for occasion in Occasion]
WHOLE = [Target(category=category.value) for category in Category]
FULL = os.environ.get("BOXMALLS_PROOF_SIZE") == "full"


@contextmanager
def undone() -> Iterator[None]:
    """A part of the test's transaction that is taken back, in both databases."""
    with _undone("default"), _undone("safe"):
        yield


@contextmanager
def _undone(using: str) -> Iterator[None]:
    block = transaction.atomic(using=using)
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True, using=using)


def written_after(life: Life, target: Target) -> tuple[set[str], list[str]]:
    """What ran, and which values that the target covers are new."""
    covered = lambda category, purpose: target.covers(category, purpose) and may_be_refused(category, purpose)
    before = values_of(life.person.pk, covered)
    ran = life.live()
    after = values_of(life.person.pk, covered)
    return ran, sorted({f"{table}.{column}" for (table, row, column), value in after.items() if before.get((table, row, column)) != value})


def test_of_108_cells_each_stops_its_cone_and_nothing_else() -> None:
    life = begin()
    pages = life.look()
    all_ran = set(life.steps())
    with undone():
        assert life.live() == all_ran, "the control: with no opt-out everything runs"
    wrong, lived = [], 0
    for number, target in enumerate([*CELLS, *WHOLE]):
        cone = {feature.code for feature in FEATURES.cone(target)}
        if not cone and number % 9 and not FULL:
            continue
        with undone():
            opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
            touched = {path for path, about in life.pages().items() if cone & set(about)}
            wrong += [f"{target}: {path} changed" for path, seen in life.look().items() if path not in touched and seen != pages[path]]
            if cone or FULL:
                lived += 1
                ran, new = written_after(life, target)
                wrong += [f"{target}: wrote {value}" for value in new]
                wrong += [f"{target}: {code} stopped" for code in all_ran - ran - cone]
                wrong += [f"{target}: {code} ran" for code in ran & cone]
    assert not wrong
    assert lived >= 12


def test_the_control_writes_in_every_cell_that_can_be_refused() -> None:
    """Without a no the same life writes wherever one could be said; else the test above would prove little."""
    life = begin()
    with undone():
        before = values_of(life.person.pk, may_be_refused)
        life.live()
        after = values_of(life.person.pk, may_be_refused)
    new = {(table, column) for (table, row, column), value in after.items() if before.get((table, row, column)) != value}
    declared = {
        (holding.model, category, purpose.code) for holding in HOLDINGS for category, purpose in holding.fields.values() if may_be_refused(category, purpose)
    }
    reached = {(table, *_cell(table, column)) for table, column in new}
    in_the_safe = {entry for entry in declared if entry[0].startswith(("usersessions.", "sessions."))}
    assert declared - in_the_safe - reached == set()


def _cell(table: str, column: str) -> tuple[Category, str]:
    holding = HOLDINGS.get(table)
    assert holding is not None
    category, purpose = holding.fields[column]
    return category, purpose.code


def test_the_database_alone_refuses_too_and_lets_the_same_write_pass_after_an_opt_in() -> None:
    life, target = begin(), Target(category="a")
    put = "UPDATE accounts_address SET name = decode(repeat('aa', 60), 'hex') WHERE person_id = %s"
    make_address(life.person)

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('boxmalls.purpose', 'accounts.address-book', true)")
            cursor.execute(put, [life.person.pk])

    opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
    with pytest.raises(DatabaseError, match=r"opted out of what a row of accounts_address says \(3\.1\.a\)"):
        write()
    opt_in(person_id=life.person.pk, target=target, at=now())
    write()


def test_who_opts_in_again_has_everything_back_but_what_needs_a_yes() -> None:
    life = begin()
    for target in WHOLE:
        opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
        opt_in(person_id=life.person.pk, target=target, at=now())
    assert life.live() == set(life.steps()) - {"privacy.recently-viewed", "privacy.offline"}


def test_every_purpose_that_no_law_asks_for_belongs_to_a_feature() -> None:
    declared = {(category, purpose.code) for holding in HOLDINGS for category, purpose in holding.fields.values() if purpose.basis != "legal-obligation"}
    assert declared - FEATURES.cells() == set(), "Declare the feature that needs this in personal_data.py, and what stops without it."
