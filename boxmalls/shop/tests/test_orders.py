"""Orders as their buyer sees them, signed in, remembered by a cookie, or with the link from the mail."""

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_group
from boxmalls.orders.actions import ship_order
from boxmalls.orders.links import tracking_token
from boxmalls.orders.models import Cancellation, OrderGroup, Receipt
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import PURPOSES, Category

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


def test_a_buyer_sees_their_orders_and_each_parcel(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    listed = client.get("/orders", headers=HOST)
    assert group.number in listed.text
    page = client.get(f"/orders/{group.number}", headers=HOST)
    assert page.status_code == 200
    assert "Lena Krause" in page.text
    assert page.text.count("Being packed") == 2
    assert page.headers["Cache-Control"] == "no-store"
    for order in group.orders.all():
        assert order.number in page.text


def test_the_list_costs_the_same_queries_however_many_orders(client: Client, buyer: Person) -> None:
    client.get("/orders", headers=HOST)  # What the buyer chose is read once and remembered.
    counted = []
    for more in (1, 2):
        for _each in range(more):
            make_group(buyer)
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get("/orders", headers=HOST)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_somebody_elses_order_is_not_there(client: Client, buyer: Person) -> None:
    other = make_group()
    assert client.get(f"/orders/{other.number}", headers=HOST).status_code == 404
    order = other.orders.first()
    assert client.post(f"/orders/{other.number}/{order.number}/cancellation", headers=HOST).status_code == 404
    assert not Cancellation.objects.exists()


def test_a_stranger_is_asked_to_sign_in_and_the_link_opens_one_order(client: Client) -> None:
    group, other = make_group(), make_group()
    asked = client.get(f"/orders/{group.number}", headers=HOST)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/accounts/login/?next=/orders/")
    token = tracking_token(group.pk)
    page = client.get(f"/orders/{group.number}", {"token": token}, headers=HOST)
    assert page.status_code == 200
    assert f"cancellation?token={token.split(':')[0]}" in page.text
    for wrong in (token[:-1], token + "x", "", "\0", "a:b:c"):
        assert client.get(f"/orders/{group.number}", {"token": wrong}, headers=HOST).status_code in (302, 404)
    assert client.get(f"/orders/{other.number}", {"token": token}, headers=HOST).status_code == 404


def test_a_parcel_is_cancelled_before_it_leaves_and_received_after(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    first, second = group.orders.order_by("number")
    ship_order(order=first, seller=first.seller_id, carrier="DHL", tracking="00340", at=now())
    page = client.get(f"/orders/{group.number}", headers=HOST).text
    assert "With DHL, parcel number 00340." in page
    assert client.post(f"/orders/{group.number}/{first.number}/cancellation", headers=HOST).status_code == 409
    assert client.post(f"/orders/{group.number}/{first.number}/receipt", headers=HOST).status_code == 303
    assert client.post(f"/orders/{group.number}/{second.number}/cancellation", headers=HOST).status_code == 303
    assert Receipt.objects.get().order_id == first.pk
    assert Cancellation.objects.get().order_id == second.pk


def test_with_the_link_a_guest_can_do_the_same(client: Client) -> None:
    group = make_group()
    order = group.orders.first()
    path = f"/orders/{group.number}/{order.number}/cancellation?token={tracking_token(group.pk)}"
    response = client.post(path, headers=HOST)
    assert response.status_code == 303
    assert "token=" in response.headers["Location"]
    assert Cancellation.objects.get().order_id == order.pk


def test_a_transfer_that_is_waited_for_says_what_to_do(client: Client, buyer: Person) -> None:
    group = make_group(buyer, paid=False)
    page = client.get(f"/orders/{group.number}?placed=1", headers=HOST).text
    assert "Waiting for your transfer" in page
    assert "Your order is placed" in page
    assert "lena@example.org" in page


def test_who_received_what_is_listed(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    order = group.orders.first()
    purpose = PURPOSES.get("orders.ordering")
    assert purpose
    disclose(
        person=buyer,
        recipient="courier:dhl",
        recipient_name="DHL",
        purpose=purpose,
        categories=[Category.BASIC],
        what="name, address",
        order_ref=order.number,
        at=now(),
    )
    page = client.get(f"/orders/{group.number}", headers=HOST).text
    assert "<b>DHL</b>name, address" in page


def test_an_erased_delivery_leaves_the_page_standing(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    for order in group.orders.all():
        order.delivery.delete()
    group.contact.delete()
    page = client.get(f"/orders/{group.number}", headers=HOST)
    assert page.status_code == 200
    assert "Lena Krause" not in page.text
    assert OrderGroup.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize("number", ["x", "BX-0000-0000", "%00", "'--", "ß" * 50])
def test_numbers_that_are_none_are_not_there(client: Client, buyer: Person, number: str) -> None:
    assert client.get(f"/orders/{number}", headers=HOST).status_code == 404


def test_what_was_written_stands_once_on_the_page_and_never_as_a_notice(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    order = group.orders.first()
    path = f"/orders/{group.number}/{order.number}/messages"
    assert client.post(path, {"text": "Is it blue?"}, headers=HOST).status_code == 303
    page = client.get(path, headers=HOST).text
    assert page.count("Is it blue?") == 1
    assert 'class="page notices' not in page
