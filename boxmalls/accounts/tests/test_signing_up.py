"""Opening an account: a person first, an address proven by a code, the policy accepted."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.privacy.models import Acceptance, Disclosure, Person
from boxmalls.privacy.policy import has_accepted
from boxmalls.privacy.vault import blind

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def sign_up(client, email="lena@posteo.example", **more):
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "accept_policy": "on", **more})


def code_in(letter):
    return CODE.search(letter.body).group(1)


def test_the_whole_way_from_form_to_account(client):
    assert sign_up(client).headers["Location"] == "/accounts/confirm-email/"
    assert client.get("/accounts/confirm-email/").status_code == 200
    assert mail.outbox[0].to == ["lena@posteo.example"]
    assert not User.objects.get().last_login
    response = client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert response.headers["Location"] == "/account"
    user = User.objects.get()
    assert user.last_login
    assert Person.objects.get(pk=user.person_id).kind == Person.ACCOUNT
    assert client.get("/account").status_code == 200


def test_the_policy_is_accepted_and_proven(client):
    sign_up(client)
    user = User.objects.get()
    assert has_accepted(user.person_id, "eu")
    assert Acceptance.objects.get().language == "en"


def test_without_the_policy_there_is_no_account(client):
    response = sign_up(client, accept_policy="")
    assert response.status_code == 200
    assert b"Tick this if you accept the policy" in response.content
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_a_person_is_found_by_the_address_once_it_is_proven_and_not_before(client):
    sign_up(client)
    user = User.objects.get()
    assert blind.find("email", user.email) == []
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert blind.find("email", user.email) == [user.person_id]


def test_a_wrong_code_three_times_ends_the_try(client):
    sign_up(client)
    for _ in range(2):
        assert client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"}).status_code == 200
    assert client.post("/accounts/confirm-email/", {"code": "BBBB-BBBB"}).headers["Location"] == "/accounts/login/"
    assert not EmailAddress.objects.get().verified


def test_addresses_differ_only_in_more_than_case(client):
    make_user("lena@posteo.example")
    sign_up(client, "LENA@Posteo.Example")
    assert User.objects.count() == 1


def test_that_the_mail_server_saw_the_address_is_noted_for_its_owner(client):
    sign_up(client)
    seen = Disclosure.objects.get()
    assert (seen.person_id, seen.recipient, seen.what) == (User.objects.get().person_id, "mail-server", "email")


def test_a_password_is_kept_as_an_argon2_hash(client):
    sign_up(client)
    assert User.objects.get().password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("password", ["short", "1234567890123", "password123"])
def test_a_password_that_is_guessed_at_once_is_refused(client, password):
    response = sign_up(client, password1=password)
    assert response.status_code == 200
    assert not User.objects.exists()


def test_another_letter_has_another_code(client):
    sign_up(client)
    assert client.post("/accounts/confirm-email/", {"action": "resend"}).status_code == 302
    first, second = (code_in(letter) for letter in mail.outbox)
    assert first != second
    assert client.post("/accounts/confirm-email/", {"code": second}).headers["Location"] == "/account"
