"""2.i: transactions."""

import pytest

from boxmalls.accounts.models import Profile
from boxmalls.checkout.testing import make_delivered_offer, make_order
from boxmalls.orders.models import Contact, Delivery, Order
from boxmalls.orders.queries import order_for_seller
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT
from boxmalls.sellers.testing import make_seller
from tests.clauses.ordering import fill_basket, told_at_the_checkout

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_an_order_is_taken_with_what_it_needs_and_no_more(client):
    fill_basket(client)
    told = {**told_at_the_checkout(client), "birthday": "1990-01-01", "gender": "f"}
    assert client.post("/checkout", told).headers["Location"].startswith("/orders/")
    assert (Order.objects.count(), Delivery.objects.count(), Contact.objects.count()) == (1, 1, 1)
    held = [str(cell.value) for cell in holdings_of(Order.objects.get().group.person_id)]
    assert any("Lindenweg" in value or "lena@" in value for value in held), "the positive control"
    assert not [value for value in held if "1990-01-01" in value]
    assert not Profile.objects.exists(), "what nobody asked is not kept"


def test_a_seller_learns_what_its_offer_said_and_no_more(lena):
    learnt = {}
    for learns in ("label", "address", "address_phone"):
        order = make_order(lena, make_delivered_offer(seller=make_seller(learns=learns)))
        learnt[learns] = order_for_seller(order.seller_id, order.number, at=AT).buyer
    assert (learnt["label"].name, learnt["label"].address) == ("Lena K.", None)
    assert (learnt["address"].name, learnt["address"].address[0]) == ("Lena Krause", "Lindenweg 12")
    assert not [each for each in learnt.values() if "4915123456789" in str(each) or "@" in str(each)]
