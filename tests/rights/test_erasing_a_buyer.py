"""A buyer erases everything: the invoice's numbers stay, the person is gone from every table, and the books balance."""

import pytest

from boxmalls.accounts.testing import make_account, make_address, make_seller_member, make_staff, sign_in
from boxmalls.checkout.testing import complete, make_cart, make_group
from boxmalls.ledger.actions import check_books
from boxmalls.orders.models import Delivery, Invoice, Order, OrderGroup
from boxmalls.privacy.actions.persons import become
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person, plan_erasure, receipt_by_token
from boxmalls.privacy.rights.inventory import cards_of, holdings_of
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import AT, make_visitor

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

EMAIL = "zofia.kanarek@canary.example"
NAME = "Zofia Kanarek"
DELIVERY = {"name": NAME, "line1": "Kanarkowa 7", "postcode": "04107", "city": "Leipzig", "country": "DE", "phone": "+4915123456789"}
CANARIES = [EMAIL, NAME, "Kanarkowa 7", "15123456789"]


@pytest.fixture
def buyer():
    person = make_account(EMAIL, password=None, at=AT)
    make_address(person, name=NAME, line1="Kanarkowa 7", at=AT)
    make_group(person)
    complete(make_cart(person), contact={"email": EMAIL}, delivery=DELIVERY)
    return remember(person, email=EMAIL)


def test_the_numbers_stay_and_the_person_is_gone(buyer):
    numbers = set(Order.objects.values_list("number", "total_minor"))
    invoices = set(Invoice.objects.values_list("number", "total_minor"))
    assert scan(CANARIES, folders=[]), "the positive control"
    planned = plan_erasure(buyer.pk, at=AT)
    erase_person(person=buyer, site_code="eu", at=AT, receipt_token="secret")
    assert scan(CANARIES, folders=[]) == []
    assert not Delivery.objects.exists()
    assert set(Order.objects.values_list("number", "total_minor")) == numbers
    assert set(Invoice.objects.values_list("number", "total_minor")) >= invoices
    assert not any(holdings_of(buyer.pk))
    lines = {line.title: line for line in receipt_by_token("secret").lines}
    assert {line.title: line.rows for line in planned if not line.stays} == {title: line.removed for title, line in lines.items() if not line.kept}
    staying = [line for line in planned if line.stays]
    assert staying
    for line in staying:
        kept = lines[line.title]
        assert kept.kept >= line.rows
        assert kept.why
        assert kept.kept_until == line.until
        assert line.until.year == AT.year + 10
    check_books()


def test_the_page_shows_orders_and_what_the_sellers_received(buyer, client):
    page = sign_in(client, buyer).get("/your-data").content.decode()
    assert OrderGroup.objects.first().number in page
    assert "Kanarkowa" not in page


def test_what_is_on_the_page_is_what_is_in_the_databases(buyer):
    """The cards count in SQL what the inventory reads value by value."""
    cells = holdings_of(buyer.pk)
    for card in cards_of(buyer.pk):
        assert card.things == sum(cell.category is card.category for cell in cells), card.category


def test_a_guests_orders_join_the_account_and_stay_readable():
    guest = become(person=make_visitor(), kind=Person.GUEST, at=AT)
    complete(make_cart(guest), contact={"email": EMAIL}, delivery=DELIVERY)
    account = make_account("other@canary.example", password=None, at=AT)
    make_group(account)
    merge_persons(into=account, gone=guest, proof="address", at=AT)
    assert set(OrderGroup.objects.values_list("person", flat=True)) == {account.pk}
    assert NAME in {delivery.name for delivery in Delivery.objects.all()}
    assert holdings_of(guest.pk) == []
    erase_person(person=account, site_code="eu", at=AT)
    assert scan(CANARIES, folders=[]) == []


@pytest.mark.parametrize("make", [make_staff, make_seller_member])
def test_who_works_here_can_be_erased_too(make):
    person = make(email=EMAIL)
    erase_person(person=person, site_code="eu", at=AT, receipt_token="secret")
    assert receipt_by_token("secret").done_at
    assert not any(holdings_of(person.pk))
    assert scan([EMAIL], folders=[]) == []
