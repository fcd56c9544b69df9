"""A tap on everything that leaves: every value of a person's that leaves has a row in the ledger of disclosures, every row a capture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.testing import ADDRESSES, complete, make_cart, make_delivered_offer
from boxmalls.orders.actions import ship_order
from boxmalls.orders.actions.write import write_to_buyer, write_to_seller
from boxmalls.orders.testing import react
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.testing import publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox
from tests.courier_peer import open_courier
from tests.phone_peer import open_peer

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
VALUES = {"Zofia Kanarek": "name", "Zofia K.": "first name", "Kanarkowa 7": "address", "4915123450007": "phone", "zofia@canary.example": "email"}
DELIVERY = {**ADDRESSES["eu"], "name": "Zofia Kanarek", "line1": "Kanarkowa 7", "phone": "+4915123450007"}
MAIL_SERVER = "mail-server"


@dataclass
class Tap:
    """What left, by recipient: which of the person's values were in it."""

    caught: dict[str, set[str]] = field(default_factory=dict)

    def catch(self, recipient: str, left: str) -> None:
        self.caught.setdefault(recipient, set()).update(what for value, what in VALUES.items() if value in left)

    def missing(self, person_id: Any) -> Iterator[tuple[str, str]]:
        """Values that left without a row that names them."""
        for recipient, found in self.caught.items():
            told = ", ".join(Disclosure.objects.filter(person_id=person_id, recipient=recipient).values_list("what", flat=True))
            words = {word.strip() for word in told.split(",")}
            for what in found:
                if what not in words and not (what == "first name" and "name" in words):
                    yield recipient, what


@pytest.fixture
def tap(monkeypatch: pytest.MonkeyPatch) -> Tap:
    """The tap sits on mail and on whatever a test hands to it."""
    made = Tap()
    from django.core.mail import EmailMessage

    send = EmailMessage.send

    def tapped(self: EmailMessage, fail_silently: bool = False) -> int:
        made.catch(MAIL_SERVER, self.message().as_string() + self.body + " ".join(self.to))
        return send(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", tapped)
    return made


@pytest.fixture(params=["label", "address", "address_phone"])
def sold(request: pytest.FixtureRequest, tap: Tap) -> Any:
    make_sites()
    publish()
    order = sell(request.param)
    react()
    return order


def sell(learns: str) -> Any:
    """Somebody whose every value is unique buys one thing."""
    cart = make_cart(make_account("elsewhere@canary.example"), [make_delivered_offer(seller=make_seller(learns=learns))], at=now())
    make_balance(cart.person, cart_view(cart.person_id, cart.site).total_minor, cart.site.currency, at=now())
    group = complete(cart, payment_method="balance", delivery=DELIVERY, contact={"email": "zofia@canary.example"}, at=now())
    return group.orders.get()


def work_at_the_desk(order: Any, tap: Tap) -> None:
    """Everything that a seller opens, takes and sends."""
    desk = Client()
    sign_in(desk, make_seller_member(order.seller))
    who = f"seller:{order.seller_id}"
    for path in ("", "orders", "orders?show=all", "orders?q=Zofia", f"orders/{order.number}", "corrections", "money", "figures.csv"):
        tap.catch(who, desk.get(f"/seller/{path}", headers=HOST).text)
    tap.catch(who, desk.post(f"/seller/orders/{order.number}/delivery", headers=HOST).text)
    for form in ("csv", "json"):
        tap.catch(who, desk.post("/seller/orders/copy", {"format": form}, headers=HOST).content.decode())
    for size in ("10x15", "a4", "slip"):
        paper = desk.post("/seller/labels", {"order": order.number, "size": size}, headers=HOST).text
        tap.catch(who, paper)
        if size != "slip":
            tap.catch("courier:post", paper)  # on the parcel; nothing else of a buyer's reaches a carrier
    ship_order(order=order, seller=order.seller, carrier="Post", tracking="X1", actor=None, at=now())
    react()


def test_every_value_that_leaves_has_a_row_and_every_row_a_capture(sold: Any, tap: Tap) -> None:
    work_at_the_desk(sold, tap)
    assert mail.outbox
    assert tap.caught[f"seller:{sold.seller_id}"], "the tap can see"
    assert tap.caught["courier:post"], "the label was read"
    assert not list(tap.missing(sold.person_id))
    assert set(Disclosure.objects.filter(person_id=sold.person_id).values_list("recipient", flat=True)) == set(tap.caught)


def test_with_relays_the_number_leaves_to_the_phone_relay_alone_and_the_words_to_the_mail_server(tap: Tap, settings: Any) -> None:
    settings.RELAY_MAILBOX = Mailbox("127.0.0.1", 9, "relay", "-")
    make_sites()
    publish()
    with open_peer() as peer:
        settings.PHONE_RELAY = peer.line
        order = sell("address_phone")
        react()
        write_to_seller(order=order, person=order.person_id, text="Is it warm?", at=now())
        write_to_buyer(seller=order.seller, number=order.number, text="Until May.", at=now())
        react()
        work_at_the_desk(order, tap)
        tap.catch("phone-relay", b"".join(peer.told).decode())
    assert not list(tap.missing(order.person_id))
    assert [who for who, found in tap.caught.items() if "phone" in found] == ["phone-relay"]
    assert tap.caught["phone-relay"] == {"phone"}
    assert set(Disclosure.objects.filter(person_id=order.person_id).values_list("recipient", flat=True)) == set(tap.caught)


def test_positive_control_where_nothing_is_noted_the_tap_finds_what_left(tap: Tap, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("boxmalls.seller_centre.web.orders.disclose", "boxmalls.orders.actions.hand_over.disclose_many", "boxmalls.orders.telling.disclose"):
        monkeypatch.setattr(place, lambda *_given, **_more: None)
    make_sites()
    publish()
    order = sell("address")
    react()
    work_at_the_desk(order, tap)
    assert {who for who, _what in tap.missing(order.person_id)} >= {MAIL_SERVER, f"seller:{order.seller_id}"}


def test_what_a_carrier_reads_on_a_parcel_is_the_lent_number_and_never_the_buyers(tap: Tap, settings: Any) -> None:
    make_sites()
    publish()
    with open_peer() as peer:
        settings.PHONE_RELAY = peer.line
        order = sell("address_phone")
        react()
        desk = sign_in(Client(), make_seller_member(order.seller))
        paper = desk.post("/seller/labels", {"order": order.number, "size": "a4"}, headers=HOST).text
        ship_order(order=order, seller=order.seller, carrier="Post", actor=None, at=now())
        react()
        [lent] = peer.sessions.values()
    tap.catch("courier:post", paper)
    assert lent["number"] in paper
    assert tap.caught["courier:post"] == {"name", "address"}
    assert not list(tap.missing(order.person_id))
    assert Disclosure.objects.get(person=order.person_id, recipient="courier:post").what == "name, address, masked phone"


def test_a_seller_who_learns_a_label_sends_by_a_code_and_the_address_leaves_to_the_courier_alone(tap: Tap, settings: Any) -> None:
    make_sites()
    publish()
    with open_courier() as courier:
        settings.COURIERS = (courier.service,)
        order = sell("label")
        react()
        desk, who = sign_in(Client(), make_seller_member(order.seller)), f"seller:{order.seller_id}"
        parcel = {"order": order.number, "handover": "drop_off", "service": "standard", "weight": "1", "measure": "m"}
        assert desk.post("/seller/courier", parcel, headers=HOST).status_code == 303
        paper = desk.post("/seller/labels", {"order": order.number, "size": "a4"}, headers=HOST).text
        for left in (desk.get(f"/seller/orders/{order.number}", headers=HOST).text, paper):
            tap.catch(who, left)
        ship_order(order=order, seller=order.seller, carrier="Post", actor=None, at=now())
        react()
        tap.catch("courier:post", b"".join(courier.told).decode())
    assert "DROP-000000" in paper
    assert not [value for value in VALUES if value in paper], "nobody is named on the parcel"
    assert tap.caught[who] == {"first name"}
    assert tap.caught["courier:post"] == {"name", "address"}
    assert not list(tap.missing(order.person_id))
    assert Disclosure.objects.get(person=order.person_id, recipient="courier:post").purpose == "orders.courier"


def test_nobody_else_is_shown_anything(sold: Any) -> None:
    anybody, rival = Client(), Client()
    sign_in(rival, make_seller_member(make_seller()))
    for client in (anybody, rival):
        for path in ("/", "/search?q=Zofia", "/seller/orders?q=Zofia", "/api/v1/search?q=Zofia", f"/seller/orders/{sold.number}", "/policy"):
            page = client.get(path, headers=HOST).text
            assert not [value for value in VALUES if value in page.replace('value="Zofia"', "")], path
