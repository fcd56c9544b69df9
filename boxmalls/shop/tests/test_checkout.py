"""From a product to an order, with forms alone."""

import re
from typing import Any

import pytest
from django.test import Client

from boxmalls.base.clock import now
from boxmalls.catalog.models import Offer, Stock
from boxmalls.checkout.models import CartLine
from boxmalls.checkout.testing import ADDRESSES, EMAIL
from boxmalls.orders.models import Delivery, Order, OrderGroup
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.models import Acceptance, Person
from boxmalls.privacy.policy.actions import publish_first_policy
from boxmalls.shop.testing import Window, make_window
from config.env.phone import PhoneLine

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
HTMX = {**HOST, "hx-request": "true"}


@pytest.fixture
def window() -> Window:
    made = make_window()
    publish_first_policy(site_codes=["tw", "my", "eu"], at=now())
    return made


@pytest.fixture
def offers(window: Window) -> list[Offer]:
    """One thing of each of two sellers."""
    return [Offer.objects.filter(seller=seller, site_id="eu").order_by("id")[0] for seller in window.sellers]


@pytest.fixture
def filled(client: Client, offers: list[Offer]) -> Client:
    """A visitor with both in the basket."""
    for offer in offers:
        client.post("/cart/lines", {"offer": offer.pk, "quantity": 1}, headers=HOST)
    return client


def answers(page: str, **changes: Any) -> dict[str, Any]:
    """The page's form as a browser would send it, filled in."""
    told = {
        "key": value(page, "key"),
        "expected_total_minor": value(page, "expected_total_minor"),
        "email": EMAIL,
        **ADDRESSES["eu"],
        "payment": "bank-transfer",
        "policy": "on",
        **dict(re.findall(r'name="(parcel-[0-9a-f-]+)" value="([^"]+)" checked', page)),
        **changes,
    }
    return {name: each for name, each in told.items() if each is not None}


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_reading_leaves_no_trace_and_putting_in_sets_one_cookie(client: Client, window: Window, offers: list[Offer]) -> None:
    for path in [*window.paths, "/cart", "/checkout"]:
        client.get(path, headers=HOST)
    assert not Person.objects.exists()
    assert not client.cookies
    response = client.post("/cart/lines", {"offer": offers[0].pk}, headers=HOST)
    assert response.status_code == 303
    assert list(response.cookies) == ["visitor"]
    assert Person.objects.get().kind == Person.VISITOR
    assert offers[0].product.title in client.get("/cart", headers=HOST).text


def test_with_htmx_the_page_stays_and_the_number_changes(client: Client, offers: list[Offer]) -> None:
    response = client.post("/cart/lines", {"offer": offers[0].pk, "quantity": 2}, headers=HTMX)
    assert response.status_code == 204
    assert '"basket": {"count": 2}' in response.headers["HX-Trigger"]
    part = client.post(f"/cart/lines/{offers[0].pk}", {"quantity": 3}, headers=HTMX)
    assert part.text.startswith('<div class="page basket" id="basket"')
    assert CartLine.objects.get().quantity == 3
    client.post(f"/cart/lines/{offers[0].pk}", {"quantity": 0}, headers=HTMX)
    assert not CartLine.objects.exists()


@pytest.mark.parametrize("told", [{}, {"offer": "x"}, {"offer": "01890000-0000-7000-8000-000000000000"}, {"offer": "\0", "quantity": "1e9"}])
def test_what_cannot_be_put_in_makes_nobody(client: Client, window: Window, told: dict[str, str]) -> None:
    assert client.post("/cart/lines", told, headers=HOST).status_code in (409, 422)
    assert not Person.objects.exists()


def test_one_basket_of_two_sellers_becomes_two_orders(filled: Client, offers: list[Offer]) -> None:
    page = filled.get("/checkout", headers=HOST)
    assert page.status_code == 200
    assert Stock.objects.get(offer=offers[0]).reserved == 1
    response = filled.post("/checkout", answers(page.text), headers=HOST)
    assert response.status_code == 303, response.text
    group = OrderGroup.objects.get()
    assert response.headers["Location"] == f"/orders/{group.number}?placed=1"
    assert Order.objects.filter(group=group).count() == 2
    assert Person.objects.get(pk=group.person_id).kind == Person.GUEST
    assert Acceptance.objects.get().person_id == group.person_id
    assert not CartLine.objects.exists()


def test_pressed_twice_it_is_ordered_once(filled: Client) -> None:
    told = answers(filled.get("/checkout", headers=HOST).text)
    first = filled.post("/checkout", told, headers=HOST)
    second = filled.post("/checkout", told, headers=HOST)
    assert second.status_code == 303
    assert first.headers["Location"].startswith(second.headers["Location"])
    assert OrderGroup.objects.count() == 1


def test_what_needs_another_look_is_said_on_top_and_at_its_place_and_nothing_is_lost(filled: Client) -> None:
    page = filled.get("/checkout", headers=HOST).text
    told = answers(page, postcode="0410", email="lena", policy=None, name="Lena <Krause>", **{"parcel-x": "y"})
    response = filled.post("/checkout", told, headers=HOST)
    assert response.status_code == 422
    for name, words in (("postcode", "Enter five digits, for example"), ("email", "Enter an email address"), ("policy", "Tick this if you agree")):
        assert f'<a href="#id_{name}">{words}' in response.text
        assert response.text.count(words) >= 2
    assert 'value="Lena &lt;Krause&gt;"' in response.text
    assert 'value="0410"' in response.text
    assert value(response.text, "key") == told["key"]
    assert not OrderGroup.objects.exists()
    assert not Delivery.objects.exists()


def test_a_total_that_changed_is_shown_before_it_is_paid(filled: Client, offers: list[Offer]) -> None:
    told = answers(filled.get("/checkout", headers=HOST).text)
    Offer.objects.filter(pk=offers[0].pk).update(price_minor=9900)
    response = filled.post("/checkout", told, headers=HOST)
    assert response.status_code == 409
    assert "The total has changed" in response.text
    assert 'value="Lena Krause"' in response.text
    assert not OrderGroup.objects.exists()
    assert filled.post("/checkout", answers(response.text), headers=HOST).status_code == 303


def test_counting_anew_judges_nothing_and_keeps_what_was_written(filled: Client) -> None:
    page = filled.get("/checkout", headers=HOST).text
    response = filled.post("/checkout", {**answers(page, postcode="", email="le"), "recount": "1"}, headers=HOST)
    assert response.status_code == 200
    assert 'value="le"' in response.text
    assert "aria-invalid" not in response.text
    assert value(response.text, "key") == value(page, "key")


def test_a_phone_is_asked_only_where_a_seller_calls_and_a_relay_lends_a_number(client: Client, settings: Any) -> None:
    settings.PHONE_RELAY = PhoneLine.parse("https://shop:secret@relay.example/v1?events=quiet")
    window = make_window(sellers=3)
    publish_first_policy(site_codes=["eu"], at=now())
    label, _address, phone = (Offer.objects.filter(seller=seller, site_id="eu").order_by("id")[0] for seller in window.sellers)
    client.post("/cart/lines", {"offer": label.pk}, headers=HOST)
    assert 'name="phone"' not in client.get("/checkout", headers=HOST).text
    client.post("/cart/lines", {"offer": phone.pk}, headers=HOST)
    page = client.get("/checkout", headers=HOST).text
    assert 'name="phone"' in page
    assert f"So that {window.sellers[2].name} can call" in page
    settings.PHONE_RELAY = None
    assert 'name="phone"' not in client.get("/checkout", headers=HOST).text


def test_a_balance_that_does_not_cover_it_pays_nothing(filled: Client) -> None:
    make_balance(Person.objects.get(kind=Person.VISITOR), 100)
    page = filled.get("/checkout", headers=HOST).text
    response = filled.post("/checkout", answers(page, payment="balance"), headers=HOST)
    assert response.status_code == 422
    assert "Your balance does not cover this" in response.text
    assert not OrderGroup.objects.exists()


def test_something_sold_out_meanwhile_is_explained_in_the_basket(filled: Client, offers: list[Offer]) -> None:
    Stock.objects.filter(offer=offers[0]).update(on_hand=0)
    assert filled.get("/checkout", headers=HOST).headers["Location"] == "/cart"
    text = filled.get("/cart", headers=HOST).text
    assert "Sold out. Take it out to go on." in text
    assert 'href="/checkout"' not in text
