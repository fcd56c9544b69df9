"""Erasing somebody who has bought: the books stay and still balance, the person is gone from them."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from boxmalls.catalog.models import Stock
from boxmalls.checkout.actions import put_in_cart, start_checkout
from boxmalls.checkout.actions.check_books import check_all_books
from boxmalls.checkout.models import Cart, CartLine, Completion
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.testing import ADDRESSES, AT, EMAIL, complete, make_cart, make_delivered_offer, make_group, make_order
from boxmalls.ledger.models import Account
from boxmalls.ledger.queries import balance, balances, platform_balance, seller_balance
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.models import Contact, Delivery, Invoice, Order, OrderGroup, OrderLine, Shipment
from boxmalls.orders.queries import orders_of_seller
from boxmalls.orders.testing import react
from boxmalls.payments.models import Payment, TransferConfirmation
from boxmalls.payments.testing import confirm, make_balance
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.hooks import open_business
from boxmalls.privacy.rights.inventory import cards_of
from boxmalls.privacy.rights.merging import merge_persons
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.testing import make_person, make_visitor
from boxmalls.privacy.vault.models import PersonKey
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

CANARIES = ["Zofia Kanarek", "Kanarkowa 7", "+48601222333", "zofia.kanarek@canary.example", "3SCANARY99"]
WHERE = {"name": CANARIES[0], "line1": CANARIES[1], "postcode": "00-001", "city": "Warszawa", "country": "PL", "phone": CANARIES[2]}


@pytest.fixture
def zofia():
    """Somebody who bought from two sellers, got one parcel, waits for the other, has money left and something in the cart."""
    person = make_person()
    make_balance(person, 100_000)
    cart = make_cart(person)
    group = complete(cart, payment_method="balance", delivery=WHERE, contact=CANARIES[3])
    first = group.orders.order_by("number").first()
    ship_order(order=first, seller=first.seller, carrier="PostNL", tracking=CANARIES[4], at=AT)
    react()
    put_in_cart(person=person, site=make_site(), offer=make_delivered_offer(), at=AT)
    start_checkout(person=person, site=make_site(), at=AT)
    return person


def sold():
    """What the law holds of the sales."""
    return (
        list(OrderGroup.objects.order_by("id").values_list("number", "total_minor", "placed_at")),
        list(Order.objects.order_by("id").values_list("number", "total_minor", "tax_minor", "placed_at")),
        list(OrderLine.objects.order_by("id").values_list("title", "quantity", "total_minor")),
        list(Invoice.objects.filter(kind="invoice").order_by("id").values_list("number", "sequence", "total_minor", "issued_at")),
        list(Payment.objects.order_by("id").values_list("reference", "amount_minor")),
    )


def test_the_person_is_gone_and_the_books_are_whole(zofia):
    other = make_order()
    before = sold()
    erase_person(person=zofia, site_code="eu", at=AT)
    for model, person in ((OrderGroup, "person"), (Order, "person"), (Payment, "person"), (Shipment, "person"), (Account, "owner_person")):
        assert not model.objects.filter(**{person: zofia.pk}).exists(), model
    for model in (Delivery, Contact, Cart, Completion):
        assert not model.objects.filter(person=zofia.pk).exists(), model
    assert not any(card.things for card in cards_of(zofia.pk))
    assert not PersonKey.objects.filter(person_id=zofia.pk).exists()
    assert sold() == before
    assert check_all_books() == []
    assert Delivery.objects.get(order=other).name == "Lena Krause"


def test_nothing_of_the_person_is_left_in_any_table(zofia):
    canaries = [*CANARIES, str(zofia.pk)]
    assert scan(canaries, folders=[]), "the positive control: the person's number was there"
    erase_person(person=zofia, site_code="eu", at=AT)
    left = {hit.where.split(".")[-1] for hit in scan(canaries, folders=[])}
    assert left <= {
        "privacy_person",
        "privacy_rights_erasure",
        "rights_erasure",
        "vault_tombstone",
        "privacy_erasuremark",
        "privacy_journalentry",
        "base_outboxfact",
    }
    assert not scan(CANARIES, folders=[])


def test_invoice_numbers_have_no_gap_afterwards(zofia):
    erase_person(person=zofia, site_code="eu", at=AT)
    for (seller,) in Order.objects.order_by("seller").values_list("seller").distinct():
        sequences = list(Invoice.objects.filter(seller=seller).order_by("sequence").values_list("sequence", flat=True))
        assert sequences == list(range(1, len(sequences) + 1))


def test_what_was_not_sent_is_called_off_and_its_money_has_no_owner(zofia):
    waiting = Order.objects.get(person=zofia, shipment__isnull=True)
    left = balance(zofia.pk, "EUR")
    erase_person(person=zofia, site_code="eu", at=AT)
    assert waiting.cancellation.by == "buyer"
    assert seller_balance(waiting.seller_id, "EUR") == 0
    assert platform_balance(Account.Kind.UNCLAIMED, "EUR") == left + waiting.total_minor
    assert balances(zofia.pk) == {}


def test_the_person_is_told_before_what_is_unfinished(zofia):
    words = " ".join(str(business.words) for business in open_business(zofia.pk))
    for told in ("on its way", "has not been sent yet", "on your balance"):
        assert told in words


def test_a_seller_sees_an_order_without_a_buyer(zofia):
    order = Order.objects.filter(person=zofia, shipment__isnull=False).get()
    erase_person(person=zofia, site_code="eu", at=AT)
    (shown,) = orders_of_seller(order.seller_id, at=AT)
    assert (shown.buyer.name, shown.buyer.address, shown.tracking, shown.carrier) == ("", None, "", "")
    assert shown.total_minor == order.total_minor


def test_a_transfer_that_arrives_after_the_erasure_has_no_owner():
    order = make_order(paid=False)
    erase_person(person=order.person, site_code="eu", at=AT)
    confirm(Payment.objects.get(group_id=order.group_id))
    assert platform_balance(Account.Kind.UNCLAIMED, "EUR") == order.total_minor
    assert check_all_books() == []


def test_staff_who_confirmed_can_be_erased_too():
    make_order(paid=False)
    confirmation = confirm(Payment.objects.get())
    erase_person(person=confirmation.staff, site_code="eu", at=AT)
    assert TransferConfirmation.objects.get().staff is None


def test_what_is_bought_can_be_carried_away(zofia):
    with ZipFile(BytesIO(export_person(person=zofia, at=AT))) as archive:
        told = archive.read("export.json").decode()
    for words in (*CANARIES, OrderLine.objects.first().title, Invoice.objects.first().number):
        assert words in told


def test_a_guest_who_becomes_known_keeps_orders_balance_and_cart():
    guest, person = make_visitor(), make_person()
    offer, other = make_delivered_offer(stock=9), make_delivered_offer(stock=9)
    group = complete(make_cart(guest, [offer]))
    guest.refresh_from_db()
    one, two = make_cart(guest, [offer, other], quantity=2), make_cart(person, [offer])
    start_checkout(person=guest, site=one.site, at=AT)
    make_balance(guest, 500)
    make_balance(person, 700)
    merge_persons(into=person, gone=guest, proof="test", at=AT)
    assert OrderGroup.objects.get(pk=group.pk).person == person
    assert Delivery.objects.get(order__group=group).name == ADDRESSES["eu"]["name"]
    assert Contact.objects.get(group=group).email == EMAIL
    assert balances(person.pk) == {"EUR": 1200}
    assert {line.offer_id: line.quantity for line in CartLine.objects.filter(cart=two)} == {offer.pk: 3, other.pk: 2}
    assert not Cart.objects.filter(pk=one.pk).exists()
    assert set(Stock.objects.values_list("reserved", flat=True)) == {0}
    assert cart_view(person.pk, two.site).count == 5
    assert check_all_books() == []


def test_calling_off_after_the_buyer_is_gone_works_for_the_seller():
    group = make_group()
    order = group.orders.first()
    ship_order(order=order, seller=order.seller, carrier="PostNL", at=AT)
    erase_person(person=group.person, site_code="eu", at=AT)
    other = group.orders.exclude(pk=order.pk).get()
    assert cancel_order(order=other, by="seller", seller=other.seller, at=AT).by == "buyer"
    assert check_all_books() == []


def test_when_its_time_is_over_everything_about_the_buyer_goes_by_itself(zofia):
    before = sold()
    sweep(at=AT + timedelta(days=20))
    assert not Cart.objects.exists()
    assert Delivery.objects.count() == 2
    sweep(at=AT + timedelta(days=400))
    assert not Delivery.objects.exists()
    assert not Contact.objects.exists()
    assert not Completion.objects.exists()
    assert Shipment.objects.get().tracking is None
    assert Order.objects.filter(person=zofia).count() == 2
    sweep(at=AT + timedelta(days=365 * 12))
    for model in (Order, OrderGroup, Payment):
        assert not model.objects.filter(person=zofia).exists()
    groups, orders, lines, invoices, payments = before
    assert sold() == (groups, orders, [("", quantity, total) for _title, quantity, total in lines], invoices, payments), "the words of a line end, too"
    assert check_all_books() == []
    assert scan(CANARIES, folders=[]) == []
