"""2.i: transactions."""

import pytest

from boxmalls.orders.models import Contact, Delivery, Order
from tests.clauses.ordering import fill_basket, told_at_the_checkout

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_an_order_is_taken_with_what_it_needs_and_no_more(client):
    fill_basket(client)
    told = {**told_at_the_checkout(client), "birthday": "1990-01-01", "gender": "f"}
    assert client.post("/checkout", told).headers["Location"].startswith("/orders/")
    assert (Order.objects.count(), Delivery.objects.count(), Contact.objects.count()) == (1, 1, 1)
