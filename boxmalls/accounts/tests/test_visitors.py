"""Visitors: known by a signed cookie that is set only when something is kept, and taken in by the account that they open."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from boxmalls.accounts import visitors
from boxmalls.accounts.actions import claim_guest_orders
from boxmalls.accounts.proofs import Proof
from boxmalls.accounts.testing import PASSWORD, make_account, make_user
from boxmalls.base.clock import now
from boxmalls.base.web import open_to
from boxmalls.privacy.actions.persons import become
from boxmalls.privacy.models import Person
from boxmalls.privacy.testing import make_visitor
from boxmalls.privacy.vault import blind
from config import urls

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]


@pytest.fixture(autouse=True)
def pages(settings, monkeypatch):
    """Two pages: one that only reads, one that keeps something."""
    reads = path("test/reads", open_to("anyone")(lambda request: HttpResponse(str(request.person_id))))
    keeps = path("test/keeps", open_to("anyone")(lambda request: HttpResponse(str(visitors.remember_visitor(request).pk))))
    monkeypatch.setattr(urls, "urlpatterns", [reads, keeps, *urls.urlpatterns])
    from django.urls import clear_url_caches

    clear_url_caches()
    yield
    clear_url_caches()


def test_reading_sets_no_cookie_and_makes_no_person(client):
    response = client.get("/test/reads")
    assert response.content == b"None"
    assert not response.cookies
    assert not Person.objects.exists()


def test_reading_without_a_cookie_costs_no_query(client, django_assert_num_queries):
    client.get("/test/reads")
    with django_assert_num_queries(0, using="default"), django_assert_num_queries(0, using="safe"):
        client.get("/test/reads")


def test_a_visitor_with_a_cookie_costs_one_query(client, django_assert_num_queries):
    client.get("/test/keeps")
    with django_assert_num_queries(1, using="default"), django_assert_num_queries(0, using="safe"):
        client.get("/test/reads")


def test_keeping_sets_a_cookie_that_scripts_cannot_read_and_other_sites_do_not_get(client):
    cookie = client.get("/test/keeps").cookies[visitors.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 14 * 24 * 3600
    assert Person.objects.get().kind == Person.VISITOR


def test_the_cookie_brings_the_same_visitor_back(client):
    first = client.get("/test/keeps").content
    assert client.get("/test/reads").content == first
    assert client.get("/test/keeps").content == first
    assert Person.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "nonsense", "00000000000000000000000000000000:1a2b3c:signature"])
def test_a_forged_cookie_is_nobody(client, forged):
    make_visitor()
    client.cookies[visitors.COOKIE] = forged
    assert client.get("/test/reads").content == b"None"


def test_a_cookie_older_than_14_days_is_nobody(client, monkeypatch):
    client.get("/test/keeps")
    later = now() + timedelta(days=14, minutes=1)
    monkeypatch.setattr(signing.time, "time", later.timestamp)
    assert client.get("/test/reads").content == b"None"


def test_a_cookie_never_opens_an_account(client):
    client.get("/test/keeps")
    become(person=Person.objects.get(), kind=Person.ACCOUNT, at=now())
    assert client.get("/test/reads").content == b"None"


def test_signing_in_takes_the_visitor_in_and_the_cookie_away(client):
    visitor_id = client.get("/test/keeps").content.decode()
    user = make_user("lena@posteo.example")
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response.cookies[visitors.COOKIE].value == ""
    assert client.get("/test/reads").content.decode() == str(user.person_id)
    assert Person.objects.get(pk=visitor_id).merged_into_id == user.person_id


def guest(email):
    person = become(person=make_visitor(), kind=Person.GUEST, at=now())
    blind.put(person.pk, kind="email", value=email, at=now())
    return person


@pytest.mark.parametrize(("email", "joins"), [("lena@posteo.example", True), ("other@posteo.example", False)])
def test_a_guest_on_this_device_joins_only_the_account_of_the_same_address(client, email, joins):
    client.get("/test/keeps")
    person = become(person=Person.objects.get(), kind=Person.GUEST, at=now())
    blind.put(person.pk, kind="email", value="lena@posteo.example", at=now())
    user = make_user(email)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    person.refresh_from_db()
    assert (person.merged_into_id == user.person_id) is joins


def test_a_guest_joins_the_account_that_proves_the_address_and_no_other():
    mine, others = guest("lena@posteo.example"), guest("strange@posteo.example")
    account = make_account("lena@other.example")
    assert claim_guest_orders(person=account, proof=Proof("lena@posteo.example", now()), at=now()) == 1
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.merged_into_id, others.merged_into_id) == (account.pk, None)


def test_another_account_with_the_address_is_never_claimed():
    other = make_account("lena@posteo.example")
    account = make_account("lena@other.example")
    assert claim_guest_orders(person=account, proof=Proof("lena@posteo.example", now()), at=now()) == 0
    other.refresh_from_db()
    assert other.merged_into_id is None


def test_a_guest_comes_back_by_a_code(client, mailoutbox):
    person = guest("lena@posteo.example")
    client.post("/account/prove", {"email": "Lena@Posteo.example"})
    assert client.get("/account/prove/code").status_code == 200
    wrong = client.post("/account/prove/code", {"code": "BBBB-BBBB"})
    assert wrong.status_code == 422
    code = next(line.strip() for line in mailoutbox[0].body.splitlines() if line.startswith("    "))
    assert client.post("/account/prove/code", {"code": code}).headers["Location"] == "/your-data"
    assert client.get("/test/reads").content.decode() == str(person.pk)


def test_a_code_works_in_the_browser_that_asked_and_in_no_other(client, mailoutbox):
    guest("lena@posteo.example")
    client.post("/account/prove", {"email": "lena@posteo.example"})
    code = next(line.strip() for line in mailoutbox[0].body.splitlines() if line.startswith("    "))
    other = Client()
    assert other.post("/account/prove/code", {"code": code}).headers["Location"] == "/account/prove"
    assert other.get("/test/reads").content == b"None"


def test_where_to_go_afterwards_stays_in_the_house(client):
    page = client.get("/account/prove", {"next": "https://elsewhere.example/"}).content.decode()
    assert "elsewhere" not in page
    assert 'value="/your-data"' in page


def test_codes_are_counted_for_the_address_across_browsers(mailoutbox):
    guest("lena@posteo.example")
    answers = []
    for _ in range(4):
        client = Client()
        client.post("/account/prove", {"email": "lena@posteo.example"})
        answers += [client.post("/account/prove/code", {"code": "BBBB-BBBB"}).status_code for _ in range(3)]
    assert answers == [422] * 10 + [429] * 2
