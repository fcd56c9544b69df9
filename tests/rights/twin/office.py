"""What people ask of the office, and what those who work here do: with a request, for a store, about a breach."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from boxmalls.accounts.actions import hire
from boxmalls.accounts.models import Staff
from boxmalls.agreements.actions import accept_agreement
from boxmalls.orders.actions.take_copy import take_copy
from boxmalls.orders.actions.write import write_to_buyer, write_to_seller
from boxmalls.orders.models import Order
from boxmalls.privacy import glass
from boxmalls.privacy.breaches.actions import begin_letters, find_scope, report_breach
from boxmalls.privacy.choices.actions import opt_in, opt_out
from boxmalls.privacy.holds import hold, holds_in_force, lift
from boxmalls.privacy.journal.sealing import seal_journal
from boxmalls.privacy.models import Breach
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.register import Category, Target
from boxmalls.privacy.restriction import lift_restriction, object_to, restrict_person
from boxmalls.privacy_office.actions import answering, documents, filing, writing
from boxmalls.privacy_office.actions.stepping import take_step, told
from boxmalls.privacy_office.breach_letters import go_on_telling
from boxmalls.privacy_office.models import Channel, Kind, Request, SealedFile
from boxmalls.privacy_office.rules import Verb as Move
from boxmalls.privacy_office.testing import make_proven_request, make_request, staff_actor
from boxmalls.sellers.actions import add_team_member
from tests.rights.twin.world import World

type Verb = Callable[[World, Any, datetime], None]

A_PICTURE = b"\x89PNG\r\n\x1a\n" + b"a canary on a passport" * 40
BREACHED = ["orders.Delivery", "accounts.Address", "orders.OrderMessage"]


def join_the_staff(world: World, who: int, at: datetime) -> None:
    hire(person=world.person(who), role=world.rng.choice([Staff.SUPPORT, Staff.OFFICER]), at=at)


def join_a_store(world: World, who: int, at: datetime) -> None:
    add_team_member(seller=world.rng.choice(world.ground.stores), person=world.person(who), at=at)


def ask_the_office(world: World, who: int, at: datetime) -> None:
    """About their own data, signed in; or by a mail that nobody has proven yet."""
    words = {"words": f"What do you hold of {world.told(who).words}?", "email": world.told(who).email}
    kind = world.rng.choice([Kind.ACCESS, Kind.CORRECT, Kind.OBJECT, Kind.RESTRICT, Kind.COMPLAIN, Kind.DELETE])
    if world.rng.random() < 0.7:
        make_proven_request(world.person(who), kind, at=at, **words)
    else:
        make_request(world.person(who), kind, channel=Channel.EMAIL, at=at, **words)


def work_on_their_request(world: World, who: int, at: datetime) -> None:
    """One move with one request, and the words that go with it."""
    actor = staff_actor(world.by)
    for request in Request.objects.filter(person=world.person(who), ended_on=None).order_by("received_at", "pk")[:1]:
        world.rng.choice([_acknowledge, _answer, _refuse, _extend, _do_it, _want, _give_a_copy])(request, actor, at)
        writing.write_words(request=request, words=f"We write about {world.told(who).words}.", channel=Channel.EMAIL, ours=True, actor=actor, at=at)
        writing.send_words(at=at)


def _acknowledge(request: Request, actor: Any, at: datetime) -> None:
    take_step(request_id=request.pk, verb=Move.ACKNOWLEDGE, told=told(), actor=actor, at=at)


def _answer(request: Request, actor: Any, at: datetime) -> None:
    take_step(request_id=request.pk, verb=Move.ANSWER, told=told("As you asked."), actor=actor, at=at)


def _refuse(request: Request, actor: Any, at: datetime) -> None:
    take_step(request_id=request.pk, verb=Move.REFUSE, told=told("A canary cannot ask this.", code="excessive"), actor=actor, at=at)


def _extend(request: Request, actor: Any, at: datetime) -> None:
    take_step(request_id=request.pk, verb=Move.EXTEND, told=told("It is a lot of feathers.", code="complex"), actor=actor, at=at)


def _do_it(request: Request, actor: Any, at: datetime) -> None:
    answering.restrict_for(request=request, actor=actor, at=at)
    answering.object_for(request=request, purposes=[RECENTLY_VIEWED.code], actor=actor, at=at)
    answering.lift_for(request=request, actor=actor, at=at)


def _want(request: Request, actor: Any, at: datetime) -> None:
    until = (at + timedelta(days=14)).date()
    documents.want_document(request=request, what="Canary passport", reason="To be sure that it is you.", until_on=until, actor=actor, at=at)


def _give_a_copy(request: Request, actor: Any, at: datetime) -> None:
    answering.give_copy(request=request, actor=actor, at=at)
    answering.fetch_copy(request=request, at=at)


def send_a_paper(world: World, who: int, at: datetime) -> None:
    """A picture for a request of theirs, and the words that it is correct."""
    person = world.person(who)
    for request in Request.objects.filter(person=person).order_by("received_at", "pk")[:1]:
        documents.undertake(person_id=person.pk, about="document", wording=f"What I, {world.told(who).name}, send is correct.", at=at)
        filing.keep_file(
            person_id=person.pk, request=request, use=SealedFile.Use.DOCUMENT, name=f"{world.told(who).given}.png", content=A_PICTURE, at=at, read="CANARY"
        )


def write_to_the_store(world: World, who: int, at: datetime) -> None:
    for each in _of(world, who):
        write_to_seller(order=each, person=world.person(who).pk, text=f"Where is my {world.told(who).words}?", at=at)


def hear_from_the_store(world: World, who: int, at: datetime) -> None:
    for each in _of(world, who):
        write_to_buyer(seller=each.seller, number=each.number, text=f"It is on its way: {world.told(who).words}.", at=at)


def _of(world: World, who: int) -> list[Order]:
    return list(Order.objects.filter(person=world.person(who)).select_related("seller").order_by("-placed_at", "pk")[:1])


def accept_the_terms(world: World, who: int, at: datetime) -> None:
    accept_agreement(person_id=world.person(who).pk, version=world.ground.terms, language="en", at=at)


def be_held(world: World, who: int, at: datetime) -> None:
    """A court asks to keep what is held, or lets it go."""
    person = world.person(who)
    standing = holds_in_force(at).filter(person=person).first()
    if standing:
        lift(hold_id=standing.pk, by=world.by.pk, at=at)
    else:
        hold(person=person, reason="court", reference=f"File {world.told(who).words}", until=at + timedelta(days=90), by=world.by.pk, at=at)


def be_read_through_the_glass(world: World, who: int, at: datetime) -> None:
    """With a grave reason; a second person allows it."""
    reason = f"A threat against {world.told(who).given} is looked into."
    asked = glass.ask(person=world.person(who), by=world.by.pk, reason=reason, categories=[Category.BASIC, Category.NETWORK], at=at)
    glass.decide(glass_id=asked.pk, by=world.ground.second.pk, allow=world.rng.random() < 0.8, at=at)
    glass.look(glass_id=asked.pk, by=world.by.pk, at=at)
    glass.close(glass_id=asked.pk, by=world.by.pk, at=at)


def limit_use(world: World, who: int, at: datetime) -> None:
    """Restrict everything, object to one use, say no to one category; or take all of it back."""
    person = world.person(who)
    if not lift_restriction(person=person, actor=person.pk, actor_role="person", at=at):
        restrict_person(person=person, why="asked", actor=person.pk, actor_role="person", at=at)
        object_to(person=person, purpose=RECENTLY_VIEWED, at=at)
        opt_out(person_id=person.pk, target=Target(category=Category.ACCESS), site_code="eu", at=at)
    else:
        opt_in(person_id=person.pk, target=Target(category=Category.ACCESS), at=at)


def find_a_breach(world: World, who: None, at: datetime) -> None:
    """At the shop or at a store; or more becomes known of the last one."""
    last = Breach.objects.order_by("-detected_at").first()
    if last and world.rng.random() < 0.3:
        find_scope(breach_id=last.pk, by=world.by.pk, harm=True, at=at)
        return
    told_by = world.rng.choice(["staff", f"seller:{world.rng.choice(world.ground.stores).pk}"])
    report_breach(
        title="A copy lay open", what_happened="A disk was lost.", site_codes=["eu"], holdings=BREACHED, detected_at=at, told_by=told_by,
        by=world.by.pk, at=at,
    )  # fmt: skip


def write_of_breaches(world: World, who: None, at: datetime) -> None:
    """To everybody whom one concerns."""
    for breach in Breach.objects.order_by("detected_at"):
        begin_letters(breach_id=breach.pk, by=world.by.pk, at=at)
    go_on_telling(at=at)


def copy_orders(world: World, who: None, at: datetime) -> None:
    """Somebody of a store carries a copy of what is to be sent away."""
    take_copy(seller=world.rng.choice(world.ground.stores), by=world.by.pk, at=at)


def seal(world: World, who: None, at: datetime) -> None:
    """The worker seals the journal."""
    seal_journal(at=at)


JOBS: dict[str, Verb] = {verb.__name__: verb for verb in (join_the_staff, join_a_store)}
EVENTS: dict[str, Verb] = {verb.__name__: verb for verb in (find_a_breach, write_of_breaches, copy_orders, seal)}
OFFICE: dict[str, Verb] = {
    verb.__name__: verb
    for verb in (
        ask_the_office, work_on_their_request, send_a_paper, write_to_the_store, hear_from_the_store, accept_the_terms, be_held,
        be_read_through_the_glass, limit_use,
    )
}  # fmt: skip
