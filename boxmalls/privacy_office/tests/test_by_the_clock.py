"""What the office does by the clock: reminders that name nobody, requests whose erasing was interrupted, the end of what is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.restriction import is_restricted
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy_office import tasks
from boxmalls.privacy_office.actions.answering import ERASING, CopyIsOver, fetch_copy, finish_erasures, give_copy, note_deed
from boxmalls.privacy_office.actions.stepping import Actor, terms_for
from boxmalls.privacy_office.models import Request, Step
from boxmalls.privacy_office.queries import waiting
from boxmalls.privacy_office.rules import State
from boxmalls.privacy_office.testing import make_proven_request, make_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
HOST = {"host": "eu.localhost"}


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


def test_the_person_in_charge_is_reminded_by_number_of_what_is_late_and_of_nothing_else() -> None:
    late = make_request(email="lena@example.org", words="Everything about Lena.", at=now() - timedelta(days=70))
    fresh = make_request(email="mei@example.org")
    assert tasks.remind_of_deadlines.call() == 1
    reminder = mail.outbox[-1]
    assert reminder.to == ["privacy@eu.boxmalls.example"]
    assert late.number in reminder.body
    assert fresh.number not in reminder.body
    assert "lena" not in reminder.body.casefold()


@pytest.mark.parametrize(("law", "by"), [("US-CA", date(2026, 4, 20)), ("EU", date(2026, 4, 9)), ("TW", date(2026, 4, 9))])
@pytest.mark.parametrize(("late", "missed"), [(-1, 0), (0, 0), (1, 1)])
def test_a_receipt_may_be_confirmed_until_its_last_day_there_is_over(law: str, by: date, late: int, missed: int) -> None:
    """The last minute of the day before, of the day itself, and the first minute after it: at the place of the law, in California in summer time."""
    request = make_request(law=law, at=AT)
    assert request.acknowledge_by == by
    over = terms_for(request)[1].end_of(by)
    at = {-1: over - timedelta(days=1, minutes=1), 0: over - timedelta(minutes=1), 1: over}[late]
    assert waiting(at=at).unconfirmed == missed


@pytest.mark.parametrize(("seconds", "ready"), [(-1, True), (0, False), (1, False)])
def test_a_copy_can_be_fetched_for_seven_days_to_the_second(seconds: int, ready: bool) -> None:
    request = make_proven_request(make_account(at=AT), at=AT)
    give_copy(request=request, actor=Actor(None, "staff"), at=AT)
    at = AT + timedelta(days=7, seconds=seconds)
    if ready:
        assert fetch_copy(request=request, at=at)
        return
    with pytest.raises(CopyIsOver):
        fetch_copy(request=request, at=at)


def test_an_erasing_that_was_interrupted_answers_its_request_once_it_is_done() -> None:
    person = make_account(at=AT)
    request = make_proven_request(person, "delete", at=AT)
    note_deed(request, ERASING, "", 1, Actor(None, "staff"), AT)
    assert finish_erasures(at=AT) == 0
    erase_person(person=person, site_code="eu", at=AT)
    assert (finish_erasures(at=AT), finish_erasures(at=AT)) == (1, 0)
    assert Request.objects.get(pk=request.pk).state == State.ANSWERED


def test_when_the_law_wants_it_no_longer_a_request_goes_with_its_steps() -> None:
    request = make_proven_request(make_account(at=AT), at=AT)
    sweep(at=AT.replace(year=2029, month=12))
    assert Request.objects.filter(pk=request.pk).exists()
    sweep(at=AT.replace(year=2030, month=1))
    assert not Request.objects.filter(pk=request.pk).exists()
    assert not Step.objects.filter(request_id=request.pk).exists()


def test_who_is_signed_in_and_asks_for_a_restriction_is_restricted_in_that_moment(client: Client) -> None:
    person = make_account()
    sign_in(client, person)
    client.post("/privacy/requests/new", {"kind": "restrict", "words": "Keep it, and do not use it."}, headers=HOST)
    assert is_restricted(person.pk)
    assert Request.objects.get().state == State.WORKING


def test_the_queue_costs_as_many_questions_for_twice_as_many_requests() -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    officer = sign_in(Client(), make_staff(Staff.OFFICER))

    def cost() -> int:
        with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe:
            officer.get("/office/requests", headers=HOST)
        return len(shop) + len(safe)

    for _ in range(3):
        make_request()
    cost()
    first = cost()
    for _ in range(3):
        make_request()
    assert cost() == first


def test_your_data_shows_requests_and_files_without_their_bytes(client: Client) -> None:
    from boxmalls.privacy_office.actions.filing import keep_file

    person = make_account()
    make_address(person)
    request = make_proven_request(person, words="What do you hold?")
    keep_file(person_id=person.pk, request=request, use="attachment", name="a.pdf", content=b"%PDF-1.7 secret", at=now())
    page = sign_in(client, person).get("/your-data", headers=HOST)
    assert page.status_code == 200
    assert "What you asked us about your data" in page.text
    assert "secret" not in page.text
