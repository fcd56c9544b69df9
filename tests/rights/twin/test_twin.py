"""
After somebody's erasure the shop equals one in which they never were, but for what the register says.

Random persons do random things, twice with the same chance and the same clock: once with the person, who is then erased, and once
without, and somebody else does what was their work. Every row of every table of both databases is compared.
"""

import os
from collections.abc import Callable

import pytest
from django.db import transaction

from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.rights.erasing import saga
from tests.rights.twin.comparing import Whom, differences
from tests.rights.twin.fate import fated
from tests.rights.twin.snapshot import Row, Snapshot, take_snapshot
from tests.rights.twin.workload import make_ground, plan, run
from tests.rights.twin.world import Step

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
RUNS, PEOPLE, STEPS = (200, 5, 60) if FULL else (10, 3, 14)
AT_ONCE = 20 if FULL else 5


class Over(Exception):
    """The run is over, and nothing of it stays."""


@pytest.fixture
def ground(db):
    return make_ground()


def around(database: str) -> transaction.Atomic:
    """A transaction around a run, which what wants to be the outermost one does not see: as around each test."""
    whole: transaction.Atomic = transaction.atomic(using=database)
    whole._from_testcase = True
    return whole


def lived(ground, seed, steps, capture, *, without=None) -> tuple[Snapshot, Whom]:
    """How the databases look after a run, which is then undone; and the person in question."""
    try:
        with around("safe"), around("default"), fated(str(seed)) as fate:
            world = run(ground, steps, fate, without=without, capture=capture)
            assert verify_journal(at=fate.at).findings == ()
            whom = str(world.person(0).pk) if 0 in world.people else ""
            seen = take_snapshot(), Whom(whom, str(ground.stand_in.pk), frozenset(map(str, world.seen_by_the_one)))
            raise Over
    except Over:
        return seen


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_a_shop_forgets_as_if_they_had_never_been(ground, first, django_capture_on_commit_callbacks):
    for seed in range(20261122 + first, 20261122 + first + AT_ONCE):
        steps = plan(seed, people=PEOPLE, steps=STEPS)
        after, whom = lived(ground, seed, steps, django_capture_on_commit_callbacks)
        never, _nobody = lived(ground, seed, steps, django_capture_on_commit_callbacks, without=0)
        assert differences(after, never, whom=whom) == [], f"seed {seed}"


A_LIFE = """
join_the_staff join_a_store order write_to_the_store hear_from_the_store ask_the_office work_on_their_request send_a_paper accept_the_terms write_address
limit_use be_read_through_the_glass be_held
"""
"""What the one does, or has done to them, in the run of the positive control."""

AT_WORK = "be_looked_at order pay be_held be_read_through_the_glass ask_the_office work_on_their_request"
"""What is done to somebody else, as the one's work."""

FORGOTTEN = [
    "accounts.Staff",
    "sellers.TeamMember",
    "agreements.Signature",
    "orders.Delivery",
    "orders.Contact",
    "orders.OrderMessage",
    "privacy.Acceptance",
    "privacy.Restriction",
    "privacy.Objection",
    "privacy.OptOut",
    "privacy.BreakGlass",
    "privacy.LegalHold",
    "privacy.BreachedPerson",
    "privacy_office.Message",
    "privacy_office.SealedFile",
    "privacy_office.Undertaking",
    "privacy_office.Request",
    "privacy_office.Proof",
    "privacy.JournalEntry",
]


def a_full_life() -> list[Step]:
    doings = [
        *((who, "register", None) for who in (0, 1)),
        *((0, verb, None) for verb in A_LIFE.split()),
        *((1, verb, 0) for verb in AT_WORK.split()),
        (1, "put_money_in", None),
        *((None, verb, 0) for verb in ("copy_orders", "find_a_breach", "write_of_breaches", "seal")),
        (0, "erase", None),
        (None, "seal", None),
    ]
    return [Step(number, who, verb, by) for number, (who, verb, by) in enumerate(doings)]


def leftovers(whom: Whom) -> list[tuple[str, str, Callable[[Row], Row | None]]]:
    """What might have been forgotten: where, and what a row would look like then; None where it is not such a row."""
    they = whom.number
    return [
        ("their number where it is nobody's work", "privacy_journalentry", lambda row: row | {"row": they} if row["actor_id"] == they else None),
        ("their number in somebody else's hold", "privacy_legalhold", lambda row: row | {"reference": they} if row["set_by"] == they else None),
        ("an entry beside its seal", "privacy_journalleaf", lambda row: row | {"sealed": row["hash"]} if row["entry_id"] is None else None),
        ("somebody else's entry without its seal", "privacy_journalleaf", lambda row: row | {"entry_id": None} if row["entry_id"] else None),
        ("nine people more in a breach", "privacy_breach", lambda row: row | {"scope": [each | {"people": each["people"] + 9} for each in row["scope"]]}),
        ("another table in a breach", "privacy_breach", lambda row: row | {"scope": row["scope"][1:]}),
        ("who saw others' money arrive", "payments_transferconfirmation", lambda row: row | {"staff_id": they} if row["staff_id"] is None else None),
        ("others' money, whose seer is lost", "payments_transferconfirmation", lambda row: row | {"staff_id": None} if row["staff_id"] else None),
        ("their words in the record of a request", "privacy_office_request", lambda row: row | {"asked": "x"} if row["person_id"] == they else None),
        ("their name in the record of a step", "privacy_office_step", lambda row: row | {"reason": "x"} if row["person_id"] == they else None),
        ("their number in the deadline of a breach", "privacy_breachnotice", lambda row: row | {"law": they}),
        ("their number as the number of a copy", "orders_sellerdownload", lambda row: row | {"id": they} if row["by"] == they else None),
    ]


def test_what_is_forgotten_at_an_erasure_is_found(ground, monkeypatch, django_capture_on_commit_callbacks):
    """The positive controls: every kind of row of a full life that is not ended, and every kind of leftover in what stays."""
    never, _nobody = lived(ground, 7, a_full_life(), django_capture_on_commit_callbacks, without=0)
    after, whom = lived(ground, 7, a_full_life(), django_capture_on_commit_callbacks)
    assert differences(after, never, whom=whom) == []
    for words, table, change in leftovers(whom):
        rows = list(after.of(f"default:{table}"))
        place, planted = next((place, changed) for place, row in enumerate(rows) if (changed := change(row)))
        rows[place] = planted
        found = differences(Snapshot(after.rows | {f"default:{table}": rows}), never, whom=whom)
        assert f"default:{table}" in {difference.table for difference in found}, words
    whole = saga.end_in_the_shop
    monkeypatch.setattr(saga, "end_in_the_shop", lambda holdings, *rest: whole([each for each in holdings if each.model not in FORGOTTEN], *rest))
    after, whom = lived(ground, 7, a_full_life(), django_capture_on_commit_callbacks)
    found = {difference.table for difference in differences(after, never, whom=whom)}
    assert {f"default:{label.replace('.', '_').lower()}" for label in FORGOTTEN} <= found
