"""Who may what: everybody, whoever has a cookie, whoever is signed in, whoever works here, each in their role."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from boxmalls.accounts.actions import let_go
from boxmalls.accounts.models import Staff
from boxmalls.accounts.permissions import can_work_as, seller_only, signed_in, staff_only
from boxmalls.accounts.testing import make_account, make_seller_member, make_staff, sign_in
from boxmalls.base.web import open_to
from config import urls

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    def yes(request):
        return HttpResponse("yes")

    doors = {
        "person": open_to("person"),
        "account": signed_in,
        "seller": seller_only,
        "staff": staff_only(),
        **{role: staff_only(role) for role, _ in Staff.ROLES},
    }
    monkeypatch.setattr(urls, "urlpatterns", [*(path(f"test/{name}", door(yes)) for name, door in doors.items()), *urls.urlpatterns])
    clear_url_caches()
    yield
    clear_url_caches()


def opens(client):
    names = ("person", "account", "seller", "staff", *(role for role, _ in Staff.ROLES))
    return {name for name in names if client.get(f"/test/{name}").status_code == 200}


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        ("support", {"support"}),
        ("finance", {"finance"}),
        ("officer", {"officer"}),
        ("admin", {"admin", "support", "finance"}),
    ],
)
def test_each_role_opens_its_own_doors(client, role, doors):
    sign_in(client, make_staff(role))
    assert opens(client) == {"person", "account", "staff", *doors}


def test_an_account_opens_no_door_of_staff(client):
    sign_in(client, make_account())
    assert opens(client) == {"person", "account"}


def test_a_stranger_is_shown_the_way_to_sign_in_and_staff_of_another_role_is_refused(client):
    assert client.get("/test/finance").headers["Location"] == "/accounts/login/?next=/test/finance"
    sign_in(client, make_staff("support"))
    assert client.get("/test/finance").status_code == 403
    assert opens(Client()) == set()


def test_whoever_packs_for_a_store_opens_the_sellers_door(client):
    sign_in(client, make_seller_member())
    assert opens(client) == {"person", "account", "seller"}


def test_a_role_ends_at_once(client):
    person = make_staff("finance")
    sign_in(client, person)
    let_go(person=person, role="finance")
    assert opens(client) == {"person", "account"}


def test_nobody_with_no_role_works_here():
    assert not can_work_as(frozenset(), "")
    assert not can_work_as(frozenset({"admin"}), "officer")


def test_every_door_says_to_whom_it_is_open():
    assert signed_in(len).open_to == ("account",)
    assert seller_only(len).open_to == ("seller",)
    assert staff_only("finance")(len).open_to == ("staff:finance",)
