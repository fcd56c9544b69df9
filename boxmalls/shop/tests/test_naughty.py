"""Whatever is written into an address or a field of the shop, the answer is a page, never a breakdown."""

from itertools import cycle
from typing import Any

import pytest
from django.test import Client

from boxmalls.base.clock import now
from boxmalls.catalog.models import Offer
from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.policy.actions import publish_first_policy
from boxmalls.search.testing import index_goods, remove_index
from boxmalls.shop.testing import make_window
from boxmalls.shop.tests.test_checkout import answers
from tests.naughty import strings

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
IN_ADDRESSES = ("q", "category", "brand", "seller", "learns", "condition", "attribute", "price_min", "price_max", "sort", "cursor", "language", "in_stock")
IN_THE_CHECKOUT = (
    "email",
    "name",
    "line1",
    "line2",
    "postcode",
    "city",
    "region",
    "country",
    "phone",
    "key",
    "expected_total_minor",
    "payment",
    "policy",
    "parcel-x",
)


@pytest.mark.parametrize("with_index", [True, False])
def test_every_string_in_the_address_of_the_search(client: Client, with_index: bool) -> None:
    make_window()
    if with_index:
        index_goods()
    else:
        remove_index()
    # The database alone is slower, so every third string is asked there.
    for text, name in zip(strings()[:: 1 if with_index else 3], cycle(IN_ADDRESSES), strict=False):
        response = client.get("/search", {"q": text, name: text}, headers=HOST)
        assert response.status_code == 200, (name, text)
        assert "<script>alert" not in response.text
    remove_index()


def test_every_string_in_the_address_of_the_other_pages(client: Client) -> None:
    window = make_window()
    paths = [path for path in window.paths if not path.startswith("/search")] + ["/search/suggestions", "/cart", "/orders"]
    for text, path in zip(strings()[::2], cycle(paths), strict=False):
        response = client.get(path, {"offer": text, "cursor": text, "q": text, "before": text, "language": text, "token": text}, headers=HOST)
        assert response.status_code == 200, (path, text)


def test_every_string_in_every_field_of_the_checkout(client: Client) -> None:
    window = make_window(sellers=3)
    publish_first_policy(site_codes=["eu"], at=now())
    offer = Offer.objects.filter(seller=window.sellers[2], site_id="eu")[0]
    client.post("/cart/lines", {"offer": offer.pk}, headers=HOST)
    page = client.get("/checkout", headers=HOST).text
    for text, name in zip(strings()[::2], cycle(IN_THE_CHECKOUT), strict=False):
        told: dict[str, Any] = {**answers(page, phone="0341 123456"), name: text}
        # One answer is left out, so that nothing is ordered and every string is written back into the page.
        told.pop("policy" if name != "policy" else "email", None)
        response = client.post("/checkout", told, headers=HOST)
        assert response.status_code in (409, 422), (name, text)
        assert "<script>alert" not in response.text
    assert not OrderGroup.objects.exists()


def test_every_string_as_an_offer_and_a_quantity(client: Client) -> None:
    window = make_window()
    offer = Offer.objects.filter(seller=window.sellers[0], site_id="eu")[0]
    for text in strings()[::8]:
        assert client.post("/cart/lines", {"offer": text, "quantity": 1}, headers=HOST).status_code in (409, 422), text
        assert client.post("/cart/lines", {"offer": offer.pk, "quantity": text}, headers=HOST).status_code in (303, 409, 422), text
        assert client.post(f"/cart/lines/{offer.pk}", {"quantity": text}, headers=HOST).status_code in (303, 409, 422), text
