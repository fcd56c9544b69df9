"""A lost password comes back by a code, and nobody else stays in."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from boxmalls.accounts.testing import PASSWORD, make_user, sign_in

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]
CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)
NEW = "another harbour, quieter still"


def sign_in_by_page(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def ask(client, email):
    client.post("/accounts/password/reset/", {"email": email})
    return CODE.search(mail.outbox[-1].body).group(1)


def test_the_whole_way_from_lost_to_new(client):
    user = make_user("lena@posteo.example")
    code = ask(client, user.email)
    assert client.get("/accounts/password/reset/confirm/").status_code == 200
    assert client.post("/accounts/password/reset/confirm/", {"code": code}).headers["Location"] == "/accounts/password/reset/complete/"
    assert client.get("/accounts/password/reset/complete/").status_code == 200
    client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get("/account").status_code == 200


def test_a_new_password_ends_every_other_session(client):
    user = make_user("lena@posteo.example")
    thief = Client()
    sign_in_by_page(thief, user.email)
    assert thief.get("/account").status_code == 200
    client.post("/accounts/password/reset/confirm/", {"code": ask(client, user.email)})
    client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    assert thief.get("/account").status_code == 302
    assert UserSession.objects.filter(user=user).count() == 1


def test_whoever_signed_up_with_my_address_is_out_once_i_prove_it(client):
    """A stranger opens an account with an address that is not theirs; its owner takes it by recovery."""
    stranger = make_user("lena@posteo.example", password="the stranger chose this", proven=False)
    client.post("/accounts/password/reset/confirm/", {"code": ask(client, stranger.email)})
    client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    stranger.refresh_from_db()
    assert not stranger.check_password("the stranger chose this")
    assert EmailAddress.objects.get(user=stranger).verified


def test_the_code_is_good_once(client):
    user = make_user("lena@posteo.example")
    code = ask(client, user.email)
    client.post("/accounts/password/reset/confirm/", {"code": code})
    client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    other = Client()
    assert other.post("/accounts/password/reset/confirm/", {"code": code}).headers["Location"] == "/accounts/login/"


def test_nobody_chooses_a_password_without_the_code(client):
    user = make_user("lena@posteo.example")
    ask(client, user.email)
    response = client.post("/accounts/password/reset/complete/", {"password1": NEW, "password2": NEW})
    assert response.headers["Location"] == "/accounts/password/reset/confirm/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_asks_for_the_old_one_and_keeps_only_this_browser(client):
    user = make_user("lena@posteo.example")
    other = Client()
    sign_in_by_page(other, user.email)
    sign_in_by_page(client, user.email)
    wrong = client.post("/accounts/password/change/", {"oldpassword": "no", "password1": NEW, "password2": NEW})
    assert b"Enter the password with which you signed in" in wrong.content
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert "was changed" in mail.outbox[-1].subject


def test_an_address_changes_when_the_new_one_is_proven_and_the_old_one_is_forgotten(client):
    user = make_user("lena@posteo.example")
    sign_in_by_page(client, user.email)
    new = {"email": "lena@new.example", "action_add": "1"}
    asked = client.post("/accounts/email/", new)
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    back = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert back.headers["Location"] == "/accounts/confirm-email/"
    user.refresh_from_db()
    assert user.email == "lena@posteo.example"
    client.post("/accounts/confirm-email/", {"code": CODE.search(mail.outbox[-1].body).group(1)})
    user.refresh_from_db()
    assert user.email == "lena@new.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["lena@new.example"]
    assert mail.outbox[-1].to == ["lena@posteo.example"]


def test_every_page_of_the_door_and_the_house_opens(client):
    for path in ("login", "signup", "password/reset"):
        assert client.get(f"/accounts/{path}/").status_code == 200, path
    assert client.get("/account/prove").status_code == 200
    sign_in(client, make_user())
    for path in ("/account", "/account/addresses", "/account/sessions", "/accounts/email/", "/accounts/password/change/", "/accounts/logout/"):
        assert client.get(path).status_code == 200, path
    assert client.get("/accounts/reauthenticate/").status_code == 200
