"""Who sees what of an order, and what it costs to look."""

import pytest
from django.core import signing
from django.db import connections
from django.test.utils import CaptureQueriesContext

from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.testing import ADDRESSES, AT, EMAIL, make_cart, make_delivered_offer, make_group, make_order
from boxmalls.orders.actions import ship_order
from boxmalls.orders.links import tracking_token
from boxmalls.orders.queries import order_by_token, order_for_person, order_for_seller, orders_of, orders_of_seller, orders_to_ship
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.privacy.testing import make_person
from boxmalls.privacy.vault import keyring
from boxmalls.sellers.testing import make_seller

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def sold_by(learns):
    offer = make_delivered_offer(seller=make_seller(learns=learns))
    return make_order(offer=offer)


def test_most_sellers_learn_a_first_name_and_a_label():
    order = sold_by("label")
    (shown,) = orders_to_ship(order.seller_id, at=AT)
    assert (shown.buyer.name, shown.buyer.label, shown.buyer.address, shown.buyer.phone) == ("Lena K.", order.label, None, None)
    assert not {EMAIL, "Krause", ADDRESSES["eu"]["line1"], ADDRESSES["eu"]["phone"]} & set(str(shown).replace("'", " ").split())


def test_some_learn_the_address():
    (shown,) = orders_to_ship(sold_by("address").seller_id, at=AT)
    assert shown.buyer.name == "Lena Krause"
    assert shown.buyer.address == ("Lindenweg 12", "04107 Leipzig", "Germany")
    assert shown.buyer.phone is None


def test_none_learns_the_phone_or_the_email():
    (shown,) = orders_to_ship(sold_by("address_phone").seller_id, at=AT)
    assert shown.buyer.phone is None, "nobody is shown the buyer's own number"
    assert EMAIL not in str(shown)


def test_a_buyer_sees_their_own_order_whole():
    group = make_group()
    shown = order_for_person(group.person_id, group.number)
    assert (shown.recipient.name, shown.email, shown.total_minor) == ("Lena Krause", EMAIL, group.total_minor)
    assert [order.state for order in shown.orders] == ["to_ship", "to_ship"]
    assert [event.kind for event in shown.orders[0].events] == ["placed", "paid"]
    assert [invoice.kind for invoice in shown.orders[0].invoices] == ["invoice"]
    assert [each.number for each in orders_of(group.person_id)] == [group.number]
    assert orders_of(group.person_id, site_code="tw") == []


def test_nobody_else_finds_it():
    group = make_group()
    with pytest.raises(NoSuchOrder):
        order_for_person(make_person().pk, group.number)
    with pytest.raises(NoSuchOrder):
        order_for_seller(make_seller().pk, f"{group.number}-1", at=AT)
    order = group.orders.first()
    assert order_for_seller(order.seller_id, order.number, at=AT).id == order.pk


def test_a_guest_comes_back_by_the_signed_link():
    group, other = make_group(), make_group()
    assert order_by_token(group.number, tracking_token(group.pk)).id == group.pk
    for token in ("", "made-up", tracking_token(other.pk), tracking_token(group.pk)[:-1], signing.dumps("nonsense", salt="orders.tracking")):
        with pytest.raises(NoSuchOrder):
            order_by_token(group.number, token)


def test_an_unpaid_order_is_not_shown_to_be_shipped():
    order = make_order(paid=False)
    assert orders_to_ship(order.seller_id, at=AT) == []
    assert [each.state for each in orders_of_seller(order.seller_id, at=AT)] == ["awaiting_payment"]


def cost(look):
    """Queries on both databases."""
    with CaptureQueriesContext(connections["default"]) as shop, CaptureQueriesContext(connections["safe"]) as safe, keyring():
        look()
    return len(shop), len(safe)


@pytest.mark.parametrize("rows", [2, 4])
def test_a_page_of_orders_costs_the_same_however_many(rows):
    offer = make_delivered_offer(stock=99)
    person = make_person()
    for _ in range(rows):
        order = make_order(person, offer)
        ship_order(order=make_order(offer=offer), seller=offer.seller_id, carrier="PostNL", tracking="3S123", at=AT)
    assert cost(lambda: orders_of(person.pk)) == (5, 0)
    assert cost(lambda: orders_to_ship(offer.seller_id, at=AT)) == (5, 1)
    assert cost(lambda: orders_of_seller(offer.seller_id, at=AT)) == (5, 1)
    assert cost(lambda: order_for_person(person.pk, order.group.number)) == (7, 1)


@pytest.mark.parametrize("things", [2, 4])
def test_a_cart_costs_the_same_however_full(things):
    cart = make_cart(offers=[make_delivered_offer() for _ in range(things)])
    site = cart.site
    assert cost(lambda: cart_view(cart.person_id, site)) == (2, 0)
    assert len(cart_view(cart.person_id, site).groups) == things
