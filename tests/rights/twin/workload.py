"""A workload: random persons do random things through the front doors, and one of them may be left out without moving anybody else."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from django.test import Client

from boxmalls.accounts.actions import change_profile, claim_guest_orders, make_account
from boxmalls.accounts.actions.guardians import name_guardian
from boxmalls.accounts.proofs import Proof
from boxmalls.accounts.queries import ProfileView
from boxmalls.accounts.testing import make_address, make_staff, sign_in
from boxmalls.agreements.testing import make_terms
from boxmalls.base.refusals import Refusal
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
from boxmalls.privacy.holds import holds_in_force, lift
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
from proofs.people import Someone
from tests.rights.twin.fate import Fate
from tests.rights.twin.office import EVENTS, JOBS, OFFICE, Verb
from tests.rights.twin.world import THE_ONE, Ground, Somebody, Step, World, tells

BEGIN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
LEARNS = ("label", "address", "address_phone")


def make_ground() -> Ground:
    """Stores, goods, texts and staff."""
    publish("eu", at=BEGIN)
    stores = [make_seller(name=f"Store of {learns}", learns=learns, at=BEGIN) for learns in LEARNS]
    _open_accounts([store.pk for store in stores])
    offers = [make_delivered_offer(seller=store, stock=10_000, at=BEGIN) for store in stores for _two in range(2)]
    staff, second, stand_in = (make_staff(at=BEGIN) for _each in range(3))
    return Ground(stores, offers, make_terms("eu", at=BEGIN), staff, second, stand_in)


def _open_accounts(stores: list[UUID]) -> None:
    """Open what would be opened by whoever comes first, so that nobody's coming changes a number that another draws."""
    for kind in PLATFORM:
        for shard in range(SHARDS.get(kind, 1)):
            with mock.patch("random.randrange", return_value=shard):
                account_for(kind=kind, unit="EUR", at=BEGIN)
    for store in stores:
        for kind in SELLERS:
            account_for(kind=kind, unit="EUR", seller=store, at=BEGIN)


def run(ground: Ground, steps: Iterable[Step], fate: Fate, *, without: int | None, capture: Callable[..., Any], begin: datetime = BEGIN) -> World:
    """Take every step but those of one person. What was their work is done by somebody else."""
    world = World(ground, fate, random.Random(), ground.staff)
    for step in steps:
        if step.who is not None and step.who == without:
            continue
        at = begin + timedelta(minutes=60 + step.number * 11)
        fate.turn(str(step.number), at)
        world.rng = random.Random(f"{fate.seed}:{step.number}:choices")
        world.by = _at_work(world, step, without)
        with capture(execute=True):
            _take(world, step, at)
        fate.turn(f"{step.number} heard", at)
        react(at=at)
    return world


def _at_work(world: World, step: Step, without: int | None) -> Person:
    if step.by is None:
        return world.ground.staff
    return world.ground.stand_in if step.by == without else world.person(step.by)


def _take(world: World, step: Step, at: datetime) -> None:
    act = FIXED.get(step.verb) or VERBS[step.verb]
    try:
        act(world, step.who, at)
    except Refusal:
        """Somebody tried what cannot be done now; that is a part of life."""


def register(world: World, who: int, at: datetime) -> None:
    told = tells(world.fate.seed, who)
    user = make_account(email=told.email, password=None, at=at)
    world.people[who] = Somebody(who, Person.objects.get(pk=user.person_id), told)
    accept_policy(person=user.person_id, site_code="eu", language="en", at=at)
    if world.rng.random() < 0.3:
        name_guardian(person_id=user.person_id, email=f"parent.of.{told.email}", site_code="eu", at=at)


def take_their_address(world: World, who: int, at: datetime) -> None:
    """Years later the address is somebody else's, who proves it and asks for what was ordered under it."""
    user = make_account(email=tells(world.fate.seed, THE_ONE).email, password=None, at=at)
    newcomer = Person.objects.get(pk=user.person_id)
    world.people[who] = Somebody(who, newcomer, replace(tells(world.fate.seed, who), email=user.email))
    assert claim_guest_orders(person=newcomer, proof=Proof(user.email, at), at=at) == 0


def erase(world: World, who: int, at: datetime) -> None:
    let_go(world, who, at)
    erase_person(person=world.person(who), site_code="eu", at=at, receipt_token=f"receipt {world.fate.seed}")


def let_go(world: World, who: int, at: datetime) -> None:
    """Nobody asks any more to keep what is held about them."""
    for each in holds_in_force(at).filter(person=world.person(who)):
        lift(hold_id=each.pk, by=world.by.pk, at=at)


def look_around(world: World, who: int, at: datetime) -> None:
    person, offer = world.person(who), world.rng.choice(world.ground.offers)
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording="Keep what I open.", site_code="eu", language="en", at=at)
    remember_visit(person_id=person.pk, product_id=offer.product_id, page=f"/products/{offer.product_id}", at=at)


def think_again(world: World, who: int, at: datetime) -> None:
    withdraw_consent(person=world.person(who), purpose=RECENTLY_VIEWED, at=at)


def fill_cart(world: World, who: int, at: datetime) -> None:
    offer = world.rng.choice(world.ground.offers)
    put_in_cart(person=world.person(who), site=offer.site, offer=offer, quantity=world.rng.randrange(1, 4), at=at)


def write_address(world: World, who: int, at: datetime) -> None:
    make_address(world.person(who), name=world.told(who).name, line1=world.told(who).street, at=at)


def fill_in_profile(world: World, who: int, at: datetime) -> None:
    told = ProfileView(name=world.told(who).name, birthday="1980-02-29", phone=world.told(who).phone)
    change_profile(person_id=world.person(who).pk, told=told, at=at)


def order(world: World, who: int, at: datetime) -> None:
    _order(world, world.person(who), world.told(who), world.told(who), at)


def send_a_gift(world: World, who: int, at: datetime) -> None:
    """To somebody who may be a customer, too."""
    _order(world, world.person(who), tells(world.fate.seed, (who + 1) % 4), world.told(who), at)


def order_as_guest(world: World, who: int, at: datetime) -> None:
    """Before signing in; the orders are claimed afterwards with the address proven."""
    one = world.people[who]
    guest = make_visitor(at=at)
    _order(world, guest, one.told, one.told, at)
    react(at=at)
    claim_guest_orders(person=one.person, proof=Proof(one.told.email, at), at=at)


def _order(world: World, person: Person, to: Someone, buyer: Someone, at: datetime) -> None:
    chosen = world.rng.sample(world.ground.offers, world.rng.randrange(1, 4))
    cart = make_cart(person, chosen, site=chosen[0].site, quantity=world.rng.randrange(1, 3), at=at)
    delivery = {"name": to.name, "line1": to.street, "postcode": "04107", "city": "Leipzig", "country": "DE", "phone": ""}
    complete(cart, contact={"email": buyer.email}, delivery=delivery, at=at, key=f"key-{world.rng.randrange(10**9):09d}")


def pay(world: World, who: int, at: datetime) -> None:
    """Staff see a transfer arrive."""
    for payment in Payment.objects.filter(person=world.person(who), confirmation=None).order_by("created_at")[:1]:
        _see_arrive(world, payment, at)


def _see_arrive(world: World, payment: Payment, at: datetime) -> None:
    confirm_transfer(payment_id=payment.pk, staff_id=world.by.pk, at=at)
    if THE_ONE in world.people and world.by == world.person(THE_ONE):
        world.seen_by_the_one.add(payment.pk)


def put_money_in(world: World, who: int, at: datetime) -> None:
    payment = top_up(person_id=world.person(who).pk, amount_minor=world.rng.randrange(100, 9_000), currency="EUR", at=at)
    _see_arrive(world, payment, at)


def call_off(world: World, who: int, at: datetime) -> None:
    for each in _orders(world, who)[:1]:
        cancel_order(order=each, person=world.person(who), at=at)


def send_off(world: World, who: int, at: datetime) -> None:
    """A seller hands their parcel to a carrier."""
    for each in _orders(world, who)[:1]:
        pay(world, who, at)
        ship_order(order=each, seller=each.seller_id, carrier="Post", tracking=world.told(who).parcel, at=at)


def receive(world: World, who: int, at: datetime) -> None:
    for each in Order.objects.filter(person=world.person(who), shipment__isnull=False, receipt=None).order_by("placed_at")[:1]:
        mark_received(order=each, person=world.person(who), at=at)


def _orders(world: World, who: int) -> list[Order]:
    return list(Order.objects.filter(person=world.person(who), shipment=None, cancellation=None).order_by("placed_at", "pk"))


def put_right(world: World, who: int, at: datetime) -> None:
    person = world.person(who)
    wrong = [cell for cell in holdings_of(person.pk) if cell.correctable and cell.column == "name"]
    for cell in wrong[:1]:
        correct_value(person_id=person.pk, key=cell.key, value=f"{world.told(who).given} Corrected", at=at)


def carry_away(world: World, who: int, at: datetime) -> None:
    person = world.person(who)
    export_person(person=person, at=at)
    note(verb="exported", subject=person.pk, actor=person.pk, actor_role="person", what="", reason="You asked for a copy", at=at)


def be_looked_at(world: World, who: int, at: datetime) -> None:
    """Staff, or somebody of a store, read an address, and say why."""
    role = world.rng.choice(["staff", "seller"])
    note(
        verb="read", subject=world.person(who).pk, actor=world.by.pk, actor_role=role, what="accounts.Address", reason=f"A call: {world.told(who).words}", at=at
    )


def open_own_page(world: World, who: int, at: datetime) -> None:
    browser = sign_in(Client(HTTP_HOST="eu.localhost"), world.person(who))
    assert browser.get("/your-data").status_code == 200


FIXED: dict[str, Verb] = {verb.__name__: verb for verb in (register, erase, take_their_address)} | JOBS
VERBS: dict[str, Verb] = OFFICE | EVENTS | {
    verb.__name__: verb
    for verb in (
        look_around, think_again, fill_cart, write_address, fill_in_profile, order, send_a_gift, order_as_guest, pay, put_money_in,
        call_off, send_off, receive, put_right, carry_away, be_looked_at, open_own_page,
    )
}  # fmt: skip
