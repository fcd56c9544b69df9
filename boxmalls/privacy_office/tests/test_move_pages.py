"""Each move of a request by its own form at the desk and on the person's page, as the law of the request has it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.laws import laws
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.privacy_office.actions import writing
from boxmalls.privacy_office.actions.writing import key_of, send_words
from boxmalls.privacy_office.models import Message, Request, Step
from boxmalls.privacy_office.rules import State
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
LAWS = list(laws())


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


@pytest.fixture
def officer() -> Client:
    return sign_in(Client(), make_staff(Staff.OFFICER))


def asked(law: str, kind: str = "access", **more: str) -> Request:
    return make_proven_request(make_account("lena@example.org"), kind, law=law, email="lena@example.org", **more)


def form_of(officer: Client, request: Request, move: str) -> str:
    """The form of a move as the desk shows it, or nothing."""
    page = officer.get(f"/office/requests/{request.number}", headers=HOST).text
    found = re.search(rf'<form[^>]*action="/office/requests/{request.number}/{move}".*?</form>', page, re.S)
    return found.group() if found else ""


def do(officer: Client, request: Request, move: str, **given: Any) -> int:
    status = officer.post(f"/office/requests/{request.number}/{move}", given, headers=HOST).status_code
    request.refresh_from_db()
    return status


def theirs(client: Client, request: Request, act: str, **given: str) -> int:
    return client.post(f"/privacy/requests/{request.number}/{act}", {"key": key_of(request), **given}, headers=HOST).status_code


@pytest.mark.parametrize("law", LAWS)
def test_more_time_is_taken_with_a_notice_that_leaves_with_it(officer: Client, law: str) -> None:
    request, terms = asked(law), terms_of(law, "access")
    due_on = request.due_on
    if terms.after_partial:
        assert not form_of(officer, request, "extend")
        assert do(officer, request, "extend", words="It is much.") == 409
        assert do(officer, request, "answer_part", words="Here is a part.") == 303
    form = form_of(officer, request, "extend")
    assert ('name="until"' in form) is terms.by_notice
    assert do(officer, request, "extend", words="") == 422
    until = due_on + timedelta(days=20)
    if terms.by_notice:
        for wrong in ("", f"{due_on}"):
            assert do(officer, request, "extend", words="It is much.", until=wrong) == 422
        assert request.due_on == due_on
    assert do(officer, request, "extend", words="It is much.", until=f"{until}") == 303
    assert request.due_on == (until if terms.by_notice else _extended(request))
    assert Step.objects.filter(request=request, verb="extend", due_before=due_on, due_after=request.due_on).exclude(code="").exists()
    send_words(at=now())
    assert "It is much." in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["lena@example.org"]
    assert not form_of(officer, request, "extend")
    assert do(officer, request, "extend", words="And more.", until=f"{until + timedelta(days=9)}") == 422


def _extended(request: Request) -> date:
    terms, calendar = terms_of(request.law, request.kind), calendar_of(request.law, request.country)
    whole = (terms.answer + terms.extend).after(request.received_on, calendar)
    return min(whole, request.received_on + timedelta(days=terms.most_days or 999))


def test_without_its_notice_no_time_is_taken(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words and the day are one transaction: where the one fails, the other has not happened."""
    request = asked("EU")
    due_on = request.due_on

    def fail(**_given: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(writing, "write_words", fail)
        do(officer, request, "extend", words="It is much.")
    request.refresh_from_db()
    assert (request.due_on, request.extended) == (due_on, False)
    assert not Step.objects.filter(request=request, verb="extend").exists()
    assert not Message.objects.filter(request=request, words__isnull=False, ours=True).exists()


def test_a_part_is_answered_and_the_request_goes_on(officer: Client, client: Client) -> None:
    request = asked("EU")
    assert do(officer, request, "answer_part", words="") == 422
    assert do(officer, request, "answer_part", words="Your orders are here.") == 303
    assert (request.state, request.partly) == (State.WORKING, True)
    assert "Your orders are here." in client.get(f"/privacy/requests/{request.number}?key={key_of(request)}", headers=HOST).text
    assert do(officer, request, "answer", words="And this is the rest.") == 303
    assert request.state == State.ANSWERED


@pytest.mark.parametrize("law", LAWS)
def test_what_is_meant_is_asked_and_the_clock_stands_still_only_where_the_law_lets_it(officer: Client, client: Client, law: str) -> None:
    request = asked(law)
    assert do(officer, request, "ask_clarity", words="Which of your orders?") == 303
    assert (request.state, request.stopped_on is not None) == (State.CLARIFYING, terms_of(law, "access").clarify_stops)
    assert theirs(client, request, "words", words="The one in May.") == 303
    request.refresh_from_db()
    assert (request.state, request.stopped_on) == (State.WORKING, None)
    assert "The one in May." in officer.get(f"/office/requests/{request.number}", headers=HOST).text


FEES = {"TW": "EUR", "MY": "MYR", "SG": "EUR", "JP": "EUR", "EU": "EUR", "US-CA": ""}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(("decision", "state"), [("agree", State.WORKING), ("decline", State.CLOSED)])
def test_a_fee_is_named_in_one_currency_and_the_person_agrees_or_declines(officer: Client, client: Client, law: str, decision: str, state: State) -> None:
    request, fees = asked(law), terms_of(law, "access").fees
    form = form_of(officer, request, "quote_fee")
    assert bool(form) is bool(FEES[law])
    if not form:
        assert do(officer, request, "quote_fee", amount="5.00", words="Paper and post.") == 422
        assert request.state == State.WORKING
        return
    assert f"Amount in {FEES[law]}" in form
    assert 'name="currency"' not in form
    assert ('name="code"' in form) is ("only" in fees)
    code = {"code": fees["only"][0]} if "only" in fees else {}
    if code:
        assert do(officer, request, "quote_fee", amount="5.00", words="Paper and post.") == 422
        assert do(officer, request, "quote_fee", amount="5.00", words="Paper and post.", code="legal-claim") == 422
    if "most_minor" in fees:
        assert do(officer, request, "quote_fee", amount="10.01", currency="USD", words="Paper and post.") == 422
    assert do(officer, request, "quote_fee", amount="10.00", currency="USD", words="Paper and post.", **code) == 303
    assert (request.state, request.stopped_on is not None) == (State.QUOTED, True)
    page = client.get(f"/privacy/requests/{request.number}?key={key_of(request)}", headers=HOST).text
    assert "This would cost a fee" in page
    assert ("This is a written estimate." in page) is bool(fees.get("estimate"))
    assert {"EUR": "€10.00", "MYR": "RM"}[FEES[law]] in page
    assert "USD" not in page
    assert theirs(client, request, "decision", decision=decision) == 303
    request.refresh_from_db()
    assert request.state == state
