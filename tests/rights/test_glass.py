"""Breaking the glass takes a reason, two people and thirty minutes, and the person sees it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from boxmalls.accounts.testing import make_account, make_address
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.glass import AlreadyDecided, NotOpen, TakesTwo, ask, close, decide, look, state_of
from boxmalls.privacy.glass.actions import glass_of
from boxmalls.privacy.glass.refusals import NotYours
from boxmalls.privacy.glass.rules import State
from boxmalls.privacy.models import BreakGlass, JournalEntry
from boxmalls.privacy.purposes import BREAKING_GLASS
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, make_person, publish

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
REASON = "A court asks for the address of this order."
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def asked():
    person = make_account("looked@example.org")
    make_address(person)
    return ask(person=person, by=make_person().pk, reason=REASON, categories=[Category.BASIC], at=AT)


def allowed(glass):
    return decide(glass_id=glass.pk, by=make_person().pk, allow=True, at=AT)


def verbs(glass):
    return list(JournalEntry.objects.filter(subject=glass.person_id).order_by("id").values_list("verb", "what"))


@pytest.mark.parametrize(
    ("after", "state"),
    [(timedelta(0), State.OPEN), (30 * MINUTE - SECOND, State.OPEN), (30 * MINUTE, State.ENDED), (30 * MINUTE + SECOND, State.ENDED)],
)
def test_it_is_open_for_thirty_minutes_and_not_a_second_more(asked, after, state):
    glass = allowed(asked)
    assert state_of(glass, AT + after) is state
    if state is State.OPEN:
        assert look(glass_id=glass.pk, by=glass.asked_by, at=AT + after)
    else:
        before = verbs(glass)
        with pytest.raises(NotOpen):
            look(glass_id=glass.pk, by=glass.asked_by, at=AT + after)
        assert verbs(glass) == before


def test_who_looks_sees_what_was_asked_for_and_no_more(asked):
    glass = allowed(asked)
    assert {cell.category for cell in look(glass_id=glass.pk, by=glass.asked_by, at=AT)} == {Category.BASIC}


def test_the_person_sees_who_asked_who_allowed_and_what_was_read(asked):
    glass = allowed(asked)
    look(glass_id=glass.pk, by=glass.asked_by, at=AT)
    assert verbs(glass)[:2] == [("asked", "privacy.BreakGlass"), ("allowed", "privacy.BreakGlass")]
    assert ("read", "accounts.Address") in verbs(glass)


def test_who_asks_does_not_decide_and_the_database_says_so_too(asked):
    with pytest.raises(TakesTwo):
        decide(glass_id=asked.pk, by=asked.asked_by, allow=True, at=AT)
    with pytest.raises(IntegrityError, match="glass_takes_two"), transaction.atomic(), collecting(BREAKING_GLASS, person=asked.person_id, at=AT):
        BreakGlass.objects.filter(pk=asked.pk).update(decided_by=asked.asked_by, decided_at=AT, allowed=True, ends_at=AT + 30 * MINUTE)
    assert state_of(glass_of(asked.pk), AT) is State.ASKED


def test_the_database_refuses_a_longer_look(asked):
    with pytest.raises(IntegrityError, match="glass_open_for_thirty"), transaction.atomic(), collecting(BREAKING_GLASS, person=asked.person_id, at=AT):
        BreakGlass.objects.filter(pk=asked.pk).update(decided_by=make_person().pk, decided_at=AT, allowed=True, ends_at=AT + 31 * MINUTE)


def test_nothing_is_read_before_it_is_allowed_or_after_a_refusal(asked):
    with pytest.raises(NotOpen):
        look(glass_id=asked.pk, by=asked.asked_by, at=AT)
    decide(glass_id=asked.pk, by=make_person().pk, allow=False, at=AT)
    with pytest.raises(NotOpen):
        look(glass_id=asked.pk, by=asked.asked_by, at=AT)
    assert [verb for verb, _what in verbs(asked)] == ["asked", "refused"]


def test_it_is_decided_once(asked):
    allowed(asked)
    with pytest.raises(AlreadyDecided):
        decide(glass_id=asked.pk, by=make_person().pk, allow=False, at=AT)


def test_the_look_is_of_whoever_asked_and_closes_early_for_both(asked):
    glass = allowed(asked)
    with pytest.raises(NotYours):
        look(glass_id=glass.pk, by=glass.decided_by, at=AT)
    with pytest.raises(NotYours):
        close(glass_id=glass.pk, by=make_person().pk, at=AT)
    close(glass_id=glass.pk, by=glass.decided_by, at=AT + MINUTE)
    with pytest.raises(NotOpen):
        look(glass_id=glass.pk, by=glass.asked_by, at=AT + 2 * MINUTE)


def test_of_an_erased_person_nothing_can_be_asked_and_the_look_is_gone(asked):
    publish()
    person = asked.person
    erase_person(person=person, site_code="eu", at=AT)
    assert not BreakGlass.objects.exists()
    person.refresh_from_db()
    with pytest.raises(NotFound):
        ask(person=person, by=make_person().pk, reason=REASON, categories=[Category.BASIC], at=AT)
