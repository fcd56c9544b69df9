"""2.i: transactions."""

import pytest

from boxmalls.accounts.models import Profile
from boxmalls.orders.models import Contact, Delivery, Order
from boxmalls.privacy.rights.inventory import holdings_of
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
