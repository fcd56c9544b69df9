"""Nobody learns from our pages whether an address has an account: the answers are the same, and a letter tells the owner."""

import re
from time import process_time

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

KNOWN, UNKNOWN = "known@posteo.example", "strange@posteo.example"

WAYS = {
    "signing in": ("/accounts/login/", lambda email: {"login": email, "password": "not the password"}),
    "signing up": ("/accounts/signup/", lambda email: {"email": email, "password1": PASSWORD, "accept_policy": "on"}),
    "recovering": ("/accounts/password/reset/", lambda email: {"email": email}),
    "proving": ("/account/prove", lambda email: {"email": email}),
}


@pytest.fixture(autouse=True)
def known():
    return make_user(KNOWN)


def shape(response, email):
    """All that a stranger sees: the status, where it leads, the cookies, and the page without the address itself and tokens by chance."""
    text = re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+', "TOKEN", response.content.decode())
    page = re.sub(re.escape(email), "ADDRESS", text, flags=re.IGNORECASE)
    return response.status_code, response.headers.get("Location"), sorted(response.cookies), page


def go(email, path, form, *after):
    client = Client()
    seen = [shape(client.post(path, form(email)), email)]
    for step, data in after:
        seen.append(shape(client.post(step, data) if data else client.get(step), email))
    return seen


@pytest.mark.parametrize("way", WAYS)
def test_a_known_and_an_unknown_address_get_the_same_answer(way):
    path, form = WAYS[way]
    assert go(KNOWN, path, form) == go(UNKNOWN, path, form)


@pytest.mark.parametrize("way", ["signing up", "recovering", "proving"])
def test_each_sends_exactly_one_letter_to_the_address(way):
    path, form = WAYS[way]
    for email in (KNOWN, UNKNOWN):
        mail.outbox.clear()
        go(email, path, form)
        assert [letter.to for letter in mail.outbox] == [[email]]


def test_the_pages_after_signing_up_are_the_same_wrong_codes_included():
    path, form = WAYS["signing up"]
    page, wrong = "/accounts/confirm-email/", {"code": "BBBB-BBBB"}
    after = [(page, None), (page, wrong), (page, wrong), (page, wrong), (page, None)]
    assert go(KNOWN, path, form, *after) == go(UNKNOWN, path, form, *after)


def test_the_pages_after_recovering_are_the_same_wrong_codes_included():
    path, form = WAYS["recovering"]
    page, wrong = "/accounts/password/reset/confirm/", {"code": "BBBB-BBBB"}
    after = [(page, None), (page, wrong), (page, wrong), (page, wrong), (page, None)]
    assert go(KNOWN, path, form, *after) == go(UNKNOWN, path, form, *after)


def test_asking_for_another_letter_is_the_same():
    path, form = WAYS["signing up"]
    after = [("/accounts/confirm-email/", {"action": "resend"})]
    assert go(KNOWN, path, form, *after) == go(UNKNOWN, path, form, *after)


def test_signing_up_with_a_taken_address_changes_nothing_and_tells_its_owner(known):
    before = User.objects.values().get()
    path, form = WAYS["signing up"]
    go(KNOWN, path, form)
    assert User.objects.values().get() == before
    assert "There is one already" in mail.outbox[0].body


def test_an_address_taken_between_looking_and_writing_is_answered_like_any_other(monkeypatch):
    monkeypatch.setattr("allauth.account.forms.email_already_exists", lambda email, **_more: (email, False))
    monkeypatch.setattr("allauth.account.internal.flows.manage_email.email_already_exists", lambda email, **_more: (email, False))
    path, form = WAYS["signing up"]
    seen = go(KNOWN, path, form)
    assert seen[0][:2] == (302, "/accounts/confirm-email/")
    assert User.objects.count() == 1
    assert "There is one already" in mail.outbox[0].body


def test_limits_bite_alike():
    path, form = WAYS["signing in"]
    results = {}
    for email in (KNOWN, UNKNOWN):
        client = Client()
        results[email] = [client.post(path, form(email)).status_code for _ in range(7)]
    assert results[KNOWN] == results[UNKNOWN]
    assert results[KNOWN] == [200] * 5 + [429] * 2


@pytest.mark.real_hashes
@pytest.mark.parametrize("way", ["signing in", "signing up"])
def test_a_password_costs_the_same_work_whether_there_is_one_or_not(way):
    """Measured in processor time of the whole answer: one hash each, so neither is less than half of the other."""
    path, form = WAYS[way]
    spent = {}
    for email in (UNKNOWN, KNOWN):
        rounds = []
        for turn in range(3):
            begun = process_time()
            go(email if email == KNOWN else f"{turn}{email}", path, form)
            rounds.append(process_time() - begun)
        spent[email] = min(rounds)
    assert 0.5 < spent[KNOWN] / spent[UNKNOWN] < 2
