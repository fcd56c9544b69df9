"""The shop's courier at the seller's desk: booked for one parcel or many, a code instead of an address, and a plain word where there is none."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.courier.hearing import hear_event
from boxmalls.orders.models import Booking, Shipment
from boxmalls.orders.testing import react
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.couriers.protocol import Event
from boxmalls.sites.testing import make_sites
from tests.courier_peer import CourierPeer, open_courier

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
HOW = {"handover": "drop_off", "service": "standard", "weight": "1,5", "measure": "m"}


@pytest.fixture
def peer(settings: Any) -> Iterator[CourierPeer]:
    with open_courier() as running:
        settings.COURIERS = (running.service,)
        yield running


def sell(learns: str = "label", *, count: int = 1, person: Any = None) -> list[Any]:
    make_sites()
    offer = make_delivered_offer(seller=make_seller(learns=learns), stock=99)
    return [make_group(person, [offer], at=now()).orders.get() for _ in range(count)]


def desk_of(order: Any) -> Client:
    return sign_in(Client(), make_seller_member(order.seller))


def page(desk: Client, order: Any) -> str:
    return desk.get(f"/seller/orders/{order.number}", headers=HOST).text


def test_from_the_page_of_an_order_a_parcel_goes_by_a_code_that_names_nobody(peer: CourierPeer) -> None:
    [order] = sell()
    desk = desk_of(order)
    before = page(desk, order)
    assert "Book Post" in before
    assert 'name="sheet"' not in before, "whoever is not shown addresses has nothing to choose"
    answer = desk.post("/seller/courier", {**HOW, "order": order.number, "from": "order"}, headers=HOST)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/seller/orders/{order.number}")
    after = page(desk, order)
    assert "DROP-000000" in after
    assert 'value="CC000000000DE"' in after, "the number is filled in by itself"
    assert "Lindenweg" not in after
    [parcel] = peer.parcels.values()
    assert (parcel["asked"]["weight_g"], parcel["asked"]["to"]["line1"]) == (1500, "Lindenweg 12")
    label = desk.post("/seller/labels", {"order": order.number, "size": "10x15"}, headers=HOST).text
    assert "DROP-000000" in label
    assert "Lena" not in label
    assert desk.post(f"/seller/orders/{order.number}/shipment", {"carrier": "Post", "tracking": "CC000000000DE"}, headers=HOST).status_code == 303
    assert Shipment.objects.filter(order=order).exists()


def test_from_the_list_all_are_booked_at_once_and_what_is_wrong_is_said(peer: CourierPeer) -> None:
    orders = sell(count=3)
    desk = desk_of(orders[0])
    numbers = [order.number for order in orders]
    wrong = desk.post("/seller/courier", {**HOW, "weight": "heavy", "shown": numbers, "which": "all"}, headers=HOST)
    assert wrong.status_code == 422
    assert "for example 1.2" in wrong.text
    assert not Booking.objects.exists()
    answer = desk.post("/seller/courier", {**HOW, "shown": numbers, "which": "all"}, headers=HOST, follow=True)
    assert "3 parcels are booked." in answer.text
    react()
    assert len(peer.parcels) == 3
    again = desk.post("/seller/courier", {**HOW, "order": numbers[0]}, headers=HOST, follow=True)
    assert again.status_code == 200
    assert len(peer.parcels) == 3
    assert desk.post("/seller/courier", HOW, headers=HOST).status_code == 404, "nothing was chosen"


def test_a_seller_who_is_shown_addresses_chooses_and_takes_the_couriers_label(peer: CourierPeer) -> None:
    [order] = sell("address")
    desk = desk_of(order)
    assert 'name="sheet"' in page(desk, order)
    desk.post("/seller/courier", {**HOW, "order": order.number, "from": "order", "sheet": "paper"}, headers=HOST)
    for form, kind in (("pdf", "application/pdf"), ("png", "image/png"), ("zpl", "application/zpl")):
        file = desk.post(f"/seller/orders/{order.number}/courier/label", {"format": form}, headers=HOST)
        assert (file.status_code, file.headers["Content-Type"]) == (200, kind)
        assert f'{order.number.lower()}.{form}"' in file.headers["Content-Disposition"]
    assert desk.post(f"/seller/orders/{order.number}/courier/label", {"format": "exe"}, headers=HOST).status_code == 404


def test_called_off_at_the_desk_it_can_be_booked_again_until_the_courier_has_it(peer: CourierPeer) -> None:
    [order] = sell()
    desk, parcel = desk_of(order), {**HOW, "order": order.number, "from": "order"}
    desk.post("/seller/courier", parcel, headers=HOST)
    assert desk.post(f"/seller/orders/{order.number}/courier/cancellation", headers=HOST).status_code == 303
    assert "Book Post" in page(desk, order)
    desk.post("/seller/courier", parcel, headers=HOST)
    hear_event("Post", Event("e1", Booking.objects.get().pk, "accepted", now()), at=now())
    assert "Call it off" not in page(desk, order)
    assert desk.post(f"/seller/orders/{order.number}/courier/cancellation", headers=HOST).status_code == 409


@pytest.mark.parametrize("courier", ["none", "paper alone"])
def test_a_seller_who_learns_a_label_reads_why_there_is_no_courier_and_what_to_do(peer: CourierPeer, settings: Any, courier: str) -> None:
    settings.COURIERS = (replace(peer.service, codes=False),) if courier == "paper alone" else ()
    [order] = sell()
    words = page(desk_of(order), order)
    assert "Ask the operator" in words
    assert "Book Post" not in words


def test_the_buyer_reads_who_learnt_the_address_and_where_the_parcel_is(peer: CourierPeer) -> None:
    buyer = make_account("lena@example.org")
    [order] = sell(person=buyer)
    desk_of(order).post("/seller/courier", {**HOW, "order": order.number}, headers=HOST)
    mine = sign_in(Client(), buyer)
    assert "Post learnt your address from us." in mine.get(f"/orders/{order.group.number}", headers=HOST).text
    hear_event("Post", Event("e1", Booking.objects.get().pk, "in_transit", now()), at=now())
    words = mine.get(f"/orders/{order.group.number}", headers=HOST).text
    assert "CC000000000DE" in words
    assert "On its way" in words
