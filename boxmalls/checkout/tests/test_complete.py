"""Completing a checkout."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.rules import AddressRefused
from boxmalls.base.models import OutboxFact
from boxmalls.catalog.actions.stock import SoldOut, set_stock
from boxmalls.catalog.models import Reservation, Stock
from boxmalls.checkout.actions import change_quantity, start_checkout
from boxmalls.checkout.models import CartLine, Completion
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.refusals import BadEmail, BadKey, CannotCheckOut, EmptyCart, KeyUsedOtherwise, RateGone, TotalChanged, UnknownMethod
from boxmalls.checkout.testing import ADDRESSES, AT, EMAIL, complete, make_cart, make_delivered_offer, make_group
from boxmalls.ledger.actions import NotEnoughBalance, check_books
from boxmalls.ledger.models import Account, Entry
from boxmalls.ledger.queries import balance, platform_balance, seller_balance
from boxmalls.orders.models import Contact, Delivery, Invoice, Order, OrderGroup, OrderLine
from boxmalls.payments.models import Payment
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.models import Person
from boxmalls.privacy.testing import make_person, make_visitor
from boxmalls.sellers.actions import pause_seller
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.actions import drop_rate
from boxmalls.shipping.testing import make_rate
from boxmalls.sites.models import Site
from boxmalls.sites.queries import forget_sites, site
from boxmalls.sites.testing import make_site

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

WRITTEN = (OrderGroup, Order, OrderLine, Delivery, Contact, Invoice, Payment, Completion, Entry, OutboxFact, Reservation)


def everything():
    """What a refusal must leave as it was."""
    return (
        [model.objects.count() for model in WRITTEN],
        sorted(Stock.objects.values_list("offer_id", "on_hand", "reserved")),
        sorted(CartLine.objects.values_list("cart_id", "offer_id", "quantity")),
        sorted(Account.objects.values_list("id", "balance_minor")),
    )


def test_goods_of_two_sellers_become_one_group_and_two_orders():
    group = make_group(quantity=2)
    orders = list(group.orders.order_by("number"))
    assert [order.number for order in orders] == [f"{group.number}-1", f"{group.number}-2"]
    assert group.total_minor == sum(order.total_minor for order in orders) == 2 * (2 * 1999 + 490)
    assert [line.quantity for order in orders for line in order.lines.all()] == [2, 2]
    assert [stock.on_hand for stock in Stock.objects.all()] == [3, 3]
    assert not CartLine.objects.exists()
    assert {delivery.name for delivery in Delivery.objects.all()} == {"Lena Krause"}
    assert Delivery.objects.first().phone == ADDRESSES["eu"]["phone"]
    assert Contact.objects.get().email == EMAIL
    assert OutboxFact.objects.get(topic="order.placed").key == str(group.pk)


def test_the_money_goes_to_whom_it_is_due():
    person = make_person()
    offer = make_delivered_offer(seller=make_seller(commission_bp=1000), price_minor=10_000)
    make_balance(person, 11_000)
    group = complete(make_cart(person, [offer]), payment_method="balance")
    order = group.orders.get()
    assert (order.subtotal_minor, order.shipping_minor, order.total_minor) == (10_000, 490, 10_490)
    assert (order.commission_bp, order.commission_minor, order.commission_vat_minor) == (1000, 1000, 210)
    assert order.tax_minor == 1736 + 85
    assert balance(person.pk, "EUR") == 510
    assert seller_balance(offer.seller_id, "EUR") == 10_490 - 1210
    assert platform_balance(Account.Kind.COMMISSION, "EUR") == 1000
    assert platform_balance(Account.Kind.COMMISSION_VAT, "EUR") == 210
    assert check_books() == []


def test_a_later_commission_does_not_change_an_order():
    seller = make_seller(commission_bp=1000)
    order = make_group(offers=[make_delivered_offer(seller=seller)]).orders.get()
    type(seller).objects.filter(pk=seller.pk).update(commission_bp=5000)
    order.refresh_from_db()
    assert order.commission_bp == 1000


def test_a_transfer_moves_nothing_yet():
    group = make_group(paid=False)
    payment = Payment.objects.get(group_id=group.pk)
    assert (payment.reference, payment.amount_minor, payment.method) == (group.number, group.total_minor, "bank-transfer")
    assert payment.due_at > AT
    assert not Entry.objects.exists()


def test_invoices_are_numbered_from_one_for_each_seller():
    seller = make_seller(slug="photohaus")
    offer = make_delivered_offer(seller=seller)
    for _ in range(3):
        make_group(offers=[offer])
    numbers = list(Invoice.objects.order_by("sequence").values_list("number", flat=True))
    assert numbers == ["EU-2026-PHOTOHAUS-000001", "EU-2026-PHOTOHAUS-000002", "EU-2026-PHOTOHAUS-000003"]
    make_group(offers=[make_delivered_offer()])
    assert Invoice.objects.exclude(seller=seller).get().sequence == 1


def test_the_same_key_gives_the_same_answer():
    cart = make_cart()
    total = cart_view(cart.person_id, cart.site).total_minor
    first = complete(cart, key="once-only", expected_total_minor=total)
    before = everything()
    again = complete(cart, key="once-only", expected_total_minor=total)
    assert again == first
    assert again.total_minor == first.total_minor == total
    assert everything() == before


def test_the_same_key_with_another_wish_is_a_conflict():
    cart = make_cart()
    first = complete(cart, key="once-only")
    before = everything()
    with pytest.raises(KeyUsedOtherwise) as refusal:
        complete(cart, key="once-only", contact={"email": "other@example.org"}, expected_total_minor=first.total_minor)
    assert refusal.value.status == 409
    assert everything() == before


def test_two_people_may_use_the_same_key():
    offer = make_delivered_offer()
    assert complete(make_cart(offers=[offer]), key="once-only") != complete(make_cart(offers=[offer]), key="once-only")


def test_a_total_that_has_changed_is_told_and_nothing_is_ordered():
    offer = make_delivered_offer(price_minor=1000)
    cart = make_cart(offers=[offer])
    seen = cart_view(cart.person_id, cart.site).total_minor
    type(offer).objects.filter(pk=offer.pk).update(price_minor=1100)
    before = everything()
    with pytest.raises(TotalChanged) as refusal:
        complete(cart, expected_total_minor=seen)
    assert refusal.value.details["total_minor"] == seen + 100
    assert everything() == before


def test_without_enough_balance_nothing_happens():
    person = make_person()
    make_balance(person, 100)
    cart = make_cart(person)
    before = everything()
    with pytest.raises(NotEnoughBalance):
        complete(cart, payment_method="balance")
    assert everything() == before
    with pytest.raises(NotEnoughBalance):
        complete(make_cart(), payment_method="balance")


def _sold_out(cart):
    set_stock(offer_id=CartLine.objects.filter(cart=cart).first().offer_id, on_hand=0)


def _paused(cart):
    pause_seller(seller=CartLine.objects.filter(cart=cart).first().offer.seller)


def _no_delivery(cart):
    drop_rate(seller_id=CartLine.objects.filter(cart=cart).first().offer.seller_id, site_code="eu", code="parcel")


def _taken_off(cart):
    offer = CartLine.objects.filter(cart=cart).first().offer
    type(offer).objects.filter(pk=offer.pk).update(status="retired")


@pytest.mark.parametrize(("happens", "code"), [(_sold_out, "sold-out"), (_paused, "seller-paused"), (_no_delivery, "no-delivery"), (_taken_off, "taken-off")])
def test_what_stands_in_the_way_is_named_and_nothing_is_ordered(happens, code):
    cart = make_cart()
    happens(cart)
    assert code in {problem.code for problem in cart_view(cart.person_id, cart.site).problems}
    before = everything()
    with pytest.raises(CannotCheckOut, match=code):
        complete(cart)
    with pytest.raises(CannotCheckOut, match=code):
        start_checkout(person=cart.person, site=cart.site, at=AT)
    assert everything() == before


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"contact": {"email": "nobody"}}, BadEmail),
        ({"contact": ""}, BadEmail),
        ({"delivery": {**ADDRESSES["eu"], "country": "US"}}, AddressRefused),
        ({"delivery": {**ADDRESSES["eu"], "line1": " "}}, AddressRefused),
        ({"payment_method": "card"}, UnknownMethod),
        ({"key": "short"}, BadKey),
        ({"key": "x" * 65}, BadKey),
        ({"key": "null\x00null"}, BadKey),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_in_words(wish, refusal):
    cart = make_cart()
    before = everything()
    with pytest.raises(refusal):
        complete(cart, **wish)
    assert everything() == before


def test_a_way_of_delivery_that_is_gone_is_refused():
    offer = make_delivered_offer()
    make_rate(offer.seller, offer.site, code="express", price_minor=990)
    cart = make_cart(offers=[offer])
    group = complete(cart, shipping={offer.seller_id: "express"})
    assert (group.orders.get().shipping_minor, group.orders.get().rate_name) == (990, "Parcel")
    cart = make_cart(cart.person, [offer])
    with pytest.raises(RateGone):
        complete(cart, shipping={str(offer.seller_id): "pigeon"}, expected_total_minor=2489)


def test_an_empty_cart_is_refused():
    cart = make_cart()
    complete(cart)
    with pytest.raises(EmptyCart):
        complete(cart, expected_total_minor=1)


def test_what_was_held_is_sold_and_the_hold_is_gone():
    offer = make_delivered_offer(stock=3)
    cart = make_cart(offers=[offer], quantity=2)
    until = start_checkout(person=cart.person, site=cart.site, at=AT)
    assert (until - AT).total_seconds() == 900
    assert cart_view(cart.person_id, cart.site).reserved_until == until
    assert Stock.objects.values_list("on_hand", "reserved").get() == (3, 2)
    complete(cart)
    assert Stock.objects.values_list("on_hand", "reserved").get() == (1, 0)
    assert not Reservation.objects.exists()


def test_what_was_held_and_then_taken_out_is_let_go():
    one, other = make_delivered_offer(stock=3), make_delivered_offer(stock=3)
    cart = make_cart(offers=[one, other], quantity=3)
    start_checkout(person=cart.person, site=cart.site, at=AT)
    change_quantity(person=cart.person, site=cart.site, offer=one, quantity=0, at=AT)
    change_quantity(person=cart.person, site=cart.site, offer=other, quantity=1, at=AT)
    complete(cart)
    assert dict(Stock.objects.values_list("offer_id", "on_hand")) == {one.pk: 3, other.pk: 2}
    assert set(Stock.objects.values_list("reserved", flat=True)) == {0}


def test_what_another_buyer_holds_cannot_be_bought():
    offer = make_delivered_offer(stock=1)
    slow, quick = make_cart(offers=[offer]), make_cart(offers=[offer])
    start_checkout(person=quick.person, site=quick.site, at=AT)
    with pytest.raises(CannotCheckOut, match="sold-out"):
        complete(slow)
    assert complete(quick)
    assert OutboxFact.objects.filter(topic="offer.changed", payload={"offer_ids": [str(offer.pk)]}).exists()


def test_the_last_piece_gone_between_looking_and_taking_is_sold_out(monkeypatch):
    from boxmalls.checkout.actions import complete as module

    offer = make_delivered_offer(stock=1)
    cart = make_cart(offers=[offer])
    decide = module.decide

    def meanwhile(*args, **kwargs):
        placing = decide(*args, **kwargs)
        set_stock(offer_id=offer.pk, on_hand=0)
        return placing

    monkeypatch.setattr(module, "decide", meanwhile)
    with pytest.raises(SoldOut):
        complete(cart)
    monkeypatch.undo()
    assert not OrderGroup.objects.exists()
    assert complete(cart)


def test_a_visitor_becomes_a_guest():
    person = make_visitor()
    complete(make_cart(person))
    assert Person.objects.get(pk=person.pk).kind == Person.GUEST


@pytest.mark.parametrize("code", ["tw", "my"])
def test_other_sites_sell_in_their_own_currency(code):
    site = make_site(code)
    offer = make_delivered_offer(site=site, price_minor=100_000)
    group = make_group(offers=[offer], site=site)
    order = group.orders.get()
    assert (group.currency, order.tax_included) == (site.currency, True)
    assert order.total_minor == 100_490
    assert check_books() == []


def test_where_prices_exclude_tax_it_comes_on_top(taxed_on_top):
    offer = make_delivered_offer(site=taxed_on_top, price_minor=1000)
    group = make_group(offers=[offer], site=taxed_on_top)
    order = group.orders.get()
    assert (order.subtotal_minor, order.shipping_minor, order.tax_minor, order.total_minor) == (1000, 490, 210 + 103, 1803)
    assert seller_balance(offer.seller_id, "EUR") == 1803 - order.commission_minor - order.commission_vat_minor
    assert check_books() == []


@pytest.fixture
def taxed_on_top():
    make_site("eu")
    Site.objects.filter(pk="eu").update(prices_include_tax=False)
    forget_sites()
    yield site("eu")
    forget_sites()


def test_a_sale_costs_the_same_statements_however_much_is_bought_but_for_the_stock(monkeypatch):
    # whoever is the first to draw a shard of the commission account opens it: here all draw the same
    monkeypatch.setattr(random, "randrange", lambda _shards: 0)
    seller = make_seller()
    costs = []
    for things in (1, 2, 4):
        cart = make_cart(offers=[make_delivered_offer(seller=seller) for _ in range(things)])
        total = cart_view(cart.person_id, cart.site).total_minor
        make_balance(cart.person, total)
        with CaptureQueriesContext(connection) as sent:
            complete(cart, payment_method="balance", expected_total_minor=total)
        costs.append(len([query for query in sent.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]) - things)
    assert costs[1] == costs[2] <= costs[0]
