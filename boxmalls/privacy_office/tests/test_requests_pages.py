"""Asking on the page, following it, and answering at the desk: as people meet it."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.models import JournalEntry
from boxmalls.privacy.rights.erasing import is_gone
from boxmalls.privacy_office.actions.writing import key_of, send_words
from boxmalls.privacy_office.models import Deed, Request, Step
from boxmalls.privacy_office.rules import State
from boxmalls.privacy_office.testing import make_proven_request, make_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


@pytest.fixture
def officer() -> Client:
    return sign_in(Client(), make_staff(Staff.OFFICER))


def test_a_stranger_asks_proves_the_address_is_answered_and_fetches_the_copy(client: Client, officer: Client) -> None:
    owner = make_account("lena@example.org")
    asked = client.post("/privacy/requests/new", {"kind": "access", "words": "What do you know?", "email": "lena@example.org"}, headers=HOST)
    page = asked.headers["Location"]
    request = Request.objects.get()
    assert request.person_id != owner.pk
    assert "Show that it is you" in client.get(page, headers=HOST).text
    here, key = f"/privacy/requests/{request.number}", {"key": key_of(request)}
    client.post(f"{here}/proof", key, headers=HOST)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[-1].body)
    assert code
    client.post(f"{here}/proof", {**key, "code": code.group()}, headers=HOST)
    request.refresh_from_db()
    assert (request.person_id, request.state) == (owner.pk, State.WORKING)
    desk = f"/office/requests/{request.number}"
    for shown in (officer.get(desk, headers=HOST).text, client.get(page, headers=HOST).text):
        assert shown.count("What do you know?") == 1, "Words are shown once, and not as a notice."
    assert JournalEntry.objects.filter(subject=owner, verb="read", reason=request.number).exists()
    assert officer.post(f"{desk}/copy", headers=HOST).status_code == 303
    assert officer.post(f"{desk}/answer", {"words": "It is ready."}, headers=HOST).status_code == 303
    assert send_words(at=now()) == 2
    assert f"[{request.number}]" in mail.outbox[-1].subject
    assert "It is ready." in mail.outbox[-1].body
    copied = client.post(f"{here}/copy", key, headers=HOST)
    with ZipFile(BytesIO(copied.content)) as packed:
        assert "export.json" in packed.namelist()
    assert "Answered" in client.get(page, headers=HOST).text


def test_the_key_alone_shows_how_it_stands_and_never_gives_the_copy(client: Client, officer: Client) -> None:
    person = make_account("lena@example.org")
    request = make_proven_request(person, email="lena@example.org")
    officer.post(f"/office/requests/{request.number}/copy", headers=HOST)
    here = f"/privacy/requests/{request.number}"
    assert client.get(f"{here}?key={key_of(request)}", headers=HOST).status_code == 200
    assert client.post(f"{here}/copy", {"key": key_of(request)}, headers=HOST).status_code == 409
    for wrong in ("", "x", key_of(make_request())):
        assert client.get(f"{here}?key={wrong}", headers=HOST).status_code == 404
    stranger = sign_in(Client(), make_account())
    assert stranger.get(here, headers=HOST).status_code == 404


def test_known_and_unknown_addresses_are_answered_alike(client: Client) -> None:
    make_account("lena@example.org")
    pages = []
    for email in ("lena@example.org", "nobody@example.org"):
        where = client.post("/privacy/requests/new", {"kind": "delete", "words": "Delete.", "email": email}, headers=HOST).headers["Location"]
        number = where.split("/")[-1].split("?")[0]
        sent = client.post(f"/privacy/requests/{number}/proof", {"key": where.split("key=")[1]}, headers=HOST)
        text = client.get(where, headers=HOST).text
        key = where.split("key=")[1]
        pages.append((sent.status_code, re.sub(r"\d\d:\d\d", "at a time", text.replace(number, "N").replace(key, "K"))))
    assert pages[0] == pages[1]


def test_who_is_signed_in_has_proven_enough_and_finds_it_again(client: Client) -> None:
    person = make_account()
    sign_in(client, person)
    where = client.post("/privacy/requests/new", {"kind": "access", "words": ""}, headers=HOST).headers["Location"]
    request = Request.objects.get()
    assert (request.person_id, request.state) == (person.pk, State.WORKING)
    assert request.number in client.get("/privacy/requests", headers=HOST).text
    assert "Show that it is you" not in client.get(where, headers=HOST).text


def test_a_deletion_is_planned_shown_and_done_and_the_receipt_is_sent_before(officer: Client) -> None:
    person = make_account("lena@example.org")
    request = make_proven_request(person, "delete", email="lena@example.org")
    desk = f"/office/requests/{request.number}"
    assert "What erasing would do" in officer.get(desk, headers=HOST).text
    assert officer.post(f"{desk}/erase", {}, headers=HOST).status_code == 422
    assert not is_gone(person.pk)
    assert officer.post(f"{desk}/erase", {"sure": "on"}, headers=HOST).status_code == 303
    assert "/your-data/receipts/" in mail.outbox[-1].body
    request.refresh_from_db()
    assert (request.state, is_gone(person.pk)) == (State.ANSWERED, True)
    page = officer.get(desk, headers=HOST)
    assert "This person is erased" in page.text
    assert "lena@example.org" not in page.text


def test_a_refusal_names_a_reason_of_the_law_and_can_be_appealed(client: Client, officer: Client) -> None:
    request = make_proven_request(make_account(), email="lena@example.org")
    desk, here = f"/office/requests/{request.number}", f"/privacy/requests/{request.number}"
    assert officer.post(f"{desk}/refuse", {"code": "busy", "words": "No time."}, headers=HOST).status_code == 422
    assert Step.objects.filter(request=request, verb="refuse").count() == 0
    officer.post(f"{desk}/refuse", {"code": "legal-claim", "words": "There is a claim."}, headers=HOST)
    page = client.get(f"{here}?key={key_of(request)}", headers=HOST).text
    assert "needed for a legal claim" in page
    client.post(f"{here}/words", {"key": key_of(request), "appeal": "1", "words": "There is none."}, headers=HOST)
    request.refresh_from_db()
    assert request.state == State.APPEALED
    officer.post(f"{desk}/reopen", {"words": "You are right."}, headers=HOST)
    request.refresh_from_db()
    assert request.state == State.WORKING


def test_what_is_not_at_work_cannot_be_carried_out(officer: Client) -> None:
    person = make_account("lena@example.org")
    request = make_request(person, "delete", email="lena@example.org")
    for deed in ("erase", "copy", "restrict", "correct"):
        answer = officer.post(f"/office/requests/{request.number}/{deed}", {"sure": "on"}, headers=HOST)
        assert answer.status_code in (409, 422), deed
    assert not Deed.objects.exists()
    assert not is_gone(person.pk)


def test_a_call_is_written_down_and_not_recorded_before_the_caller_agreed(officer: Client) -> None:
    told = {
        "channel": "phone",
        "received_at": "2026-04-06T09:30",
        "site": "my",
        "kind": "complain",
        "words": "Too many mails.",
        "language": "ms",
        "phone": "+60 1",
    }
    assert officer.post("/office/requests/new", {**told, "recorded": "on"}, headers=HOST).status_code == 422
    assert not Request.objects.exists()
    entered = officer.post("/office/requests/new", {**told, "recorded": "on", "agreed": "on"}, headers=HOST)
    assert entered.status_code == 303
    request = Request.objects.get()
    assert (request.channel, request.law, request.language, request.state) == ("phone", "MY", "ms", State.RECEIVED)
    assert officer.get(entered.headers["Location"], headers=HOST).status_code == 200


def test_the_queue_shows_the_earliest_last_day_first_and_names_nobody(officer: Client) -> None:
    late = make_request(kind="access", email="lena@example.org")
    soon = make_request(kind="access", site_code="tw", email="mei@example.org")
    page = officer.get("/office/requests", headers=HOST).text
    assert page.index(soon.number) < page.index(late.number)
    assert "example.org" not in page
    assert late.number not in officer.get("/office/requests?kind=delete", headers=HOST).text
    assert "open requests" in officer.get("/office/", headers=HOST).text


@pytest.mark.parametrize("kind", ["access", "correct", "delete", "withdraw", "restrict", "object", "carry", "complain", "who", "other"])
def test_every_kind_has_a_page_at_the_desk(officer: Client, kind: str) -> None:
    request = make_proven_request(make_account(), kind, words="Please.")
    assert officer.get(f"/office/requests/{request.number}", headers=HOST).status_code == 200
