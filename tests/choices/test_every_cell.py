"""
Every pair of a category and an occasion, refused by somebody with a full life.

Of what a no covers nothing new is written; exactly the features of its cone stop; everything else answers byte for byte as before, of a page
that speaks of what stopped all but that fragment. Each cell is tried, with some of the pages by turns; all of them with BOXMALLS_PROOF_SIZE=full.
"""

import os
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from boxmalls.accounts.testing import make_address
from boxmalls.base.clock import now
from boxmalls.privacy.choices import opt_in, opt_out
from boxmalls.privacy.register import FEATURES, HOLDINGS, Category, Occasion, Target
from boxmalls.privacy.register.features import may_be_refused
from boxmalls.sites.models import Site
from boxmalls.sites.queries import forget_sites
from tests.choices.fragments import outside
from tests.choices.life import Life, begin, values_of

type Look = dict[str, tuple[int, bytes]]

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


def changed(before: Look, after: Look, features: AbstractSet[str]) -> list[str]:
    """Pages that answer otherwise outside the fragments of these features; where nothing at all changed, byte for byte."""
    return [
        page
        for page, (status, content) in after.items()
        if (status, content) != before[page]
        and (status != before[page][0] or outside(content, features, page.rpartition(" ")[2]) != outside(before[page][1], features, page.rpartition(" ")[2]))
    ]


def some_of(pages: list[str], number: int, cone: AbstractSet[str]) -> list[str]:
    """Which pages are looked at in a cell: those that speak of choices where one has a cone, and of the others some by turns; all in the full size."""
    if FULL:
        return pages
    telling = {"/", "/checkout", "/policy/cookies", "/your-data/choices"} if cone else set()
    turns = 6 if cone else 24
    return [page for place, page in enumerate(pages) if page in telling or (place + number) % turns == 0]


def test_of_108_cells_each_stops_its_cone_and_nothing_else() -> None:
    life = begin()
    life.look()
    pages = life.look()
    all_ran = set(life.steps())
    with undone():
        assert life.live() == all_ran, "the control: with no opt-out everything runs"
    wrong, lived, looked = [], 0, Counter[str]()
    for number, target in enumerate([*CELLS, *WHOLE]):
        cone = {feature.code for feature in FEATURES.cone(target)}
        with undone():
            opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
            seen = life.look(some_of(list(pages), number, cone))
            looked.update(list(seen))
            wrong += [f"{target}: {page} changed" for page in changed(pages, seen, cone)]
            if cone or FULL:
                lived += 1
                ran, new = written_after(life, target)
                wrong += [f"{target}: wrote {value}" for value in new]
                wrong += [f"{target}: {code} stopped" for code in all_ran - ran - cone]
                wrong += [f"{target}: {code} ran" for code in ran & cone]
    assert not wrong
    assert lived >= 12
    assert min(looked[page] for page in pages) >= 5, "every page was looked at in several cells"


def test_what_changes_outside_its_fragment_is_found_and_what_changes_within_is_not() -> None:
    """The control of the comparison: in a page that was written by hand, and in pages of the shop."""
    page = b'<h1>Pay</h1> <div data-feature="checkout.ordering"><div>Stop.</div> <p>No.</div> <p>Total: 5</p> <div class="note" data-told>1 thing</div>'
    there, gone = {"/": (200, page)}, {"/": (200, b"<h1>Pay</h1>  <p>Total: 5</p> <div data-told>2 things</div>")}
    assert changed(there, gone, {"checkout.ordering"}) == []
    assert changed(there, gone, {"orders.mails"}) == ["/"]
    for other in (page.replace(b"Total: 5", b"Total: 6"), page.replace(b"Pay", b""), page.replace(b"<p>Total", b'<p class="new">Total')):
        assert changed(there, {"/": (200, other)}, {"checkout.ordering"}) == ["/"]
    assert changed(there, {"/": (404, page)}, {"checkout.ordering"}) == ["/"]
    life, target = begin(), Target(category="e", occasion="i")
    cone = {feature.code for feature in FEATURES.cone(target)}
    some = ["/", "/help", "/checkout", "/balance", "/policy", "/your-data", "/your-data/choices"]
    life.look(some)
    before = life.look(some)
    opt_out(person_id=life.person.pk, target=target, site_code="eu", at=now())
    after = life.look(some)
    assert changed(before, after, cone) == []
    assert changed(before, after, set()) == ["/checkout"], "the checkout says that it stopped"
    Site.objects.filter(code="eu").update(operator_name="Somebody else")
    forget_sites()
    try:
        assert set(changed(before, life.look(some), cone)) >= {"/checkout", "/policy", "/your-data/choices"}
    finally:
        forget_sites()


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
