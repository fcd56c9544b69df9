"""A workload: random persons do random things through the front doors, and one of them may be left out without moving anybody else."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from django.test import Client

from boxmalls.accounts.actions import change_profile, claim_guest_orders, make_account
from boxmalls.accounts.proofs import Proof
from boxmalls.accounts.queries import ProfileView
from boxmalls.accounts.testing import make_address, make_staff, sign_in
from boxmalls.base.refusals import Refusal
from boxmalls.catalog.models import Offer
from boxmalls.checkout.actions import put_in_cart
from boxmalls.checkout.testing import complete, make_cart, make_delivered_offer
from boxmalls.ledger.actions import account_for
from boxmalls.ledger.models.account import PLATFORM, SELLERS, SHARDS
from boxmalls.orders.actions import cancel_order, mark_received, ship_order
from boxmalls.orders.models import Order
from boxmalls.orders.testing import react
from boxmalls.payments.actions import confirm_transfer, top_up
from boxmalls.payments.models import Payment
from boxmalls.privacy.consent import give_consent, withdraw_consent
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Person
from boxmalls.privacy.policy import accept_policy
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import make_visitor, publish
from boxmalls.privacy.visits.actions import remember_visit
from boxmalls.sellers.testing import make_seller
from tests.rights.twin.fate import Fate

BEGIN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
LEARNS = ("label", "address", "address_phone")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is there before anybody comes: stores, goods in plenty, somebody who works here."""

    offers: list[Offer]
    staff: Person


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something."""

    number: int
    who: int
    verb: str


@dataclass(slots=True)
class Somebody:
    """Where somebody stands in the course of it."""

    number: int
    person: Person
    email: str
    guests: int = 0


@dataclass(slots=True)
class World:
    """A run: who is there."""

    ground: Ground
    fate: Fate
    rng: random.Random
    people: dict[int, Somebody] = field(default_factory=dict)


def make_ground() -> Ground:
    """Stores, goods and staff."""
    publish("eu", at=BEGIN)
    stores = [make_seller(learns=learns, at=BEGIN) for learns in LEARNS]
    _open_accounts([store.pk for store in stores])
    return Ground([make_delivered_offer(seller=store, stock=10_000, at=BEGIN) for store in stores for _two in range(2)], make_staff(at=BEGIN))


def _open_accounts(stores: list[UUID]) -> None:
    """Open what would be opened by whoever comes first, so that nobody's coming changes a number that another draws."""
    for kind in PLATFORM:
        for shard in range(SHARDS.get(kind, 1)):
            with mock.patch("random.randrange", return_value=shard):
                account_for(kind=kind, unit="EUR", at=BEGIN)
    for store in stores:
        for kind in SELLERS:
            account_for(kind=kind, unit="EUR", seller=store, at=BEGIN)


def plan(seed: int, *, people: int, steps: int, whom: int = 0) -> list[Step]:
    """Who does what, in which order. Everybody registers first; the one is erased somewhere in the second half; somebody then takes their address."""
    rng = random.Random(seed)
    arrivals = [(who, "register") for who in range(people)]
    acts = [(rng.choice([whom, *range(people)]), rng.choice(sorted(VERBS))) for _each in range(steps)]
    leaving = rng.randrange(steps // 2, steps + 1)
    later = [act for act in acts[leaving:] if act[0] != whom]
    doings = [*arrivals, *acts[:leaving], (whom, "erase"), (people, "take_their_address"), *later]
    return [Step(number, who, verb) for number, (who, verb) in enumerate(doings)]


def run(ground: Ground, steps: list[Step], fate: Fate, *, without: int | None, capture: Callable[..., Any]) -> World:
    """Take every step but those of one person."""
    world = World(ground, fate, random.Random())
    for step in steps:
        if step.who == without:
            continue
        at = BEGIN + timedelta(hours=1 + step.number * 3)
        fate.turn(str(step.number), at)
        world.rng = random.Random(f"{fate.seed}:{step.number}:choices")
        with capture(execute=True):
            _take(world, step, at)
        fate.turn(f"{step.number} heard", at)
        react(at=at)
    return world


def _take(world: World, step: Step, at: datetime) -> None:
    act = {"register": register, "erase": erase, "take_their_address": take_their_address}.get(step.verb) or VERBS[step.verb]
    try:
        act(world, step.who, at)
    except Refusal:
        """Somebody tried what cannot be done now; that is a part of life."""


def register(world: World, who: int, at: datetime) -> None:
    email = f"canary.{who}.{world.fate.seed}@canary.example"
    user = make_account(email=email, password=None, at=at)
    world.people[who] = Somebody(who, Person.objects.get(pk=user.person_id), email)
    accept_policy(person=user.person_id, site_code="eu", language="en", at=at)


def take_their_address(world: World, who: int, at: datetime) -> None:
    """Years later the address is somebody else's, who proves it and asks for what was ordered under it."""
    user = make_account(email=f"canary.0.{world.fate.seed}@canary.example", password=None, at=at)
    newcomer = Person.objects.get(pk=user.person_id)
    world.people[who] = Somebody(who, newcomer, user.email)
    assert claim_guest_orders(person=newcomer, proof=Proof(user.email, at), at=at) == 0


def erase(world: World, who: int, at: datetime) -> None:
    erase_person(person=world.people[who].person, site_code="eu", at=at, receipt_token=f"receipt {world.fate.seed}")


def look_around(world: World, who: int, at: datetime) -> None:
    person, offer = world.people[who].person, world.rng.choice(world.ground.offers)
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording="Keep what I open.", site_code="eu", language="en", at=at)
    remember_visit(person_id=person.pk, product_id=offer.product_id, page=f"/products/{offer.product_id}", at=at)


def think_again(world: World, who: int, at: datetime) -> None:
    withdraw_consent(person=world.people[who].person, purpose=RECENTLY_VIEWED, at=at)


def fill_cart(world: World, who: int, at: datetime) -> None:
    offer = world.rng.choice(world.ground.offers)
    put_in_cart(person=world.people[who].person, site=offer.site, offer=offer, quantity=world.rng.randrange(1, 4), at=at)


def write_address(world: World, who: int, at: datetime) -> None:
    make_address(world.people[who].person, name=f"Canary Person {who}", line1=f"Canary Street {who}", at=at)


def fill_in_profile(world: World, who: int, at: datetime) -> None:
    told = ProfileView(name=f"Canary Person {who}", birthday="1980-02-29", phone="+4915123456789")
    change_profile(person_id=world.people[who].person.pk, told=told, at=at)


def order(world: World, who: int, at: datetime) -> None:
    _order(world, world.people[who].person, f"Canary Person {who}", world.people[who].email, at)


def send_a_gift(world: World, who: int, at: datetime) -> None:
    """To somebody who may be a customer, too."""
    _order(world, world.people[who].person, f"Canary Person {(who + 1) % 4}", world.people[who].email, at)


def order_as_guest(world: World, who: int, at: datetime) -> None:
    """Before signing in; the orders are claimed afterwards with the address proven."""
    one = world.people[who]
    guest = make_visitor(at=at)
    _order(world, guest, f"Canary Person {who}", one.email, at)
    react(at=at)
    claim_guest_orders(person=one.person, proof=Proof(one.email, at), at=at)


def _order(world: World, person: Person, name: str, email: str, at: datetime) -> None:
    chosen = world.rng.sample(world.ground.offers, world.rng.randrange(1, 4))
    cart = make_cart(person, chosen, quantity=world.rng.randrange(1, 3), at=at)
    delivery = {"name": name, "line1": f"{name} Street", "postcode": "04107", "city": "Leipzig", "country": "DE", "phone": ""}
    complete(cart, contact={"email": email}, delivery=delivery, at=at, key=f"key-{world.rng.randrange(10**9):09d}")


def pay(world: World, who: int, at: datetime) -> None:
    """Staff see a transfer arrive."""
    for payment in Payment.objects.filter(person=world.people[who].person, confirmation=None).order_by("created_at")[:1]:
        confirm_transfer(payment_id=payment.pk, staff_id=world.ground.staff.pk, at=at)


def put_money_in(world: World, who: int, at: datetime) -> None:
    payment = top_up(person_id=world.people[who].person.pk, amount_minor=world.rng.randrange(100, 9_000), currency="EUR", at=at)
    confirm_transfer(payment_id=payment.pk, staff_id=world.ground.staff.pk, at=at)


def call_off(world: World, who: int, at: datetime) -> None:
    for each in _orders(world, who)[:1]:
        cancel_order(order=each, person=world.people[who].person, at=at)


def send_off(world: World, who: int, at: datetime) -> None:
    """A seller hands their parcel to a carrier."""
    for each in _orders(world, who)[:1]:
        pay(world, who, at)
        ship_order(order=each, seller=each.seller_id, carrier="Canary Post", tracking=f"CP{who}{world.rng.randrange(10**6)}", at=at)


def receive(world: World, who: int, at: datetime) -> None:
    for each in Order.objects.filter(person=world.people[who].person, shipment__isnull=False, receipt=None).order_by("placed_at")[:1]:
        mark_received(order=each, person=world.people[who].person, at=at)


def _orders(world: World, who: int) -> list[Order]:
    return list(Order.objects.filter(person=world.people[who].person, shipment=None, cancellation=None).order_by("placed_at", "pk"))


def put_right(world: World, who: int, at: datetime) -> None:
    person = world.people[who].person
    wrong = [cell for cell in holdings_of(person.pk) if cell.correctable and cell.column == "name"]
    for cell in wrong[:1]:
        correct_value(person_id=person.pk, key=cell.key, value=f"Canary Corrected {who}", at=at)


def carry_away(world: World, who: int, at: datetime) -> None:
    person = world.people[who].person
    export_person(person=person, at=at)
    note(verb="exported", subject=person.pk, actor=person.pk, actor_role="person", what="", reason="You asked for a copy", at=at)


def be_looked_at(world: World, who: int, at: datetime) -> None:
    """Staff read an address, and say why."""
    subject = world.people[who].person.pk
    note(verb="read", subject=subject, actor=world.ground.staff.pk, actor_role="staff", what="accounts.Address", reason=f"Canary call {who}", at=at)


def open_own_page(world: World, who: int, at: datetime) -> None:
    browser = sign_in(Client(HTTP_HOST="eu.localhost"), world.people[who].person)
    assert browser.get("/your-data").status_code == 200


VERBS: dict[str, Callable[[World, int, datetime], None]] = {
    verb.__name__: verb
    for verb in (
        look_around, think_again, fill_cart, write_address, fill_in_profile, order, send_a_gift, order_as_guest, pay, put_money_in,
        call_off, send_off, receive, put_right, carry_away, be_looked_at, open_own_page,
    )
}  # fmt: skip
