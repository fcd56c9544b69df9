"""What is over goes on the day after its last, with evidence of how much and not of whom."""

from datetime import timedelta

import pytest

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import make_address
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import JournalEntry, Sweep
from boxmalls.privacy.retention import sweep
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import AT, make_person

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def look(at):
    note(verb="read", subject=make_person().pk, actor=None, actor_role="staff", what="x", at=at)


def test_a_row_stays_through_its_last_day_and_goes_on_the_next():
    look(AT)
    assert sweep(at=AT + timedelta(days=1096)) == 0
    assert JournalEntry.objects.count() == 1
    assert sweep(at=AT + timedelta(days=1097)) == 1
    assert not JournalEntry.objects.exists()


def test_the_evidence_says_how_many_and_from_where():
    look(AT)
    look(AT)
    sweep(at=AT + timedelta(days=1097))
    evidence = Sweep.objects.get(holding="privacy.JournalEntry")
    assert (evidence.rows, evidence.swept_at) == (2, AT + timedelta(days=1097))


def test_what_is_not_over_stays():
    look(AT)
    make_address(make_person(), at=AT)
    assert sweep(at=AT + timedelta(days=2)) == 0
    assert Address.objects.exists()
    assert not Sweep.objects.exists()


def test_killed_it_goes_on_at_its_next_run():
    for _ in range(3):
        look(AT)
    late = AT + timedelta(days=1097)
    with pytest.raises(Killed), killed_at(15):
        sweep(at=late)
    sweep(at=late)
    assert not JournalEntry.objects.exists()
