"""Nobody learns from our pages whether an address has an account: the answers are the same, and a letter tells the owner."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.base.clock import now
from boxmalls.base.models import LimitCount

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

KNOWN, UNKNOWN = "known@posteo.example", "strange@posteo.example"
A_CHILD = {"birthday": (now() - timedelta(days=365 * 14 + 10)).date().isoformat(), "guardian": "parent@posteo.example"}
SIGNING_UP = ["signing up", "signing up as a child"]

WAYS = {
    "signing in": ("/accounts/login/", lambda email: {"login": email, "password": "not the password"}),
    "signing up": ("/accounts/signup/", lambda email: {"email": email, "password1": PASSWORD, "accept_policy": "on"}),
    "signing up as a child": ("/accounts/signup/", lambda email: {"email": email, "password1": PASSWORD, "accept_policy": "on", **A_CHILD}),
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


@pytest.mark.parametrize("way", [*SIGNING_UP, "recovering", "proving"])
def test_each_sends_exactly_one_letter_to_the_address(way):
    path, form = WAYS[way]
    for email in (KNOWN, UNKNOWN):
        mail.outbox.clear()
        go(email, path, form)
        assert [letter.to for letter in mail.outbox] == [[email]]


@pytest.mark.parametrize("way", SIGNING_UP)
def test_the_pages_after_signing_up_are_the_same_wrong_codes_included(way):
    path, form = WAYS[way]
    page, wrong = "/accounts/confirm-email/", {"code": "BBBB-BBBB"}
    after = [(page, None), (page, wrong), (page, wrong), (page, wrong), (page, None)]
    assert go(KNOWN, path, form, *after) == go(UNKNOWN, path, form, *after)


def test_the_pages_after_recovering_are_the_same_wrong_codes_included():
    path, form = WAYS["recovering"]
    page, wrong = "/accounts/password/reset/confirm/", {"code": "BBBB-BBBB"}
    after = [(page, None), (page, wrong), (page, wrong), (page, wrong), (page, None)]
    assert go(KNOWN, path, form, *after) == go(UNKNOWN, path, form, *after)


@pytest.mark.parametrize("way", SIGNING_UP)
def test_asking_for_another_letter_is_the_same(way):
    path, form = WAYS[way]
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


def test_whom_a_stranger_names_as_a_guardian_hears_nothing_and_their_limit_is_not_touched():
    """Else a letter that comes, or does not, or a limit that is reached, would tell whether the address has an account."""
    path, form = WAYS["signing up as a child"]
    counted = {}
    for email in (KNOWN, UNKNOWN):
        LimitCount.objects.all().delete()
        go(email, path, form)
        counted[email] = LimitCount.objects.count()
    assert counted[KNOWN] == counted[UNKNOWN]
    assert {to for letter in mail.outbox for to in letter.to} == {KNOWN, UNKNOWN}


@pytest.mark.real_hashes
@pytest.mark.parametrize("way", ["signing in", *SIGNING_UP])
def test_a_password_costs_the_same_work_whether_there_is_one_or_not(way, monkeypatch):
    """The work is what argon2 does; both ways do it equally often, and with the same effort."""
    path, form = WAYS[way]
    efforts = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda self, *given: efforts.append(effort(done := encode(self, *given))) or done)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, password, kept: efforts.append(effort(kept)) or verify(self, password, kept))
    spent = {}
    for email in (UNKNOWN, KNOWN):
        efforts.clear()
        go(email, path, form)
        spent[email] = list(efforts)
    assert spent[KNOWN] == spent[UNKNOWN]
    assert len(spent[KNOWN]) == 1


def effort(encoded):
    """Algorithm, version, memory, passes and lanes; neither salt nor hash."""
    return encoded.split("$")[:4]
