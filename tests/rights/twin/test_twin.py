"""
After somebody's erasure the shop equals one in which they never were, but for what the register says.

Random persons do random things, twice with the same chance and the same clock: once with the person, who is then erased, and once
without. Every row of every table of both databases is compared.
"""

import os
import random

import pytest
from django.db import transaction

from boxmalls.privacy.rights.erasing import saga
from tests.rights.twin.comparing import differences
from tests.rights.twin.fate import fated
from tests.rights.twin.snapshot import Snapshot, take_snapshot
from tests.rights.twin.workload import make_ground, plan, run

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
RUNS, PEOPLE, STEPS = (200, 5, 60) if FULL else (10, 3, 12)


class Over(Exception):
    """The run is over, and nothing of it stays."""


@pytest.fixture
def ground(db):
    return make_ground()


def lived(ground, seed, capture, *, without=None) -> tuple[Snapshot, str]:
    """How the databases look after a run, which is then undone; and the number of the person in question."""
    try:
        with transaction.atomic(using="safe"), transaction.atomic(using="default"), fated(str(seed)) as fate:
            world = run(ground, plan(seed, people=PEOPLE, steps=STEPS), fate, without=without, capture=capture)
            seen = take_snapshot(), str(world.people[0].person.pk) if 0 in world.people else ""
            raise Over
    except Over:
        return seen


@pytest.mark.slow
@pytest.mark.parametrize("seed", [20261122 + number for number in range(RUNS)])
def test_a_shop_forgets_as_if_they_had_never_been(ground, seed, django_capture_on_commit_callbacks):
    after, whom = lived(ground, seed, django_capture_on_commit_callbacks)
    never, _nobody = lived(ground, seed, django_capture_on_commit_callbacks, without=0)
    assert differences(after, never, whom=whom) == []


def test_with_one_eraser_switched_off_the_difference_is_found(ground, monkeypatch, django_capture_on_commit_callbacks):
    """The positive control: each time another holding is forgotten."""
    seed = 7
    never, _nobody = lived(ground, seed, django_capture_on_commit_callbacks, without=0)
    whole = saga.end_in_the_shop
    forgotten = random.Random(seed).choice(["orders.Delivery", "privacy.Acceptance", "orders.Contact"])
    monkeypatch.setattr(saga, "end_in_the_shop", lambda holdings, *rest: whole([each for each in holdings if each.model != forgotten], *rest))
    after, whom = lived(ground, seed, django_capture_on_commit_callbacks)
    assert differences(after, never, whom=whom)
