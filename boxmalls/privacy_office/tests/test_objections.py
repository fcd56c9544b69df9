"""Objecting by oneself: what stops is said first, it stops in that moment, and the person in charge decides."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.signin.sessions import places_of
from boxmalls.accounts.testing import PASSWORD, make_account, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.models import Objection, Person
from boxmalls.privacy.restriction import may_use, purposes_to_object_to
from boxmalls.privacy.rights.testing import Killed, killed_at
from boxmalls.privacy.testing import make_person
from boxmalls.privacy.vault import blind
from boxmalls.privacy_office.actions.objecting import place_objection, stops_at_once
from boxmalls.privacy_office.models import Kind, Request
from boxmalls.privacy_office.rules import State
from boxmalls.sites.queries import site
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost", "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/133.0"}
HERE, CODE = "/privacy/objections", "accounts.sessions"
SESSIONS = next(each for each in purposes_to_object_to() if each.code == CODE)


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


@pytest.fixture
def lena() -> Person:
    return make_account("lena@example.org")


def noted(person: Person) -> set[tuple[str, str]]:
    return set(UserSession.objects.filter(user__person_id=person.pk).values_list("ip", "user_agent"))


def signed_in_by_page(email: str) -> Client:
    """Somebody whose browser and network are noted, as they are when one signs in by the page."""
    client = Client()
    assert client.post("/accounts/login/", {"login": email, "password": PASSWORD}, headers=HOST).status_code == 302
    return client


def test_what_stops_is_said_and_nothing_happens_before_it_is_sent(lena: Person) -> None:
    client = sign_in(Client(), lena)
    page = client.get(f"{HERE}/{CODE}", headers=HOST).text
    assert "no longer says from which network" in page
    assert "Nothing has happened yet." in page
    assert not Objection.objects.exists()
    assert not Request.objects.exists()


def test_it_stops_at_once_in_every_reader_and_stands_in_the_register_with_its_clock(lena: Person) -> None:
    other = make_account("tom@example.org")
    client, others = signed_in_by_page("lena@example.org"), signed_in_by_page("tom@example.org")
    for each in (client, others):
        each.get("/account/sessions", headers=HOST)
    assert any("Firefox" in agent for _ip, agent in noted(other)), "the positive control"
    sent = client.post(f"{HERE}/{CODE}", {"reason": "It is nobody's business where I sit."}, headers=HOST)
    assert sent.status_code == 303
    request = Request.objects.get()
    assert (request.kind, request.state, request.person_id) == (Kind.OBJECT, State.WORKING, lena.pk)
    assert request.number in sent.headers["Location"]
    assert request.due_on > request.received_on
    assert request.acknowledged_on is not None
    assert list(request.deeds.values_list("code", "what")) == [("objected", CODE)]
    assert not may_use(lena.pk, SESSIONS)
    assert noted(lena) <= {("0.0.0.0", "")}, "what was kept for it alone is forgotten in that moment"
    assert any("Firefox" in agent for _ip, agent in noted(other))
    user = UserSession.objects.filter(user__person_id=lena.pk).first()
    assert user
    assert {(place.network, place.browser) for place in places_of(user.user_id, None, at=now())} == {("", "")}
    again = signed_in_by_page("lena@example.org")
    again.get("/account/sessions", headers=HOST)
    assert noted(lena) == {("0.0.0.0", "")}, "and nothing new is noted"
    page = client.get(HERE, headers=HOST).text
    assert "It has stopped." in page
    assert request.number in page


def test_the_person_in_charge_sees_the_reason_and_ends_it_with_compelling_grounds(lena: Person) -> None:
    client, officer = sign_in(Client(), lena), sign_in(Client(), make_staff(Staff.OFFICER))
    client.post(f"{HERE}/{CODE}", {"reason": "It is nobody's business where I sit."}, headers=HOST)
    request = Request.objects.get()
    desk = f"/office/requests/{request.number}"
    page = officer.get(desk, headers=HOST).text
    assert "nobody&#39;s business" in page or "nobody's business" in page
    assert "Use stopped: Show you where you are signed in" in page
    assert "Compelling grounds of ours" in page
    sent = officer.post(f"{desk}/refuse", {"code": "compelling", "words": "Somebody broke in last week; the list shows it."}, headers=HOST)
    assert sent.status_code == 303
    request.refresh_from_db()
    assert request.state == State.REFUSED
    assert may_use(lena.pk, SESSIONS)
    assert list(request.deeds.values_list("code", flat=True)) == ["objected", "resumed"]
    follow = client.get(f"/privacy/requests/{request.number}", headers=HOST).text
    assert "Compelling grounds of ours" in follow
    assert "Appeal" in follow


def test_upheld_it_stays_stopped(lena: Person) -> None:
    client, officer = sign_in(Client(), lena), sign_in(Client(), make_staff(Staff.OFFICER))
    client.post(f"{HERE}/{CODE}", headers=HOST)
    request = Request.objects.get()
    assert officer.post(f"/office/requests/{request.number}/answer", {"words": "It stays stopped."}, headers=HOST).status_code == 303
    assert not may_use(lena.pk, SESSIONS)


def test_compelling_grounds_answer_an_objection_and_no_other_request(lena: Person) -> None:
    from boxmalls.privacy_office.testing import make_proven_request

    request, officer = make_proven_request(lena, "delete"), sign_in(Client(), make_staff(Staff.OFFICER))
    page = officer.post(f"/office/requests/{request.number}/refuse", {"code": "compelling", "words": "No."}, headers=HOST)
    assert page.status_code == 422
    request.refresh_from_db()
    assert request.state == State.WORKING


def test_twice_is_once_and_taken_back_it_goes_on(lena: Person) -> None:
    client = sign_in(Client(), lena)
    for _ in range(2):
        client.post(f"{HERE}/{CODE}", headers=HOST)
    assert (Request.objects.count(), Objection.objects.count()) == (1, 1)
    assert client.post(f"{HERE}/{CODE}/withdrawal", headers=HOST).status_code == 303
    assert may_use(lena.pk, SESSIONS)
    assert Request.objects.get().state == State.CLOSED
    client.post(f"{HERE}/{CODE}", headers=HOST)
    assert (Request.objects.count(), may_use(lena.pk, SESSIONS)) == (2, False)


def test_a_guest_with_a_proven_address_objects_and_one_without_may_not(client: Client) -> None:
    guest = make_person("guest")
    blind.put(guest.pk, kind="email", value="gast@example.org", at=now())
    assert client.get(HERE, headers=HOST).status_code in (302, 303, 401)
    client.post("/account/prove", {"email": "gast@example.org"}, headers=HOST)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[-1].body)
    assert code
    client.post("/account/prove/code", {"code": code.group()}, headers=HOST)
    assert client.get(HERE, headers=HOST).status_code == 200
    assert client.post(f"{HERE}/{CODE}", headers=HOST).status_code == 303
    assert not may_use(guest.pk, SESSIONS)
    assert Request.objects.get().person_id == guest.pk


def test_what_the_law_or_a_contract_wants_or_a_yes_allows_is_not_objected_to(lena: Person) -> None:
    client = sign_in(Client(), lena)
    for code in ("orders.ordering", "privacy.watching", "no.such", "privacy.recently-viewed"):
        assert client.post(f"{HERE}/{code}", headers=HOST).status_code == 422, code
    assert not Objection.objects.exists()
    assert not Request.objects.exists()
    page = client.get(HERE, headers=HOST).text
    for words in ("The law makes us keep it", "Needed for what you asked us to do", "You agreed, and may change your mind"):
        assert words in page


def test_a_use_for_which_a_ground_is_named_goes_on_until_it_is_decided(lena: Person) -> None:
    purpose = next(each for each in purposes_to_object_to() if not stops_at_once(each))
    client = sign_in(Client(), lena)
    assert "This is decided first" in client.get(f"{HERE}/{purpose.code}", headers=HOST).text
    client.post(f"{HERE}/{purpose.code}", {"reason": "Why?"}, headers=HOST)
    assert may_use(lena.pk, purpose)
    assert list(Request.objects.get().deeds.values_list("code", "what")) == [("asked-to-stop", purpose.code)]
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    officer.post(f"/office/requests/{Request.objects.get().number}/object", {"purposes": [purpose.code]}, headers=HOST)
    assert not may_use(lena.pk, purpose)


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
def test_killed_anywhere_there_is_no_stop_without_a_request_and_no_request_without_a_stop(lena: Person) -> None:
    def place() -> Request:
        return place_objection(person=lena, purpose=SESSIONS, reason="", known_by=None, signed_in=True, site=site("eu"), language="en", at=now())

    for statement in range(1, 200, 9):
        try:
            with killed_at(statement):
                place()
        except Killed:
            assert (Objection.objects.exists(), Request.objects.exists()) == (False, False), statement
        else:
            break
    else:
        pytest.fail("it has more statements than were tried")
    assert (Objection.objects.count(), Request.objects.count()) == (1, 1)
