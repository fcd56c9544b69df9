"""When a lease has ended, no address of the seller's desk says whose order it was: no page, no paper, no copy, no message goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_delivered_offer, make_order
from boxmalls.orders.models import OrderMessage
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.testing import publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
HERS = ("Krause", "Lena K.", "Lindenweg", "15123456789", "lena@example.org")


def make_sale(days: int) -> tuple[Any, Client]:
    make_sites()
    publish()
    seller = make_seller(learns="address_phone")
    order = make_order(make_account(), make_delivered_offer(seller=seller), at=now() - timedelta(days=days))
    return order, sign_in(Client(), make_seller_member(seller))


def everything(order: Any, desk: Client) -> dict[str, str]:
    """Every address of the desk that could name a buyer, with what it answers; what is typed into a search is taken out."""
    number = order.number
    gets = ["", "orders", "orders?show=all", "orders?q=Krause", "money", "figures.csv", "corrections"]
    gets += [f"orders/{number}", f"orders/{number}/messages", f"orders/{number}/invoice"]
    posts: list[tuple[str, dict[str, str]]] = [(f"orders/{number}/delivery", {}), (f"orders/{number}/call-request", {})]
    posts += [("orders/copy", {"format": form}) for form in ("csv", "json")]
    posts += [("labels", {"order": number, "size": size}) for size in ("10x15", "a4", "slip")]
    said = {path: desk.get(f"/seller/{path}", headers=HOST).content for path in gets}
    said |= {f"{path} {sent}": desk.post(f"/seller/{path}", sent, headers=HOST).content for path, sent in posts}
    return {path: body.decode().replace('value="Krause"', "") for path, body in said.items()}


def naming(order: Any, desk: Client) -> set[str]:
    return {path.split(" ")[0].replace(order.number, "…") for path, body in everything(order, desk).items() if any(value in body for value in HERS)}


def test_positive_control_while_it_is_open_the_desk_names_the_buyer() -> None:
    order, desk = make_sale(LEASE_AT_MOST.days - 1)
    assert naming(order, desk) >= {"orders/…", "orders/…/delivery", "orders/copy", "labels"}


def test_when_it_has_ended_no_page_paper_or_copy_does_and_nothing_is_noted_as_given() -> None:
    order, desk = make_sale(LEASE_AT_MOST.days + 1)
    before = Disclosure.objects.filter(person=order.person_id).count()
    assert naming(order, desk) == set()
    assert Disclosure.objects.filter(person=order.person_id).count() == before


def test_when_it_has_ended_no_message_goes_and_none_is_kept() -> None:
    order, desk = make_sale(LEASE_AT_MOST.days + 1)
    mail.outbox.clear()
    answer = desk.post(f"/seller/orders/{order.number}/messages", {"text": "Write to me"}, headers=HOST)
    assert answer.status_code >= 400
    assert not OrderMessage.objects.filter(order=order).exists()
    assert not mail.outbox
