"""During a whole journey nothing leaves without a row that was written before, and no row is without something that left."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from boxmalls.accounts.actions.guardians import name_guardian
from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import PASSWORD, make_account, make_address, make_seller_member, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.base.mailbox.box import Arrived
from boxmalls.catalog.testing import make_product
from boxmalls.checkout.queries import cart_view
from boxmalls.checkout.testing import ADDRESSES, complete, make_cart, make_delivered_offer
from boxmalls.orders.actions import ship_order
from boxmalls.orders.models import RelayAddress
from boxmalls.orders.relay.addresses import written_out
from boxmalls.orders.relay.taking import take_mail
from boxmalls.orders.testing import react
from boxmalls.payments.testing import make_balance
from boxmalls.privacy.breaches import report_breach
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.policy.editions.testing import make_scheduled
from boxmalls.privacy.purposes import DISCLOSING
from boxmalls.privacy.testing import make_acceptance, publish
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.actions.writing import send_words, write_words
from boxmalls.privacy_office.breach_letters import tell_people
from boxmalls.privacy_office.models import Channel
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.seller_centre.web.urls import urlpatterns
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox
from tests.courier_peer import open_courier
from tests.phone_peer import open_peer
from tests.post import open_post_office
from tests.rights.egress import Tap, open_tap

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
DELIVERY = {**ADDRESSES["eu"], "name": "Zofia Kanarek", "line1": "Kanarkowa 7", "phone": "+4915123450007"}
NO_PERSON = {"seller/listings/<uuid:offer_id>", "seller/imports/<uuid:run_id>", "seller/corrections/<uuid:notice_id>", "seller/delivery/ending"}
"""Of the desk's addresses those that answer with a seller's own things, or with another page."""


@pytest.fixture
def tap(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Tap]:
    make_sites()
    publish()
    settings.RELAY_MAILBOX = Mailbox("127.0.0.1", 9, "relay", "-")
    settings.RELAY_AUTHSERV = ""
    with open_post_office() as office, open_peer() as peer, open_courier() as courier:
        settings.PHONE_RELAY, settings.COURIERS = peer.line, (courier.service,)
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": office.port}}}
        yield open_tap(monkeypatch, office, peer, courier)


def sell(tap: Tap) -> Any:
    """Somebody whose every value is unique buys a thing of which there is one."""
    seller = make_seller(learns="address_phone")
    offer = make_delivered_offer(seller=seller, product=make_product(seller=seller, title="Kanarilampe"), price_minor=731913)
    tap.packer = make_seller_member(seller, email="packer@canary.example")
    tap.put(tap.packer.pk, email="packer@canary.example")
    buyer = make_account("konto@canary.example")
    make_acceptance(buyer)
    make_address(buyer)
    cart = make_cart(buyer, [offer], at=now())
    make_balance(buyer, cart_view(buyer.pk, cart.site).total_minor, cart.site.currency, at=now())
    group = complete(cart, payment_method="balance", delivery=DELIVERY, contact={"email": "zofia@canary.example"}, at=now())
    tap.put(
        buyer.pk, first_name="Zofia K.", name="Zofia Kanarek", address="Kanarkowa 7", phone="4915123450007", goods="Kanarilampe", amounts="7,319.13",
        parcel_number="KANAR77TRACK", email="zofia@canary.example", email2="konto@canary.example", email3="zweit@canary.example",
        what_you_wrote="Ist sie warm?",
    )  # fmt: skip
    return group.orders.get()


def work_at_the_desk(order: Any, tap: Tap) -> None:
    """Every address of the desk, before and after the parcel goes."""
    desk = sign_in(Client(), tap.packer)
    tap.desks[id(desk)] = order.seller_id
    pages = ("", "orders", "orders?show=all", "orders?q=Zofia", f"orders/{order.number}", f"orders/{order.number}/messages", f"orders/{order.number}/invoice")
    others = ("corrections", "money", "figures", "figures.csv", "listings", "imports", "breach", "delivery")
    for step in range(2):
        for path in (*pages, *others):
            desk.get(f"/seller/{path}", headers=HOST)
        for path, sent in desk_forms(order):
            paper = desk.post(f"/seller/{path}", sent, headers=HOST)
            if sent.get("size") in ("10x15", "a4"):
                tap.catch("courier:post", paper.text)  # on the parcel
        if not step:
            tap.told_us |= {(who, "KANAR77TRACK") for who in (f"seller:{order.seller_id}", "courier:post")}
            ship_order(order=order, seller=order.seller, carrier="Post", tracking="KANAR77TRACK", actor=None, at=now())
            react()


def desk_forms(order: Any) -> list[tuple[str, dict[str, str]]]:
    number = order.number
    papers = [("labels", {"order": number, "size": size}) for size in ("10x15", "a4", "slip")]
    copies = [("orders/copy", {"format": form}) for form in ("csv", "json")]
    parcel = {"order": number, "handover": "drop_off", "service": "standard", "weight": "1", "measure": "m", "sheet": "paper"}
    return [
        *papers,
        *copies,
        ("courier", parcel),
        (f"orders/{number}/courier/label", {"format": "zpl"}),
        (f"orders/{number}/courier/cancellation", {}),
        (f"orders/{number}/delivery", {}),
        (f"orders/{number}/messages", {"text": "Bis Mai."}),
        (f"orders/{number}/call-request", {}),
        (f"orders/{number}/shipment", {}),
    ]


def write_by_mail(order: Any, sender: str, words: str) -> str:
    react()
    relay = RelayAddress.objects.get(order=order, to_seller=True)
    raw = f"From: {sender}\r\nTo: {written_out(relay)}\r\nMessage-ID: <{words.encode().hex()}@canary.example>\r\nSubject: x\r\n\r\n{words}\r\n"
    outcome = take_mail(Arrived(1, now(), raw.encode(), whole=True), at=now())
    react()
    return outcome


def write_account_letters(tap: Tap) -> None:
    """Letters of the door: a lost password, a code for an address, somebody's own or nobody's."""
    Client().post("/accounts/password/reset/", {"email": "konto@canary.example"}, headers=HOST)
    stranger = Client()
    for email in ("konto@canary.example", "zofia@canary.example"):
        stranger.post("/account/prove", {"email": email}, headers=HOST)


def write_office_letters(order: Any) -> None:
    """An answer of the office, news of the policy, news of a breach."""
    buyer = order.person
    request = make_proven_request(buyer, email="konto@canary.example")
    write_words(request=request, words="We have it.", channel=Channel.EMAIL, ours=True, actor=Actor(None, "staff"), at=now())
    send_words(at=now())
    make_scheduled(material=True)
    announce_editions(at=now())
    breach = report_breach(
        title="x", what_happened="", site_codes=["eu"], holdings=["accounts.Address"], detected_at=now(), keys_exposed=True, told_by="staff", by=buyer.pk,
        harm=True, at=now(),
    )  # fmt: skip
    tell_people(breach=breach, at=now())


def close_a_child(tap: Tap) -> None:
    """A child's guardian is asked, and later told."""
    child = make_account("kim@canary.example")
    name_guardian(person_id=child.pk, email="mutter@canary.example", site_code="eu", at=now())
    tap.put(child.pk, email="kim@canary.example", **{"guardian's_email": "mutter@canary.example"})
    Client().post("/accounts/login/", {"login": "kim@canary.example", "password": PASSWORD}, headers=HOST)
    officer = Client()
    sign_in(officer, make_staff(Staff.OFFICER))
    sent = {"email": "kim@canary.example", "how": "guardian", "guardian": "mutter@canary.example", "sure": "on"}
    assert officer.post("/office/children", sent, headers=HOST).status_code == 303


def test_nothing_leaves_without_a_row_and_no_row_is_without_a_capture(tap: Tap) -> None:
    order = sell(tap)
    react()
    assert write_by_mail(order, "zofia@canary.example", "Ist sie warm?") == "message"
    assert write_by_mail(order, "zweit@canary.example", "Und ich?") == "refused"
    work_at_the_desk(order, tap)
    write_account_letters(tap)
    write_office_letters(order)
    tap.gather()
    for each in (tap.late, tap.without_a_row(), tap.without_a_capture(order.person_id)):
        assert not each
    close_a_child(tap)
    assert not tap.late
    assert {canary.value for canary in tap.caught["mail-server"]} >= {f"{who}@canary.example" for who in ("zofia", "konto", "zweit", "mutter", "packer")}
    assert {canary.what for canary in tap.caught["courier:post"]} >= {"name", "address"}
    assert tap.courier.told, "the courier was asked"
    assert {canary.what for canary in tap.caught[f"seller:{order.seller_id}"]} >= {"name", "address", "goods", "amounts", "what you wrote"}
    assert {str(each.pattern) for each in urlpatterns} - tap.opened <= NO_PERSON


@pytest.mark.parametrize(
    "place",
    ["boxmalls.orders.telling.disclose", "boxmalls.privacy.disclosure.mails.disclose", "boxmalls.orders.relay.forwarding.disclose"],
)
def test_positive_control_where_nothing_is_noted_the_tap_finds_it(place: str, tap: Tap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, lambda **_given: None)
    order = sell(tap)
    react()
    write_by_mail(order, "zofia@canary.example", "Ist sie warm?")
    close_a_child(tap)
    assert tap.late


def test_positive_control_a_row_for_what_did_not_leave_is_found(tap: Tap) -> None:
    order = sell(tap)
    react()
    with transaction.atomic(), collecting(DISCLOSING, person=order.person_id, at=now()):
        Disclosure.objects.filter(person=order.person_id, recipient="mail-server").update(what="email, phone")
    assert ("mail-server", "phone") in tap.without_a_capture(order.person_id)
