"""3.1.g: numbers that other services give."""

import pytest

from boxmalls.checkout.testing import make_order
from boxmalls.orders.actions import ship_order
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_the_carriers_number_of_a_parcel_is_kept_for_whom_it_is_sent_to(lena):
    order = make_order(lena)
    ship_order(order=order, seller=order.seller_id, carrier="DHL", tracking="JJD000390007", at=AT)
    kept = {cell.column: (cell.category.clause, cell.value) for cell in holdings_of(lena.pk) if cell.holding.model == "orders.Shipment"}
    assert kept == {"carrier": ("3.1.g", "DHL"), "tracking": ("3.1.g", "JJD000390007")}
