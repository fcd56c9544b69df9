"""The seller's desk: the buyer masked, each look written down, listings changed, files brought in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.testing import make_seller_member, sign_in
from boxmalls.catalog.models import ImportRun, Offer, Stock
from boxmalls.catalog.testing import make_category, make_offer
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.models import Order, Shipment
from boxmalls.privacy.models import Disclosure, JournalEntry
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
SECRETS = ("Krause", "Lindenweg", "04107", "+4915123456789", "lena@example.org")

type Desk = Callable[..., tuple[Client, Seller, Order]]


@pytest.fixture
def desk(client: Client) -> Desk:
    """Somebody of a seller at their desk, with one paid order."""

    def sit_down(learns: str = "label", *, paid: bool = True) -> tuple[Client, Seller, Order]:
        make_sites()
        seller = make_seller(learns=learns)
        sign_in(client, make_seller_member(seller))
        order = make_group(None, [make_delivered_offer(seller=seller)], paid=paid).orders.get()
        return client, seller, order

    return sit_down


def test_a_seller_who_learns_the_label_sees_a_first_name_and_nothing_else(desk: Desk) -> None:
    client, _seller, order = desk("label")
    for path in ("/seller/", "/seller/orders", "/seller/orders?show=all", f"/seller/orders/{order.number}"):
        text = client.get(path, headers=HOST).text
        assert not [secret for secret in SECRETS if secret in text], path
    assert "Lena K." in text
    assert order.label in text
    refused = client.post(f"/seller/orders/{order.number}/delivery", headers=HOST)
    assert refused.status_code == 403
    assert not [secret for secret in SECRETS if secret in refused.text]
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(("learns", "shown"), [("address", 3), ("address_phone", 3)])
def test_opening_the_address_shows_what_the_seller_learns_and_is_written_down(desk: Desk, learns: str, shown: int) -> None:
    client, seller, order = desk(learns)
    page = client.get(f"/seller/orders/{order.number}", headers=HOST).text
    assert not [secret for secret in SECRETS if secret in page], "Nothing before it is opened."
    opened = client.post(f"/seller/orders/{order.number}/delivery", headers=HOST).text
    assert [secret for secret in SECRETS if secret in opened] == list(SECRETS[:shown])
    entry = JournalEntry.objects.get()
    assert (entry.subject_id, entry.verb, entry.actor_role, entry.reason) == (order.person_id, "read", "seller", order.number)
    disclosed = Disclosure.objects.get(recipient=f"seller:{seller.pk}", order_ref=order.number)
    assert disclosed.until_on


def test_an_unpaid_order_has_no_address_to_open(desk: Desk) -> None:
    client, _seller, order = desk("address", paid=False)
    assert client.post(f"/seller/orders/{order.number}/delivery", headers=HOST).status_code == 403
    assert not JournalEntry.objects.exists()


def test_another_sellers_order_and_listing_are_not_there(desk: Desk) -> None:
    client, _seller, _order = desk()
    other = make_group().orders.first()
    for method, path in ((client.get, ""), (client.post, "/delivery"), (client.post, "/shipment")):
        assert method(f"/seller/orders/{other.number}{path}", headers=HOST).status_code in (404, 422)
    assert not Shipment.objects.exists()
    offer = make_offer(price_minor=1000)
    assert client.post(f"/seller/listings/{offer.pk}", {"price": "1", "on_hand": "1"}, headers=HOST).status_code == 404
    offer.refresh_from_db()
    assert offer.price_minor == 1000


def test_a_parcel_is_sent_once(desk: Desk) -> None:
    client, _seller, order = desk()
    path = f"/seller/orders/{order.number}/shipment"
    nameless = client.post(path, {"carrier": ""}, headers=HOST)
    assert nameless.status_code == 422
    assert "Enter who carries it" in nameless.text
    assert client.post(path, {"carrier": "DHL", "tracking": "00340"}, headers=HOST).status_code == 303
    assert client.post(path, {"carrier": "DHL"}, headers=HOST).status_code == 409
    assert Shipment.objects.get().order_id == order.pk
    assert "parcel number 00340" in client.get(f"/seller/orders/{order.number}", headers=HOST).text


def test_price_and_pieces_are_changed_where_they_stand(desk: Desk) -> None:
    client, seller, _order = desk()
    offer = make_offer(seller=seller, external_id="CHAIR-1", price_minor=13000)
    assert "CHAIR-1" in client.get("/seller/listings?q=chair", headers=HOST).text
    response = client.post(f"/seller/listings/{offer.pk}", {"price": "120,50", "on_hand": "7", "back": "/seller/listings?q=chair"}, headers=HOST)
    assert response.headers["Location"] == f"/seller/listings?q=chair#l-{offer.pk}"
    offer.refresh_from_db()
    assert (offer.price_minor, offer.was_minor, Stock.objects.get(offer=offer).on_hand) == (12050, 13000, 7)
    elsewhere = client.post(f"/seller/listings/{offer.pk}", {"price": "1", "on_hand": "1", "back": "//evil.example"}, headers=HOST)
    assert elsewhere.headers["Location"].startswith("/seller/listings")


@pytest.mark.parametrize("price", ["", "x", "-1", "0", "1e400", "NaN", "Infinity", "12.345", "\0", "1 300,00 €"])
def test_what_is_no_price_is_told_beside_it_and_changes_nothing(desk: Desk, price: str) -> None:
    client, seller, _order = desk()
    offer = make_offer(seller=seller, price_minor=13000)
    response = client.post(f"/seller/listings/{offer.pk}", {"price": price, "on_hand": "7"}, headers=HOST)
    assert response.status_code == 422
    assert "Write the price as a number" in response.text
    offer.refresh_from_db()
    assert offer.price_minor == 13000


def test_pages_of_listings_repeat_nothing_and_cost_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boxmalls.seller_centre.web.listings.PER_PAGE", 3)
    client, seller, _order = desk()
    for number in range(6):
        make_offer(seller=seller, external_id=f"r-{number:02}")
    path, seen, costs = "/seller/listings?q=r-0", [], []
    client.get(path, headers=HOST)  # what is asked once about a person is asked here
    while path:
        with CaptureQueriesContext(connections["default"]) as queries:
            text = client.get(path, headers=HOST).text
        costs.append(len(queries))
        seen += [part.split("<")[0] for part in text.split('class="figures">')[1:]]
        path = text.split('rel="next"')[0].rpartition('href="')[2].rstrip('" ').replace("&amp;", "&") if 'rel="next"' in text else ""
    assert seen == [f"r-{number:02}" for number in range(6)]
    assert len(set(costs)) == 1


def test_a_file_is_taken_put_to_the_worker_and_reported(desk: Desk, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    asked: list[str] = []
    task = type("Task", (), {"enqueue": staticmethod(lambda **given: asked.append(given["run_id"]))})
    monkeypatch.setattr("boxmalls.seller_centre.web.imports.carry_import", task)
    client, seller, _order = desk()
    make_category("na")
    file = SimpleUploadedFile("chairs.csv", b"external_id,title,price\nC-1,Padded chair,130\nC-2,Stool,cheap\n", "text/csv")
    response = client.post("/seller/imports", {"site": "eu", "file": file}, headers=HOST)
    run = ImportRun.objects.get()
    assert response.headers["Location"] == f"/seller/imports/{run.pk}"
    assert asked == [str(run.pk)]
    from boxmalls.catalog.tasks import carry_import

    carry_import.call(run_id=str(run.pk))
    page = client.get(response.headers["Location"], headers=HOST).text
    assert "Write the price as a number, for example 1299.00." in page
    assert Offer.objects.filter(seller=seller, external_id="C-1").exists()
    listed = client.get("/seller/imports", headers=HOST).text
    assert run.file_name in listed
    assert run.file_name.endswith(".csv")
    assert "chairs" not in listed


@pytest.mark.parametrize(("name", "body"), [("goods.exe", b"x"), ("empty.csv", b""), ("", b"")])
def test_what_is_no_file_of_listings_is_said(desk: Desk, name: str, body: bytes) -> None:
    client, _seller, _order = desk()
    told: dict[str, Any] = {"site": "eu"}
    if name:
        told["file"] = SimpleUploadedFile(name, body)
    assert client.post("/seller/imports", told, headers=HOST).status_code == 422
    assert not ImportRun.objects.exists()


def test_the_money_page_shows_the_ledger(desk: Desk) -> None:
    client, _seller, order = desk()
    text = client.get("/seller/money", headers=HOST).text
    assert "For goods, EUR" in text
    assert "€" in text
    assert order.person_id is not None


def test_whoever_works_for_two_shops_chooses_and_stays(client: Client) -> None:
    make_sites()
    first, second, foreign = make_seller(), make_seller(), make_seller()
    person = make_seller_member(first)
    from boxmalls.base.clock import now
    from boxmalls.sellers.actions import add_team_member

    add_team_member(seller=second, person=person, at=now())
    sign_in(client, person)
    page = client.get(f"/seller/?shop={second.slug}", headers=HOST).text
    assert f"/seller/orders?shop={second.slug}" in page
    assert client.get(f"/seller/?shop={foreign.slug}", headers=HOST).status_code == 404


def test_who_has_to_agree_on_a_time_asks_by_message_and_sees_no_number(desk: Desk) -> None:
    client, _seller, order = desk("address_phone")
    assert "Ask when to deliver" in client.get(f"/seller/orders/{order.number}", headers=HOST).text
    asked = client.post(f"/seller/orders/{order.number}/call-request", headers=HOST)
    assert asked.headers["Location"] == f"/seller/orders/{order.number}/messages"
    assert "which days and hours suit you" in client.get(asked.headers["Location"], headers=HOST).text
    assert client.post(f"/seller/orders/{order.number}/call-request", headers=HOST).status_code == 429
    assert SECRETS[3] not in client.post(f"/seller/orders/{order.number}/delivery", headers=HOST).text
