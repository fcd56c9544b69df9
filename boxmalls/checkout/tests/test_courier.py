"""A courier is told where a parcel goes; the seller holds a code that names nobody. Nothing is booked twice or lost, and nothing is kept once it is over."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from boxmalls.checkout.testing import ADDRESSES, AT, make_delivered_offer, make_order
from boxmalls.ledger.testing import owner_cursor
from boxmalls.orders.actions import book as book_action
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.actions.book import Wanted, book_parcels, cancel_booking, take_label
from boxmalls.orders.courier import asking
from boxmalls.orders.courier.asking import ask_couriers
from boxmalls.orders.leases import end_leases
from boxmalls.orders.models import Booking, Order, ParcelEvent, ParcelToForget, Receipt, Shipment
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import BuyerRefusesCouriers, LeaseIsOver, NeedsAnAddress, NoCourier, NoSuchOrder, NothingBooked, NotToShip
from boxmalls.orders.telling import COURIERS_FORGET_AFTER
from boxmalls.orders.testing import react
from boxmalls.privacy.choices import opt_out
from boxmalls.privacy.models import CorrectionNotice, Disclosure
from boxmalls.privacy.register import Category, Target
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import publish
from boxmalls.sellers.testing import make_seller
from boxmalls.shipping.couriers.http import HttpCourier
from boxmalls.shipping.couriers.protocol import Booked, CourierDoesNotAnswer, CourierRefuses, Parcel, PickedUp, Place
from boxmalls.sites.testing import make_sites
from config.env.courier import CourierService, parse_couriers
from tests.courier_peer import CourierPeer, open_courier
from tests.phone_peer import open_peer

database = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
TO = {**{name: ADDRESSES["eu"][name] for name in ("name", "line1", "postcode", "city", "country")}, "line2": "", "region": "", "phone": ""}
PARCEL = Parcel(uuid4(), "BX-1", "Photohaus", "Gent", Place(**TO), "standard", "drop_off", True, 900, "m")


@pytest.fixture
def peer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[CourierPeer]:
    monkeypatch.setattr("boxmalls.base.signed.PAUSES_S", (0.0, 0.0))
    monkeypatch.setattr("boxmalls.base.signed.WAITS_S", 120)
    monkeypatch.setattr("boxmalls.orders.web.parcels.now", lambda: AT)
    with open_courier() as running:
        settings.COURIERS = (running.service,)
        yield running


def sold(learns: str = "label", **given: Any) -> Any:
    make_sites()
    publish()
    order = make_order(offer=make_delivered_offer(seller=make_seller(learns=learns)), **given)
    react()
    return order


def book(*orders: Any, at: Any = AT, **wanted: Any) -> Any:
    return book_parcels(seller=orders[0].seller, numbers=[order.number for order in orders], wanted=Wanted(**wanted), at=at)


def shown(order: Any, at: Any = AT) -> Any:
    return order_for_seller(order.seller_id, order.number, at=at)


def refusal(booked: Any) -> type:
    [(_number, why)] = booked.left_out
    return type(why)


def hear(peer: CourierPeer, parcel: Any, kind: str, number: str = "e1", *, secret: str | None = None, at: Any = AT) -> int:
    told = {"id": number, "parcel": str(parcel), "kind": kind, "at": AT.isoformat()}
    more = {"secret": secret} if secret else {}
    body, heads = peer.signed_event(moment=int(at.timestamp()), **more, **told)
    return Client().post("/courier/events", body, content_type="application/json", headers={**HOST, **heads}).status_code


# The adapter and its peer


def test_a_parcel_is_booked_once_under_our_name_for_it_and_the_courier_learns_where_it_goes_and_not_what_is_in_it(peer: CourierPeer) -> None:
    courier = HttpCourier(peer.service)
    assert courier.book(PARCEL) == courier.book(PARCEL) == Booked("CC000000000DE", "DROP-000000")
    assert json.loads(peer.told[0]) == {
        "reference": "BX-1", "from": {"name": "Photohaus", "address": "Gent"}, "to": TO, "service": "standard", "handover": "drop_off",
        "label": "code", "weight_g": 900, "size": "m",
    }  # fmt: skip
    courier.cancel(PARCEL.id)
    courier.cancel(PARCEL.id)
    courier.forget(PARCEL.id)
    with pytest.raises(CourierDoesNotAnswer):
        courier.book(PARCEL)


def test_on_paper_the_label_is_the_couriers_own_in_three_forms(peer: CourierPeer) -> None:
    courier, paper = HttpCourier(peer.service), replace(PARCEL, id=uuid4(), paperless=False)
    assert courier.book(paper).code == ""
    for form in ("pdf", "png", "zpl"):
        assert courier.label(paper.id, form).startswith(f"%label.{form}".encode())  # type: ignore[arg-type]
    courier.book(PARCEL)
    with pytest.raises(CourierDoesNotAnswer):
        courier.label(PARCEL.id, "pdf")


def test_what_is_too_late_too_heavy_badly_signed_or_unanswered_is_told_apart(peer: CourierPeer) -> None:
    courier = HttpCourier(peer.service)
    with pytest.raises(CourierRefuses):
        courier.book(replace(PARCEL, weight_g=30_001))
    courier.book(PARCEL)
    peer.picked_up.add(str(PARCEL.id))
    with pytest.raises(PickedUp):
        courier.cancel(PARCEL.id)
    with pytest.raises(PickedUp):
        courier.redirect(PARCEL.id, PARCEL.to, wish=uuid4())
    with pytest.raises(CourierDoesNotAnswer):
        HttpCourier(replace(peer.service, secret="guessed")).book(PARCEL)
    assert len(peer.refused) == 1, "and is not tried again"
    peer.trouble = [500, 502, 503, 504]
    with pytest.raises(CourierDoesNotAnswer):
        courier.book(PARCEL)
    assert peer.trouble == [504], "three tries and no more"


def test_a_courier_is_named_with_its_sites_and_what_it_cannot_do() -> None:
    one, other = parse_couriers(
        "https://k:s%20s@post.example/v1?events=e&name=Post&sites=eu,my&codes=no http://k:s@localhost:9/v1?events=e"
    )  # fmt: skip
    assert (one.name, one.sites, one.codes, one.secret) == ("Post", {"eu", "my"}, False, "s s")
    assert (other.name, other.sites, other.codes) == ("localhost", frozenset(), True)
    for wrong in (
        "https://post.example/v1?events=e",
        "https://k:s@post.example/v1",
        "http://k:s@post.example/v1?events=e",
        "https://k:s@post.example/v1?events=e&code=no",
        "https://k:s@a.example/?events=e https://k:s@b.example/?events=e",
        "https://k:s@a.example/?events=e&sites=eu https://k:s@b.example/?events=e&sites=my,eu",
    ):
        with pytest.raises(ValueError, match=r"must|may"):
            parse_couriers(wrong)


# Booking


@database
def test_a_seller_who_learns_a_label_holds_a_code_and_the_courier_the_address(peer: CourierPeer) -> None:
    order = sold()
    assert book(order, weight_g=700, handover="pick_up").booked == (order.number,)
    [parcel] = peer.parcels.values()
    assert parcel["asked"]["to"] == TO
    assert (parcel["asked"]["label"], parcel["asked"]["handover"], parcel["asked"]["weight_g"]) == ("code", "pick_up", 700)
    seen = shown(order)
    assert (seen.booking.code, seen.booking.tracking, seen.buyer.address) == ("DROP-000000", "CC000000000DE", None)
    told = Disclosure.objects.get(person=order.person_id, recipient="courier:post")
    assert (told.what, told.purpose, told.order_ref) == ("name, address", "orders.courier", order.number)
    assert told.until_on == (AT + COURIERS_FORGET_AFTER).date()
    assert all(b"DROP" not in bytes(row[0]) for row in Booking.objects.values_list("code") if isinstance(row[0], bytes | memoryview))
    with pytest.raises(NothingBooked):
        take_label(seller=order.seller, number=order.number, form="pdf", by=None, at=AT)


@database
def test_the_note_is_written_before_the_courier_is_told(peer: CourierPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    order, rows = sold(), []
    real = HttpCourier.book
    monkeypatch.setattr(
        HttpCourier, "book", lambda self, parcel: (rows.append(Disclosure.objects.filter(recipient="courier:post").count()), real(self, parcel))[1]
    )
    book(order)
    assert rows == [1]


@database
def test_a_seller_who_learns_an_address_may_take_the_couriers_label_and_the_buyer_sees_so(peer: CourierPeer) -> None:
    order = sold("address")
    book(order, paperless=False)
    label = take_label(seller=order.seller, number=order.number, form="zpl", by=None, at=AT)
    assert TO["line1"] in label.decode()
    assert Disclosure.objects.filter(person=order.person_id, recipient=f"seller:{order.seller_id}", what="name, address, a label").exists()
    with pytest.raises(NoSuchOrder):
        take_label(seller=make_seller(), number=order.number, form="zpl", by=None, at=AT)
    ended = AT + timedelta(days=121)
    with pytest.raises(NothingBooked):
        take_label(seller=order.seller, number=order.number, form="zpl", by=None, at=ended)


@database
def test_the_courier_gets_the_number_that_stands_for_the_buyers_and_never_theirs(peer: CourierPeer, settings: Any) -> None:
    with open_peer() as phones:
        settings.PHONE_RELAY = phones.line
        order = sold("address_phone")
        book(order)
    [parcel] = peer.parcels.values()
    assert parcel["asked"]["to"]["phone"] == "+32 2 555 0000, PIN 4000"
    assert ADDRESSES["eu"]["phone"] not in b"".join(peer.told).decode()
    assert Disclosure.objects.get(person=order.person_id, recipient="courier:post").what == "name, address, masked phone"


@database
def test_many_are_booked_at_once_and_what_cannot_be_is_said(peer: CourierPeer) -> None:
    first = sold()
    offer = make_delivered_offer(seller=first.seller)
    others = [make_order(offer=offer) for _ in range(3)]
    ship_order(order=others[2], seller=first.seller, carrier="DHL", at=AT)
    made = book(first, *others)
    assert (made.booked, set(made.waiting)) == ((first.number,), {others[0].number, others[1].number})
    assert refusal(made) is NotToShip
    react()
    assert len(peer.parcels) == 3
    assert {shown(order).booking.booked for order in (first, *others[:2])} == {True}
    with pytest.raises(NoSuchOrder):
        book_parcels(seller=make_seller(), numbers=[first.number], wanted=Wanted(), at=AT)


@database
def test_what_must_not_be_booked_is_refused_and_nothing_leaves(peer: CourierPeer, settings: Any) -> None:
    unpaid = make_order(offer=make_delivered_offer(seller=sold().seller), paid=False)
    assert refusal(book(unpaid)) is NotToShip
    order = sold()
    opt_out(person_id=order.person_id, target=Target(purpose="orders.courier"), site_code="eu", at=AT)
    assert refusal(book(order)) is BuyerRefusesCouriers
    order = sold()
    restrict_person(person=order.person_id, why="asked", actor=None, actor_role="person", at=AT)
    assert refusal(book(order)) is LeaseIsOver
    order = sold()
    assert refusal(book(order, at=AT + timedelta(days=121))) is LeaseIsOver
    settings.COURIERS = (replace(peer.service, codes=False),)
    assert refusal(book(order)) is NeedsAnAddress
    settings.COURIERS = (replace(peer.service, sites=frozenset({"tw"})),)
    assert refusal(book(order)) is NoCourier
    assert not peer.told
    assert not Booking.objects.exists()
    assert not Disclosure.objects.filter(recipient__startswith="courier").exists()


@database
def test_a_parcel_that_the_courier_does_not_take_is_told_and_not_asked_again(peer: CourierPeer) -> None:
    order = sold()
    assert refusal(book(order, weight_g=31_000)) is CourierRefuses
    assert not Booking.objects.exists()
    assert book(order).booked == (order.number,)


# Crashes and races


@database
def test_while_the_courier_is_away_the_parcel_waits_and_is_asked_again(peer: CourierPeer) -> None:
    order = sold()
    peer.trouble = [503] * 3
    assert book(order).waiting == (order.number,)
    assert not shown(order).booking.booked
    assert hear(peer, Booking.objects.get().pk, "accepted") == 503, "to be told again once its number is stored"
    assert not Shipment.objects.exists()
    assert ask_couriers(at=AT) == 1
    assert shown(order).booking.code
    assert Disclosure.objects.filter(recipient="courier:post").count() == 1


@database
@pytest.mark.parametrize("named_by_us", [True, False])
def test_a_crash_after_the_courier_booked_it_leaves_one_parcel(peer: CourierPeer, monkeypatch: pytest.MonkeyPatch, named_by_us: bool) -> None:
    """The control: where each asking has a name of its own, a crash books twice."""
    order, keep = sold(), asking._keep
    if not named_by_us:
        name_each_asking(monkeypatch)
    monkeypatch.setattr(asking, "_keep", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        book(order)
    monkeypatch.setattr(asking, "_keep", keep)
    ask_couriers(at=AT)
    assert len({*peer.parcels, *peer.forgotten}) == (1 if named_by_us else 2)
    assert not named_by_us or list(peer.parcels) == [str(Booking.objects.get().pk)]


def name_each_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    wish = asking._wish
    monkeypatch.setattr(asking, "_wish", lambda *given: (found := wish(*given)) and replace(found, parcel=replace(found.parcel, id=uuid4())))


@database
def test_whoever_is_erased_while_the_courier_answers_is_forgotten_there(peer: CourierPeer, monkeypatch: pytest.MonkeyPatch) -> None:
    order, real = sold(), HttpCourier.book

    def slow(self: HttpCourier, parcel: Parcel) -> Booked:
        booked = real(self, parcel)
        erase_person(person=order.person_id, site_code="eu", at=AT)
        return booked

    monkeypatch.setattr(HttpCourier, "book", slow)
    book(order)
    assert not Booking.objects.exists()
    ask_couriers(at=AT)
    assert (len(peer.parcels), len(peer.forgotten), ParcelToForget.objects.count()) == (0, 1, 0)


@pytest.mark.django_db(databases=["default", "safe"], transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_booked_by_two_at_once_it_is_one_parcel(peer: CourierPeer, monkeypatch: pytest.MonkeyPatch, guarded: bool) -> None:
    """The control: without the order's lock, and where PostgreSQL lets an order have two, they are two parcels."""
    order, start = sold(), Barrier(2)
    if not guarded:
        let_two_be_booked(monkeypatch)

    def one() -> Any:
        start.wait()
        try:
            return book(order)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        made = [each.result() for each in [pool.submit(one) for _ in range(2)]]
    if not guarded:
        assert Booking.objects.count() == 2
        return
    assert [each.booked for each in made] == [(order.number,)] * 2
    assert list(peer.parcels) == [str(Booking.objects.get().pk)]
    assert Disclosure.objects.filter(recipient="courier:post").count() == 1


def let_two_be_booked(monkeypatch: pytest.MonkeyPatch) -> None:
    written = Barrier(2)

    def note(*_order: Any, **_told: Any) -> None:
        written.wait(timeout=60)  # Neither has committed yet.

    with owner_cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'orders_booking'::regclass AND contype = 'u'")
        [(name,)] = cursor.fetchall()
        cursor.execute(f"ALTER TABLE orders_booking DROP CONSTRAINT {name}")
    monkeypatch.setattr(book_action, "lock_order", lambda order_id, seller_id: Order.objects.select_related("group").get(pk=order_id, seller_id=seller_id))
    monkeypatch.setattr(book_action, "tell_of_booking", note)


# What the courier tells


@database
def test_events_move_the_shipment_by_the_same_verbs_and_are_heard_once(peer: CourierPeer) -> None:
    order = sold()
    book(order)
    parcel = Booking.objects.get().pk
    assert [hear(peer, parcel, "accepted"), hear(peer, parcel, "accepted")] == [204, 204]
    shipment = Shipment.objects.get(order=order)
    assert (shipment.carrier, shown(order).tracking) == ("Post", "CC000000000DE")
    assert ParcelEvent.objects.count() == 1
    react()
    assert Disclosure.objects.filter(recipient__startswith="courier").count() == 1, "what it was told when it was booked is all"
    assert hear(peer, parcel, "in_transit", "e2") == 204
    assert hear(peer, parcel, "delivered", "e3") == 204
    assert Receipt.objects.filter(order=order).exists()
    assert hear(peer, parcel, "returned", "e4") == 204
    assert [kind for kind, _at in ParcelEvent.objects.order_by("pk").values_list("kind", "at")] == ["accepted", "in_transit", "delivered", "returned"]


@database
def test_a_delivery_that_is_told_first_or_alone_ships_and_arrives(peer: CourierPeer) -> None:
    order = sold()
    book(order)
    assert hear(peer, Booking.objects.get().pk, "delivered") == 204
    assert Receipt.objects.filter(order=order).exists()


@database
def test_what_is_forged_old_or_about_anothers_parcel_changes_nothing(peer: CourierPeer, settings: Any) -> None:
    order = sold()
    book(order)
    parcel = Booking.objects.get().pk
    assert hear(peer, parcel, "accepted", secret="guessed") == 403
    assert hear(peer, parcel, "accepted", at=AT - timedelta(minutes=6)) == 403
    assert hear(peer, parcel, "astrology") == 403
    assert hear(peer, uuid4(), "accepted") == 204, "of a parcel that nobody knows nothing is kept"
    assert Client().post("/courier/events", b"{}", content_type="application/json", headers=HOST).status_code == 403
    settings.COURIERS = (peer.service, replace(peer.service, name="Other", events_secret="theirs"))
    assert hear(peer, parcel, "accepted", secret="theirs") == 204, "a courier of ours, and not this parcel's"
    assert not Shipment.objects.exists()
    assert not ParcelEvent.objects.exists()
    assert Booking.objects.get().accepted_at is None
    settings.COURIERS = ()
    assert hear(peer, parcel, "accepted") == 404


@database
def test_who_opted_out_of_following_parcels_has_one_brought_and_neither_number_nor_places_kept(peer: CourierPeer) -> None:
    order = sold()
    opt_out(person_id=order.person_id, target=Target(category=Category.THIRD_PARTY), site_code="eu", at=AT)
    book(order)
    parcel = Booking.objects.get().pk
    assert (shown(order).booking.tracking, shown(order).booking.code) == ("", "DROP-000000")
    for number, kind in enumerate(("accepted", "accepted", "delivered")):
        assert hear(peer, parcel, kind, f"e{number}") == 204
    assert Receipt.objects.filter(order=order).exists()
    assert not ParcelEvent.objects.exists()
    assert Shipment.objects.get(order=order).carrier == ""
    react()
    assert Disclosure.objects.filter(recipient__startswith="courier").count() == 1


# Calling off, correcting, forgetting


@database
def test_a_seller_calls_a_parcel_off_before_pick_up_and_books_another(peer: CourierPeer) -> None:
    order = sold()
    book(order)
    peer.trouble = [503] * 3
    with pytest.raises(CourierDoesNotAnswer):
        cancel_booking(seller=order.seller, number=order.number, at=AT)
    assert Booking.objects.exists(), "nothing was changed"
    with pytest.raises(NoSuchOrder):
        cancel_booking(seller=make_seller(), number=order.number, at=AT)
    cancel_booking(seller=order.seller, number=order.number, at=AT)
    ask_couriers(at=AT)
    assert (len(peer.parcels), len(peer.cancelled), len(peer.forgotten)) == (0, 1, 1)
    assert book(order).booked
    peer.picked_up.update(peer.parcels)
    with pytest.raises(PickedUp):
        cancel_booking(seller=order.seller, number=order.number, at=AT)
    assert Booking.objects.exists()


@database
def test_a_corrected_address_goes_on_by_itself_until_the_courier_has_the_parcel(peer: CourierPeer) -> None:
    order = sold()
    book(order)
    correct_value(person_id=order.person_id, key=f"orders.Delivery:{order.delivery.pk}:line1", value="Lindenweg 21", at=AT)
    peer.trouble = [503] * 3
    assert not ask_couriers(at=AT)
    assert CorrectionNotice.objects.get(recipient="courier:post").told_at is None
    assert ask_couriers(at=AT) == 1
    [parcel] = peer.parcels.values()
    assert parcel["asked"]["to"]["line1"] == "Lindenweg 21"
    assert CorrectionNotice.objects.get(recipient="courier:post").acknowledged_at == AT
    peer.picked_up.update(peer.parcels)
    correct_value(person_id=order.person_id, key=f"orders.Delivery:{order.delivery.pk}:name", value="Lena Weber", at=AT)
    assert not ask_couriers(at=AT)
    late = CorrectionNotice.objects.get(recipient="courier:post", acknowledged_at=None)
    assert late.told_at == AT, "the courier knows; people have to see to it"
    told = len(peer.told)
    ask_couriers(at=AT)
    assert len(peer.told) == told


@database
@pytest.mark.parametrize("how", ["cancelled", "restricted", "refused", "erased", "lease"])
def test_whatever_ends_the_reason_ends_the_booking_here_at_once_and_there_as_soon_as_it_answers(peer: CourierPeer, how: str) -> None:
    order, at = sold(), AT
    book(order)
    peer.trouble = [503] * 12
    if how == "cancelled":
        cancel_order(order=order, by="buyer", person=order.person_id, at=AT)
    elif how == "restricted":
        restrict_person(person=order.person_id, why="asked", actor=None, actor_role="person", at=AT)
        assert not Booking.objects.exists(), "in the same transaction"
    elif how == "refused":
        opt_out(person_id=order.person_id, target=Target(purpose="orders.courier"), site_code="eu", at=AT)
    elif how == "erased":
        hear(peer, Booking.objects.get().pk, "accepted")
        erase_person(person=order.person_id, site_code="eu", at=AT)
        assert not Booking.objects.exists(), "in the same transaction"
    else:
        at = AT + COURIERS_FORGET_AFTER
        assert shown(order, at).booking is None
        end_leases(at=at)
    react()
    assert (Booking.objects.count(), ParcelToForget.objects.count()) == (0, 1)
    peer.trouble.clear()
    ask_couriers(at=at)
    assert (len(peer.parcels), len(peer.forgotten), ParcelToForget.objects.count()) == (0, 1, 0)
    assert how != "erased" or not ParcelEvent.objects.exists()


@database
def test_without_a_courier_any_more_what_was_to_be_forgotten_is_let_go_in_the_end(peer: CourierPeer, settings: Any) -> None:
    order = sold()
    book(order)
    cancel_order(order=order, by="buyer", person=order.person_id, at=AT)
    settings.COURIERS = ()
    react()
    assert ask_couriers(at=AT) == 0
    assert ask_couriers(at=AT + timedelta(days=121)) == 1


def test_services_are_not_configured_by_chance() -> None:
    assert CourierService.parse("https://k:s@post.example/v1?events=e").name == "post.example"
