"""A buyer's life in steps, each the doing of one feature: what ran, and what it wrote."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connections, transaction
from django.test import Client, override_settings

from boxmalls.accounts.actions import add_address
from boxmalls.accounts.actions.profiles import change_profile
from boxmalls.accounts.queries import ProfileView
from boxmalls.accounts.testing import make_account, make_postal, make_seller_member, sign_in
from boxmalls.base.clock import now
from boxmalls.base.refusals import Refusal
from boxmalls.catalog.models import Offer
from boxmalls.checkout.actions import put_in_cart
from boxmalls.checkout.models import Cart
from boxmalls.checkout.testing import complete, make_cart, make_delivered_offer, make_group
from boxmalls.orders.actions.book import Wanted, book_parcels
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.actions.ship import ship_order
from boxmalls.orders.actions.write import write_to_seller
from boxmalls.orders.courier import asking
from boxmalls.orders.courier.hearing import hear_event as hear_of_parcel
from boxmalls.orders.leases import follow_lease
from boxmalls.orders.models import Booking, MailSent, OrderGroup, PhoneCall, PhoneLine, RelayAddress, Shipment
from boxmalls.orders.phone_relay.hearing import hear_event
from boxmalls.orders.phone_relay.lines import open_line
from boxmalls.orders.phone_relay.protocol import Event, Lent
from boxmalls.payments.actions.ask import top_up
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.consent import consented, give_consent
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy.actions import publish_first_policy
from boxmalls.privacy.purposes import OFFLINE, RECENTLY_VIEWED
from boxmalls.privacy.register import HOLDINGS, Category, Purpose
from boxmalls.privacy.rights.rows import database_of_holding, holdings_with_a_person, model_of
from boxmalls.privacy.visits import remember_visit
from boxmalls.sellers.actions import add_team_member
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.couriers.protocol import Booked
from boxmalls.shipping.couriers.protocol import Event as Parcel
from boxmalls.shop.testing import Window, make_window
from boxmalls.sites.testing import make_sites
from config.env.mailbox import Mailbox

HOST = {"host": "eu.localhost", "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140"}
type Values = dict[tuple[str, str, str], str]


class Bringer:
    """A courier that brings whatever it is asked for."""

    name, codes = "Post", True

    def book(self, _parcel: object) -> Booked:
        return Booked("CC000000000DE", "DROP-000000")


class Lender:
    """A phone relay that lends whatever it is asked for."""

    host = "relay.example"

    def open(self, _wanted: object) -> Lent:
        return Lent("+32 2 555 0000", "4000")


@dataclass
class Life:
    """Somebody with an account, a basket, an order from before, and their yes to all that is optional."""

    person: Person
    client: Client
    seller: Client
    window: Window
    cart: Cart
    before: OrderGroup
    offer: Offer

    def steps(self) -> dict[str, Callable[[], bool]]:
        """Each feature's doing: True where it ran."""
        return {
            "privacy.recently-viewed": self._open_a_product,
            "privacy.offline": lambda: consented(self.person.pk, OFFLINE),
            "accounts.profile": self._tell_their_name,
            "accounts.address-book": self._keep_an_address,
            "accounts.sessions": self._sign_in_elsewhere,
            "sellers.team": self._join_a_store,
            "payments.paying-in": self._pay_in,
            "orders.courier": self._have_a_parcel_brought,
            "orders.tracking": self._get_a_parcel,
            "orders.writing": self._write_to_the_seller,
            "orders.calling": self._may_be_called,
            "orders.mails": self._get_a_mail,
            "checkout.ordering": self._order,
            "checkout.basket": self._fill_the_basket,
        }

    def live(self) -> set[str]:
        """Do everything; the features that ran."""
        ran = set()
        for code, step in self.steps().items():
            try:
                with a_part():
                    if step():
                        ran.add(code)
            except Refusal:
                pass
        return ran

    def _open_a_product(self) -> bool:
        remember_visit(person_id=self.person.pk, product_id=uuid4(), page="/products/x/new-chair", at=now())
        return True

    def _tell_their_name(self) -> bool:
        change_profile(person_id=self.person.pk, told=ProfileView(name=f"Lena {uuid4().hex[:6]}"), at=now())
        return True

    def _keep_an_address(self) -> bool:
        add_address(person_id=self.person.pk, postal=make_postal(name=f"Lena {uuid4().hex[:6]}"), at=now())
        return True

    def _sign_in_elsewhere(self) -> bool:
        row = self._session()
        return row.ip != "0.0.0.0" and bool(row.user_agent)

    def _session(self) -> UserSession:
        client = Client()
        client.post("/accounts/login/", {"login": self.email, "password": PASSWORD}, headers=HOST)
        return UserSession.objects.get(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)

    @property
    def email(self) -> str:
        return f"{self.person.pk.hex[-12:]}@example.org"

    def _join_a_store(self) -> bool:
        add_team_member(seller=make_seller(), person=self.person, at=now())
        return True

    def _pay_in(self) -> bool:
        top_up(person_id=self.person.pk, amount_minor=1000, currency="EUR", at=now())
        return True

    def _have_a_parcel_brought(self) -> bool:
        order = self.before.orders.get()
        Booking.objects.filter(order=order).delete()
        with patch("boxmalls.orders.actions.book.courier_of_site", lambda _site: Bringer()), patch.object(asking, "courier_named", lambda _name: Bringer()):
            made = book_parcels(seller=order.seller, numbers=[order.number], wanted=Wanted(), at=now())
        return bool(made.booked)

    def _get_a_parcel(self) -> bool:
        order = self.before.orders.get()
        ship_order(order=order, seller=order.seller, carrier="DHL", tracking="0034", at=now())
        for parcel in Booking.objects.filter(order=order).values_list("pk", flat=True):
            hear_of_parcel("Post", Parcel(uuid4().hex, parcel, "in_transit", now()), at=now())
        shipment = Shipment.objects.get(order=order)
        assert bool(shipment.carrier) == bool(shipment.tracking)
        return bool(shipment.carrier)

    def _get_a_mail(self) -> bool:
        return send_mail(kind="confirmation", group_id=self.before.pk, at=now())

    def _write_to_the_seller(self) -> bool:
        order = self.before.orders.get()
        RelayAddress.objects.filter(order=order).delete()
        with override_settings(RELAY_MAILBOX=Mailbox("127.0.0.1", 9, "relay", "-")):
            follow_lease(order.pk, at=now())
        write_to_seller(order=order, person=self.person.pk, text="Is it blue?", at=now())
        return RelayAddress.objects.filter(order=order).exists()

    def _may_be_called(self) -> bool:
        order = self.before.orders.get()
        PhoneLine.objects.filter(order=order).delete()
        if not open_line(order.pk, relay=Lender(), at=now()):
            return False
        line = PhoneLine.objects.get(order=order)
        return hear_event(Event(uuid4().hex, line.pk, PhoneCall.Kind.STARTED, now(), 0), at=now())

    def _order(self) -> bool:
        complete(self.cart, at=now())
        return True

    def _fill_the_basket(self) -> bool:
        put_in_cart(person=self.person, site=self.cart.site, offer=self.offer, at=now())
        return True

    def pages(self) -> list[str]:
        """Pages, answers for programs, and the seller's desk, that are looked at before and after; where nothing else is said, as the buyer."""
        product, order = self.window.product.pk, self.before.orders.get().number
        return [
            "/", self.window.paths[1], self.window.paths[2], "/c", "/help", "/search?q=chair", "/search/suggestions?q=ch",
            "/api/v1/search?q=chair", f"/api/v1/products/{product}", "/api/v1/openapi.json",
            "/cart", "/checkout", "/orders", f"/orders/{self.before.number}", f"/orders/{self.before.number}/invoice", "/balance",
            "/account", "/account/addresses", "/account/sessions", "/account/places", "/accounts/email/", "/accounts/password/change/",
            "/policy", "/policy/choices", "/policy/cookies", "/agreements",
            "/your-data", "/your-data/choices", "/your-data/proofs", "/privacy/requests", "/privacy/requests/new", "/privacy/objections",
            *(f"seller {path}" for path in ("/seller/", "/seller/orders", f"/seller/orders/{order}", "/seller/money", "/seller/delivery", "/seller/listings")),
        ]  # fmt: skip

    def look(self, pages: Iterable[str] | None = None) -> dict[str, tuple[int, bytes]]:
        """What pages answer now; the first look at a product is remembered, so it is looked at before."""
        self._ask(self.window.paths[1])
        return {page: self._ask(page) for page in (self.pages() if pages is None else pages)}

    def _ask(self, page: str) -> tuple[int, bytes]:
        who, _space, path = page.rpartition(" ")
        response = (self.seller if who else self.client).get(path, headers=HOST)
        return response.status_code, _without_marks(response.content)


PASSWORD = "a quiet harbour town"


@contextmanager
def a_part() -> Iterator[None]:
    """A step that stands or falls by itself, in which what insists on an outermost transaction may stand."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield


def _without_marks(content: bytes) -> bytes:
    """A page without numbers of one time, and without what tells scripts that they may keep the offline page: that is its feature."""
    return re.sub(rb'name="(key|csrfmiddlewaretoken)" value="[0-9A-Za-z]+"| data-keeps="privacy.offline"', b"", content)


def begin() -> Life:
    """A life up to the day on which somebody opts out."""
    make_sites()
    publish_first_policy(site_codes=["eu"], at=now())
    window = make_window(goods=1)
    person = create_person(kind=Person.ACCOUNT, at=now())
    person = make_account(f"{person.pk.hex[-12:]}@example.org", password=PASSWORD, person=person)
    at = now() - timedelta(hours=1)
    offer = make_delivered_offer(seller=make_seller(learns="address_phone"))
    before = make_group(person, [offer], at=at)
    MailSent.objects.filter(about_id=before.pk).delete()
    cart = make_cart(person, [offer], at=at)
    for purpose in (RECENTLY_VIEWED, OFFLINE):
        give_consent(person=person, purpose=purpose, wording="Yes.", site_code="eu", language="en", at=at)
    client = sign_in(Client(), person)
    client.cookies["visits"] = "1"
    client.get("/account", headers=HOST)
    seller = sign_in(Client(), make_seller_member(before.orders.get().seller))
    return Life(person, client, seller, window, cart, before, offer)


def values_of(person_id: UUID, wanted: Callable[[Category, Purpose], bool]) -> Values:
    """Every value in columns that are kept for what is wanted: table, row and column, and what stands there. Read without the models."""
    found: Values = {}
    for holding in holdings_with_a_person():
        columns = [column for column, (category, purpose) in holding.fields.items() if wanted(category, purpose)]
        if columns and database_of_holding(holding) == "default":
            found |= _read(holding.model, holding.person, columns, person_id)
    return found


def _read(label: str, path: str, columns: list[str], person_id: UUID) -> Values:
    holding = HOLDINGS.get(label)
    assert holding is not None
    model = model_of(holding)
    sql, given = model._base_manager.filter(**{path: person_id}).order_by().values(*_keys(model), *columns).query.sql_with_params()
    said = ", ".join(f'held."{column}"::text' for column in columns)
    with connections["default"].cursor() as cursor:
        key = "||'/'||".join(f'held."{name}"::text' for name in _keys(model))
        cursor.execute(f"SELECT {key}, {said} FROM ({sql}) AS held", given)
        rows: list[Any] = cursor.fetchall()
    return {(label, row[0], column): value for row in rows for column, value in zip(columns, row[1:], strict=True) if says(value)}


def _keys(model: Any) -> list[str]:
    key = model._meta.pk
    return [field.attname for field in getattr(key, "fields", None) or [key]]


def says(value: str | None) -> bool:
    """Whether a value says something; a sealed nothing is as long as its seal."""
    if not value:
        return False
    return not (value.startswith("\\x") and len(value) <= 2 + 2 * 29)
