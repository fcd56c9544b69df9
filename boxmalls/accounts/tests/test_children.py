"""Children: the age that the law wants, a guardian's yes, and what happens without it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from boxmalls.accounts.actions import guardians
from boxmalls.accounts.actions.guardians import end_unanswered, is_waiting, token_of
from boxmalls.accounts.ages import Gate, age_on, gate_for
from boxmalls.accounts.models import Guardian
from boxmalls.accounts.queries import profile_of
from boxmalls.accounts.signin.mail import MailDoesNotLeave
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_account
from boxmalls.base.clock import now
from boxmalls.privacy.laws import laws
from boxmalls.privacy.laws.deadlines import ages_of
from boxmalls.privacy.rights.erasing import is_gone
from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites

TODAY = date(2026, 11, 22)
HOST = {"host": "eu.localhost"}


@pytest.mark.parametrize("law", [*laws(), None])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_gate_opens_on_the_birthday_and_not_a_day_before(law: str | None, days: int) -> None:
    ages = ages_of(law, "NL" if law == "EU" else "")
    one_age = ages.refuse_below == ages.guardian_below
    middle = (Gate.OPEN, Gate.SHUT) if one_age else (Gate.GUARDIAN, Gate.GUARDIAN)
    for age, before, after in ((ages.refuse_below, Gate.SHUT, middle[0]), (ages.guardian_below, middle[1], Gate.OPEN)):
        born = date(TODAY.year - age, TODAY.month, TODAY.day)
        assert gate_for(born, TODAY + timedelta(days=days), ages) is (before if days < 0 else after)


def test_who_is_born_on_the_29th_of_february_is_older_on_the_first_of_march() -> None:
    born = date(2012, 2, 29)
    assert [age_on(born, day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 28), date(2028, 2, 29))] == [12, 13, 15, 16]


@settings(deadline=None)
@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_nobody_grows_younger(born: date, day: date) -> None:
    assert age_on(born, day) <= age_on(born, day + timedelta(days=1)) <= age_on(born, day) + 1


def born(years: int) -> str:
    today = datetime.now(UTC).date()
    return date(today.year - years, today.month, min(today.day, 28)).isoformat()


@pytest.fixture
def _open(db: None) -> None:
    make_sites()
    publish("eu")


def sign_up(client: Client, **more: str) -> object:
    given = {"email": "kim@example.org", "password1": PASSWORD, "accept_policy": "on", **more}
    return client.post("/accounts/signup/", given, headers=HOST)


pytest_db = pytest.mark.django_db(databases=["default", "safe"])


@pytest_db
@pytest.mark.usefixtures("_open")
def test_too_young_is_refused_and_nothing_is_kept(client: Client) -> None:
    answer = sign_up(client, birthday=born(11), guardian="parent@example.org")
    assert answer.status_code in (200, 422)  # type: ignore[attr-defined]
    assert "wants an age of 13" in answer.text  # type: ignore[attr-defined]
    assert (User.objects.count(), Guardian.objects.count(), mail.outbox) == (0, 0, [])


@pytest_db
@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("guardian", ["", "kim@example.org", "KIM@example.org"])
def test_a_guardian_is_named_and_is_somebody_else(client: Client, guardian: str) -> None:
    answer = sign_up(client, birthday=born(14), guardian=guardian)
    assert "Name their email address" in answer.text  # type: ignore[attr-defined]
    assert User.objects.count() == 0


@pytest_db
@pytest.mark.usefixtures("_open")
def test_of_age_or_not_said_is_not_asked_for_a_guardian(client: Client) -> None:
    sign_up(client, birthday=born(30))
    sign_up(Client(), email="sam@example.org")
    assert (User.objects.count(), Guardian.objects.count()) == (2, 0)
    assert profile_of(User.objects.get(email="kim@example.org").person_id).birthday == born(30)


def prove_address(client: Client) -> str:
    letter = next(each for each in mail.outbox if each.to == ["kim@example.org"])
    code = re.search(r"^ {4}([A-Z]{4}-[A-Z]{4})$", letter.body, re.MULTILINE)
    assert code
    return client.post("/accounts/confirm-email/", {"code": code[1]}, headers=HOST).text


def sign_in_by_page(email: str = "kim@example.org") -> tuple[Client, str]:
    client = Client()
    text = client.post("/accounts/login/", {"login": email, "password": PASSWORD}, headers=HOST, follow=True).text
    return client, text


@pytest_db
@pytest.mark.usefixtures("_open")
def test_nobody_signs_in_before_the_guardian_agrees_and_a_no_deletes_everything(client: Client) -> None:
    sign_up(client, birthday=born(14), guardian="parent@example.org")
    person_id = User.objects.get().person_id
    assert "opens when they agree" in prove_address(client)
    guardian = Guardian.objects.get()
    letter = next(each for each in mail.outbox if each.to == ["parent@example.org"])
    assert f"/account/guardian/{token_of(guardian)}" in letter.body
    assert "kim@example.org" not in letter.body
    signed_in, text = sign_in_by_page()
    assert "opens when they agree" in text
    assert [each.to for each in mail.outbox].count(["parent@example.org"]) == 1
    assert signed_in.get("/account", headers=HOST).status_code == 302
    parent, path = Client(), f"/account/guardian/{token_of(guardian)}"
    assert parent.post(path, {"answer": "agree"}, headers=HOST).status_code == 303
    assert not is_waiting(person_id)
    signed_in, _text = sign_in_by_page()
    assert signed_in.get("/account", headers=HOST).status_code == 200
    assert parent.post(path, {"answer": "decline"}, headers=HOST).status_code == 200
    assert is_gone(person_id)
    assert (User.objects.count(), Guardian.objects.count()) == (0, 0)
    assert parent.get(path, headers=HOST).status_code == 404


@pytest_db
@pytest.mark.usefixtures("_open")
def test_a_guardian_whose_letter_did_not_leave_is_asked_at_the_next_sign_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up(client, birthday=born(14), guardian="parent@example.org")

    def fails(*_args: object, **_more: object) -> None:
        raise MailDoesNotLeave

    with monkeypatch.context() as broken:
        broken.setattr(guardians, "send_letter", fails)
        prove_address(client)
    assert Guardian.objects.get().asked_at is None
    _client, text = sign_in_by_page()
    assert "opens when they agree" in text
    assert [each.to for each in mail.outbox].count(["parent@example.org"]) == 1
    asked = Guardian.objects.get()
    assert asked.asked_at is not None
    assert asked.until_at == asked.asked_at + timedelta(days=7)


@pytest_db
@pytest.mark.usefixtures("_open")
@pytest.mark.parametrize("late", [-1, 0, 1])
def test_without_an_answer_in_seven_days_everything_is_deleted(client: Client, late: int) -> None:
    sign_up(client, birthday=born(14), guardian="parent@example.org")
    guardian = Guardian.objects.get()
    at = guardian.until_at + timedelta(minutes=late)
    assert end_unanswered(at=at) == (1 if late > 0 else 0)
    assert is_gone(guardian.person_id) == (late > 0)


@pytest_db
@pytest.mark.usefixtures("_open")
def test_a_made_up_address_of_a_guardian_opens_nothing(client: Client) -> None:
    for token in ("x", "made-up:x:y"):
        assert client.get(f"/account/guardian/{token}", headers=HOST).status_code == 404


@pytest_db
@pytest.mark.usefixtures("_open")
def test_a_profile_does_not_take_a_childs_birthday() -> None:
    from boxmalls.accounts.testing import sign_in

    person = make_account(at=now())
    client = sign_in(Client(), person)
    answer = client.post("/account", {"birthday": born(9)}, headers=HOST)
    assert answer.status_code == 422
    assert "closes the account" in answer.text
    assert profile_of(person.pk).birthday == ""
