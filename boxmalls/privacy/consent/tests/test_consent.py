"""A yes counts from when it is given until it is taken back, and what rests on it goes with it."""

from datetime import timedelta

import pytest
from django.db import transaction

from boxmalls.privacy.collection import NotAgreed, collecting
from boxmalls.privacy.consent import CHOICES, Choice, consented, give_consent, withdraw_consent
from boxmalls.privacy.consent.actions import NotAChoice
from boxmalls.privacy.consent.queries import in_force
from boxmalls.privacy.models import Consent, Withdrawal, Wording
from boxmalls.privacy.purposes import CHOOSING, RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_person

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

NEWS = RECENTLY_VIEWED
LATER = AT + timedelta(days=1)


def agree(person, at=AT):
    return give_consent(person=person, purpose=NEWS, wording="One mail a month.", site_code="eu", language="en", at=at)


def test_nothing_optional_is_collected_from_who_has_not_agreed():
    person = make_person()
    with transaction.atomic(), pytest.raises(NotAgreed), collecting(NEWS, person=person, at=AT):
        pytest.fail("nothing may be written here")


def test_a_yes_keeps_the_words_that_were_on_the_page():
    person = make_person()
    consent = agree(person)
    assert consent.wording.words == "One mail a month."
    assert consented(person.pk, NEWS)
    assert in_force(person.pk) == {NEWS.code: AT}
    with transaction.atomic(), collecting(NEWS, person=person, at=AT):
        pass


def test_a_second_yes_changes_nothing():
    person = make_person()
    assert agree(person) == agree(person, LATER)
    assert Wording.objects.count() == 1


def test_a_withdrawal_stands_beside_the_consent_and_ends_it():
    person = make_person()
    agree(person)
    withdraw_consent(person=person, purpose=NEWS, at=LATER)
    withdraw_consent(person=person, purpose=NEWS, at=LATER)
    assert not consented(person.pk, NEWS)
    assert consented(person.pk, NEWS, at=AT), "it was in force then"
    assert Consent.objects.count() == Withdrawal.objects.count() == 1


def test_who_comes_back_agrees_anew():
    person = make_person()
    agree(person)
    withdraw_consent(person=person, purpose=NEWS, at=LATER)
    agree(person, LATER + timedelta(days=1))
    assert consented(person.pk, NEWS)
    assert Consent.objects.count() == 2


def test_what_is_needed_anyway_is_not_a_choice():
    person = make_person()
    with pytest.raises(NotAChoice):
        give_consent(person=person, purpose=CHOOSING, wording="", site_code="eu", language="en", at=AT)
    assert not Consent.objects.exists()
    with pytest.raises(ValueError, match="does not rest on consent"):
        CHOICES.declare(Choice(CHOOSING, "", "", ""))
