"""Ordering by the pages, as a visitor does."""

import re
from typing import Any

from boxmalls.checkout.testing import ADDRESSES, EMAIL, make_delivered_offer


def fill_basket(client: Any) -> Any:
    """One thing, from one seller; returns the offer."""
    offer = make_delivered_offer()
    assert client.post("/cart/lines", {"offer": offer.pk, "quantity": 1}).status_code == 303
    return offer


def told_at_the_checkout(client: Any) -> dict[str, Any]:
    """The checkout's form as a browser would send it, filled in."""
    page = client.get("/checkout").text
    return {
        "key": _value(page, "key"),
        "expected_total_minor": _value(page, "expected_total_minor"),
        "email": EMAIL,
        **ADDRESSES["eu"],
        "payment": "bank-transfer",
        "policy": "on",
        **dict(re.findall(r'name="(parcel-[0-9a-f-]+)" value="([^"]+)" checked', page)),
    }


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, name
    return found[1]
