"""Invoices for the buyer and the seller: what tax law asks for, and of the buyer no more than is still kept."""

import re

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_delivered_offer, make_group
from boxmalls.orders.actions import cancel_order
from boxmalls.orders.invoices import TaxRow, invoices_of_group, tax_rows
from boxmalls.orders.links import tracking_token
from boxmalls.orders.models import Invoice
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.sellers.models import Seller
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture
def atelier() -> Seller:
    """A seller with a tax number, who learns a first name only."""
    seller = make_seller(name="Atelier", learns="label")
    Seller.objects.filter(pk=seller.pk).update(address="Werkstraße 1, 04229 Leipzig", tax_number="DE000000001")
    seller.refresh_from_db()
    return seller


def words_of(html: str) -> str:
    """The words of a page's main part."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]))


def test_an_invoice_names_seller_number_goods_and_tax_by_rate(client: Client, buyer: Person, atelier: Seller) -> None:
    chair = make_delivered_offer(seller=atelier, price_minor=12_100, tax_class="standard")
    plant = make_delivered_offer(seller=atelier, price_minor=1_090, tax_class="reduced")
    group = make_group(buyer, [chair, plant])
    paper = words_of(client.get(f"/orders/{group.number}/invoice", headers=HOST).text)
    assert Invoice.objects.get().number in paper
    for said in ("Atelier", "Werkstraße 1, 04229 Leipzig", "Tax number DE000000001", "Lena Krause", "04107 Leipzig", "VAT", "21%", "9%", "€121.00", "€10.90"):
        assert said in paper, said
    order = group.orders.get()
    rows = invoices_of_group(group.pk)[0].tax
    assert sum(row.tax_minor for row in rows) == order.tax_minor
    assert sum(row.gross_minor for row in rows) == order.total_minor


def test_each_seller_of_a_group_writes_their_own(client: Client, buyer: Person) -> None:
    group = make_group(buyer)
    page = client.get(f"/orders/{group.number}/invoice", headers=HOST)
    assert page.text.count('class="invoice panel"') == 2
    assert page.headers["Cache-Control"] == "no-store"
    order_page = client.get(f"/orders/{group.number}", headers=HOST).text
    for number in Invoice.objects.values_list("number", flat=True):
        assert f'id="invoice-{number}"' in page.text
        assert f"/orders/{group.number}/invoice#invoice-{number}" in order_page


def test_a_credit_note_takes_the_invoice_back(client: Client, buyer: Person) -> None:
    group = make_group(buyer, [make_delivered_offer()])
    cancel_order(order=group.orders.get(), person=buyer, at=now())
    invoice, credit = invoices_of_group(group.pk)
    assert credit.corrects == invoice.number
    assert credit.total_minor == -invoice.total_minor
    assert [row.gross_minor for row in credit.tax] == [-row.gross_minor for row in invoice.tax]
    assert f"Takes back {invoice.number}" in words_of(client.get(f"/orders/{group.number}/invoice", headers=HOST).text)


def test_a_stranger_gets_none_and_the_link_from_the_mail_opens_it(client: Client) -> None:
    group = make_group()
    assert client.get(f"/orders/{group.number}/invoice", headers=HOST).status_code == 302
    opened = client.get(f"/orders/{group.number}/invoice", {"token": tracking_token(group.pk)}, headers=HOST)
    assert opened.status_code == 200
    assert "Lena Krause" in opened.text


def test_a_seller_sees_a_first_name_and_another_seller_nothing(client: Client, atelier: Seller) -> None:
    order = make_group(offers=[make_delivered_offer(seller=atelier)]).orders.get()
    sign_in(client, make_seller_member(atelier))
    paper = words_of(client.get(f"/seller/orders/{order.number}/invoice", headers=HOST).text)
    assert "Lena K." in paper
    assert "Krause" not in paper
    assert "Lindenweg" not in paper
    rival = Client()
    sign_in(rival, make_seller_member(make_seller()))
    assert rival.get(f"/seller/orders/{order.number}/invoice", headers=HOST).status_code == 404


def test_after_an_erasure_the_paper_keeps_what_the_law_keeps(client: Client, atelier: Seller) -> None:
    person = make_account()
    group = make_group(person, [make_delivered_offer(seller=atelier)])
    before = invoices_of_group(group.pk)
    erase_person(person=person, site_code="eu", at=now())
    assert invoices_of_group(group.pk)[:1] == before, "What was called off adds a credit note."
    opened = words_of(client.get(f"/orders/{group.number}/invoice", {"token": tracking_token(group.pk)}, headers=HOST).text)
    sign_in(client, make_seller_member(atelier))
    sellers = words_of(client.get(f"/seller/orders/{group.orders.get().number}/invoice", headers=HOST).text)
    for paper in (opened, sellers):
        assert before[0].number in paper
        assert "No longer kept." in paper
        for told in ("Lena", "Krause", "Lindenweg", "Leipzig 04107"):
            assert told not in paper


def test_the_page_costs_the_same_queries_for_one_order_as_for_three(client: Client, buyer: Person) -> None:
    groups = [make_group(buyer, [make_delivered_offer(seller=make_seller()) for _each in range(count)]) for count in (1, 3)]
    client.get(f"/orders/{groups[0].number}/invoice", headers=HOST)
    counted = []
    for group in groups:
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(f"/orders/{group.number}/invoice", headers=HOST)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_tax_is_summed_by_rate() -> None:
    assert tax_rows([(2100, 121, 21), (900, 109, 9), (2100, 242, 42), (2100, 0, 0)], included=True) == (TaxRow(2100, 300, 63), TaxRow(900, 100, 9))
    assert tax_rows([(1000, 100, 10)], included=False) == (TaxRow(1000, 100, 10),)
