"""Erasing an account: nothing is left of it, in either database, in no session of anybody, and nobody is signed in any more."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from boxmalls.accounts import tasks
from boxmalls.accounts.actions import change_profile, hire
from boxmalls.accounts.models import Address, Profile, Staff
from boxmalls.accounts.queries import ProfileView
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_address, make_user
from boxmalls.base.clock import now
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.testing import make_visitor
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.models import PersonKey

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

EMAIL = "zofia.kanarek@canary.example"
AGENT = "Kanarkowa Browser 7.7"
CANARIES = [EMAIL, "Kanarkowa 7", AGENT, "+4915199887766", "Zofia Kanarek"]


def make_life(client):
    """An account with everything that this room can hold, signed in, and half-way into a recovery in another browser."""
    user = make_user(EMAIL)
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}, headers={"user-agent": AGENT})
    person = Person.objects.get(pk=user.person_id)
    change_profile(person_id=person.pk, told=ProfileView("Zofia Kanarek", "1990-05-23", "female", "+4915199887766"), at=now())
    make_address(person, line1="Kanarkowa 7")
    hire(person=person, role=Staff.SUPPORT, at=now())
    Client().post("/accounts/password/reset/", {"email": EMAIL})
    return person


def words_of_sessions():
    return json.dumps([session.get_decoded() for session in Session.objects.all()]).lower()


def test_nothing_is_left_of_an_account(client):
    person = make_life(client)
    user = User.objects.get()
    assert {hit.where for hit in scan(CANARIES, folders=[])} >= {"safe:public.signin_user", "safe:public.usersessions_usersession"}, "the positive control"
    assert EMAIL in words_of_sessions(), "the positive control"
    erase_person(person=person, site_code="eu", at=now())
    assert scan(CANARIES, folders=[]) == []
    assert EMAIL not in words_of_sessions()
    assert str(user.pk) not in words_of_sessions()
    for model in (User, EmailAddress, UserSession, Profile, Address, Staff):
        assert not model.objects.exists(), model
    assert blind.find("email", EMAIL) == blind.find("phone", "+4915199887766") == []


def test_whoever_is_erased_is_signed_in_nowhere(client):
    person = make_life(client)
    assert client.get("/account").status_code == 200
    erase_person(person=person, site_code="eu", at=now())
    assert client.get("/account").status_code == 302
    assert client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD}).status_code == 200


def test_others_keep_their_account_and_their_sessions(client):
    other = make_user("other@posteo.example")
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"login": other.email, "password": PASSWORD})
    erase_person(person=make_life(client), site_code="eu", at=now())
    assert elsewhere.get("/account").status_code == 200
    assert [user.pk for user in User.objects.all()] == [other.pk]


def test_an_address_that_was_erased_can_open_an_account_again(client):
    erase_person(person=make_life(client), site_code="eu", at=now())
    assert make_user(EMAIL).person_id


def test_a_sign_up_that_nobody_proved_is_gone_after_a_week():
    stale = make_user(EMAIL, proven=False, at=now() - timedelta(days=8))
    fresh = make_user("fresh@posteo.example", proven=False, at=now() - timedelta(days=6))
    proven = make_user("proven@posteo.example", at=now() - timedelta(days=80))
    assert tasks.forget_unproven_sign_ups.call() == 1
    assert set(User.objects.values_list("pk", flat=True)) == {fresh.pk, proven.pk}
    assert Person.objects.get(pk=stale.person_id).erased_at


def test_a_visitor_of_whom_nothing_is_left_goes_with_the_key():
    old, fresh = make_visitor(at=now() - timedelta(days=29)), make_visitor(at=now())
    assert tasks.forget_visitors.call() == 1
    assert not Person.objects.filter(pk=old.pk).exists()
    assert not PersonKey.objects.filter(person_id=old.pk).exists()
    assert PersonKey.objects.filter(person_id=fresh.pk).exists()
