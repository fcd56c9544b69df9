"""Carts and orders for tests, made through the front door. Also what other rooms' tests take their orders from."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from boxmalls.catalog.models import Offer
from boxmalls.catalog.testing import make_offer
from boxmalls.checkout.actions import complete_checkout, open_cart, put_in_cart
from boxmalls.checkout.models import Cart
from boxmalls.checkout.queries import cart_view
from boxmalls.ledger.testing import AT
from boxmalls.orders.models import Order, OrderGroup
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.models import Person
from boxmalls.privacy.testing import make_person
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.models import Rate
from boxmalls.shipping.testing import make_rate
from boxmalls.sites.models import Site
from boxmalls.sites.testing import make_site

ADDRESSES = {
    "eu": {"name": "Lena Krause", "line1": "Lindenweg 12", "postcode": "04107", "city": "Leipzig", "country": "DE", "phone": "+4915123456789"},
    "tw": {"name": "王小明", "line1": "中山北路二段 42 號", "postcode": "104", "city": "中山區", "country": "TW", "phone": "0912345678"},
    "my": {"name": "Nur Aisyah", "line1": "12 Jalan Ampang", "postcode": "50450", "city": "Kuala Lumpur", "country": "MY", "phone": "0123456789"},
}
EMAIL = "lena@example.org"
_keys = count(1)


def make_delivered_offer(**given: Any) -> Offer:
    """An offer whose seller delivers on its site."""
    offer = make_offer(**given)
    if not Rate.objects.filter(seller=offer.seller, site=offer.site).exists():
        make_rate(offer.seller, offer.site)
    return offer


def make_cart(person: Person | None = None, offers: Sequence[Offer] | None = None, *, site: Site | str = "eu", quantity: int = 1, at: datetime = AT) -> Cart:
    """A cart with things of two sellers in it, or with the offers given."""
    place = make_site(site) if isinstance(site, str) else site
    person = person or make_person()
    for offer in offers or [make_delivered_offer(site=place, seller=make_seller()) for _ in range(2)]:
        put_in_cart(person=person, site=place, offer=offer, quantity=quantity, at=at)
    return open_cart(person=person, site=place, at=at)


def complete(cart: Cart, **given: Any) -> OrderGroup:
    """Order what is in a cart, by bank transfer unless said otherwise."""
    values: dict[str, Any] = {
        "person": cart.person,
        "key": f"key-{next(_keys):08d}",
        "contact": {"email": EMAIL},
        "delivery": ADDRESSES[cart.site_id],
        "shipping": {},
        "payment_method": "bank-transfer",
        "at": AT,
        "language": "en",
        **given,
    }
    if "expected_total_minor" not in values:
        values["expected_total_minor"] = cart_view(cart.person_id, cart.site, values["shipping"]).total_minor
    return complete_checkout(cart=cart, **values)


def make_group(
    person: Person | None = None, offers: Sequence[Offer] | None = None, *, paid: bool = True, site: Site | str = "eu", quantity: int = 1, at: datetime = AT
) -> OrderGroup:
    """An order group over two sellers, or of the offers given; paid from the balance, or waiting for a transfer."""
    cart = make_cart(person, offers, site=site, quantity=quantity, at=at)
    if paid:
        make_balance(cart.person, cart_view(cart.person_id, cart.site).total_minor, cart.site.currency, at=at)
    return complete(cart, payment_method="balance" if paid else "bank-transfer", at=at)


def make_order(person: Person | None = None, offer: Offer | None = None, **given: Any) -> Order:
    """An order of one thing from one seller."""
    site = given.get("site", "eu")
    return make_group(person, [offer or make_delivered_offer(site=site)], **given).orders.get()
