"""
After somebody's erasure the shop equals one in which they never were, but for what the register says.

Random persons do random things, twice with the same chance and the same clock: once with the person, who is then erased, and once
without, and somebody else does what was their work. Every row of every table of both databases is compared.
"""

import os
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, find, given, seed, settings

from boxmalls.accounts.models import Address
from boxmalls.privacy.journal.verifying import verify_journal
from boxmalls.privacy.rights.erasing import saga
from tests.rights.twin.comparing import Difference, Whom, differences
from tests.rights.twin.fate import fated
from tests.rights.twin.lives import a_full_life
from tests.rights.twin.plans import Plan, plans
from tests.rights.twin.snapshot import Row, Snapshot, take_snapshot
from tests.rights.twin.workload import BEGIN, make_ground, run
from tests.rights.twin.world import THE_ONE
from tests.rights.undone import undone

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
RUNS, PEOPLE, MOMENTS = (200, 5, 60) if FULL else (10, 3, 14)
AT_ONCE = 20 if FULL else 5
SEED = 20261122


@pytest.fixture
def ground(db):
    with fated("ground") as fate:
        fate.turn("ground", BEGIN)
        return make_ground()


def drawn(test, *, examples: int, begin: int) -> Callable[[], None]:
    """A test of plans that are drawn from this number on: the same ones each time, so that what failed can be repeated. The first is the least there is."""
    quietly = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    told = settings(max_examples=1 + examples, database=None, report_multiple_bugs=False, suppress_health_check=quietly)
    return seed(begin)(told(given(plan=plans(people=PEOPLE, moments=MOMENTS))(test)))


def lived(ground, plan: Plan, capture, *, without=None) -> tuple[Snapshot, Whom]:
    """How the databases look after a run, which is then undone; and the person in question."""
    with undone(), fated(str(plan.chance)) as fate:
        world = run(ground, plan.steps, fate, without=without, capture=capture)
        assert verify_journal(at=fate.at).findings == ()
        whom = str(world.person(THE_ONE).pk) if THE_ONE in world.people else ""
        return take_snapshot(), Whom(whom, str(ground.stand_in.pk), frozenset(map(str, world.seen_by_the_one)))


def what_differs(ground, plan: Plan, capture) -> list[Difference]:
    """Live it with the one, who is erased, and without; what is not the same then."""
    after, whom = lived(ground, plan, capture)
    never, _nobody = lived(ground, plan, capture, without=THE_ONE)
    return differences(after, never, whom=whom)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_a_shop_forgets_as_if_they_had_never_been(ground, first, django_capture_on_commit_callbacks, pytestconfig):
    """Other plans than those of every day: `--hypothesis-seed=NUMBER`."""
    begin = int(pytestconfig.getoption("--hypothesis-seed") or SEED) + first

    def forgets(plan: Plan) -> None:
        assert what_differs(ground, plan, django_capture_on_commit_callbacks) == [], f"drawn from {begin}: {plan}"

    drawn(forgets, examples=AT_ONCE, begin=begin)()


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
    never, _nobody = lived(ground, a_full_life(), django_capture_on_commit_callbacks, without=THE_ONE)
    after, whom = lived(ground, a_full_life(), django_capture_on_commit_callbacks)
    assert differences(after, never, whom=whom) == []
    for words, table, change in leftovers(whom):
        rows = list(after.of(f"default:{table}"))
        place, planted = next((place, changed) for place, row in enumerate(rows) if (changed := change(row)))
        rows[place] = planted
        found = differences(Snapshot(after.rows | {f"default:{table}": rows}), never, whom=whom)
        assert f"default:{table}" in {difference.table for difference in found}, words
    whole = saga.end_in_the_shop
    monkeypatch.setattr(saga, "end_in_the_shop", lambda holdings, *rest: whole([each for each in holdings if each.model not in FORGOTTEN], *rest))
    after, whom = lived(ground, a_full_life(), django_capture_on_commit_callbacks)
    found = {difference.table for difference in differences(after, never, whom=whom)}
    assert {f"default:{label.replace('.', '_').lower()}" for label in FORGOTTEN} <= found


def test_what_fails_shrinks_to_the_few_steps_that_matter(ground, monkeypatch, django_capture_on_commit_callbacks):
    """A positive control of the plans: that an eraser forgets addresses is told by somebody who writes one, and goes."""

    def leaves_an_address(plan: Plan) -> bool:
        with undone(), fated(str(plan.chance)) as fate:
            going = next(place for place, step in enumerate(plan.steps) if step.verb == "erase")
            world = run(ground, plan.steps[: going + 1], fate, without=None, capture=django_capture_on_commit_callbacks)
            return Address.objects.filter(person=world.person(THE_ONE)).exists()

    whole = saga.end_in_the_shop
    monkeypatch.setattr(saga, "end_in_the_shop", lambda holdings, *rest: whole([each for each in holdings if each.model != "accounts.Address"], *rest))
    least = find(plans(people=1, moments=16), leaves_an_address, random=Random(54), settings=settings(max_examples=500, database=None))
    assert [step.verb for step in least.steps] == ["register", "write_address", "erase", "seal"]
    assert {difference.table for difference in what_differs(ground, least, django_capture_on_commit_callbacks)} == {"default:accounts_address"}
    assert eval(repr(least), {"Plan": Plan}) == least, "and what is printed can be tried again"
