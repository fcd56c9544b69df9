"""Sellers call through a number that is not the buyer's, lent by a service for the time of their lease; without one they ask by message."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from boxmalls.base.limits import TriedTooOften
from boxmalls.checkout.testing import ADDRESSES, AT, make_delivered_offer, make_order
from boxmalls.orders.actions import cancel_order, ship_order
from boxmalls.orders.actions.ask_for_call import ask_for_a_time
from boxmalls.orders.actions.take_copy import COLUMNS, take_copy
from boxmalls.orders.leases import end_leases
from boxmalls.orders.models import LineToClose, OrderMessage, PhoneCall, PhoneLine
from boxmalls.orders.phone_relay import lines
from boxmalls.orders.phone_relay.http import HttpPhoneRelay
from boxmalls.orders.phone_relay.lines import ask_again, open_line
from boxmalls.orders.phone_relay.protocol import Lent, PhoneRelayDoesNotAnswer, Wanted
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.testing import react
from boxmalls.privacy.choices import opt_out
from boxmalls.privacy.models import CorrectionNotice, Disclosure
from boxmalls.privacy.register import Target
from boxmalls.privacy.restriction import lift_restriction, restrict_person
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from tests.phone_peer import Peer, open_peer

database = pytest.mark.django_db(databases=["default", "safe"])
REAL = ADDRESSES["eu"]["phone"]
HOST = {"host": "eu.localhost"}


@pytest.fixture
def peer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    monkeypatch.setattr("boxmalls.base.signed.PAUSES_S", (0.0, 0.0))
    monkeypatch.setattr("boxmalls.base.signed.WAITS_S", 120)
    monkeypatch.setattr("boxmalls.orders.web.calls.now", lambda: AT)
    with open_peer() as running:
        settings.PHONE_RELAY = running.line
        yield running


def sold(learns: str = "address_phone") -> Any:
    make_sites()
    publish()
    order = make_order(offer=make_delivered_offer(seller=make_seller(learns=learns)))
    react()
    return order


def shown(order: Any, at: Any = AT) -> str | None:
    return order_for_seller(order.seller_id, order.number, at=at).buyer.phone


# The adapter and its peer


def test_a_line_is_lent_once_under_our_name_for_it_and_the_service_learns_a_number_and_an_end(peer: Peer) -> None:
    relay, wanted = HttpPhoneRelay(peer.line), Wanted(uuid4(), REAL, AT + timedelta(days=9))
    assert relay.open(wanted) == relay.open(wanted) == Lent("+32 2 555 0000", "4000")
    assert json.loads(peer.told[0]) == {
        "parties": [{"role": "callee", "number": REAL}, {"role": "caller", "by": "pin"}],
        "expires_at": (AT + timedelta(days=9)).isoformat(),
    }
    relay.close(wanted.session)
    relay.close(wanted.session)
    assert peer.closed == {str(wanted.session)}
    with pytest.raises(PhoneRelayDoesNotAnswer):
        relay.open(wanted)


def test_what_is_not_signed_with_our_secret_is_refused_there(peer: Peer) -> None:
    with pytest.raises(PhoneRelayDoesNotAnswer):
        HttpPhoneRelay(replace(peer.line, secret="guessed")).open(Wanted(uuid4(), REAL, AT))
    assert len(peer.refused) == 1, "and is not tried again"
    assert not peer.sessions


def test_trouble_is_tried_three_times_and_no_more(peer: Peer) -> None:
    relay = HttpPhoneRelay(peer.line)
    peer.trouble = [503, 500]
    assert relay.open(Wanted(uuid4(), REAL, AT)).pin == "4000"
    peer.trouble = [500, 502, 503, 504]
    with pytest.raises(PhoneRelayDoesNotAnswer):
        relay.open(Wanted(uuid4(), REAL, AT))
    assert peer.trouble == [504]
    with pytest.raises(PhoneRelayDoesNotAnswer):
        HttpPhoneRelay(replace(peer.line, address="http://127.0.0.1:9/v1")).close(uuid4())


def test_events_are_believed_only_signed_and_fresh(peer: Peer) -> None:
    relay, session = HttpPhoneRelay(peer.line), uuid4()
    event = {"id": "e1", "session": str(session), "kind": "call.ended", "at": AT.isoformat(), "seconds": 75}
    moment = int(AT.timestamp())
    body, heads = peer.signed_event(moment=moment, **event)
    assert relay.read_event(headers=heads, body=body, at=AT).seconds == 75
    for at in (AT + timedelta(minutes=6), AT - timedelta(minutes=6)):
        with pytest.raises(ValueError, match="old"):
            relay.read_event(headers=heads, body=body, at=at)
    for wrong in (body + b" ", body.replace(b"75", b"76")):
        with pytest.raises(ValueError, match="signed"):
            relay.read_event(headers=heads, body=wrong, at=AT)
    for nonsense in (
        {},
        {**event, "kind": "else"},
        {**event, "session": "x"},
        {**event, "at": "yesterday"},
        {**event, "seconds": -1},
        {**event, "at": "2026-11-22"},
    ):
        body, heads = peer.signed_event(moment=moment, **nonsense)
        with pytest.raises(ValueError, match=r".*"):
            relay.read_event(headers=heads, body=body, at=AT)
    body, heads = peer.signed_event("guessed", moment=moment, **event)
    with pytest.raises(ValueError, match="signed"):
        relay.read_event(headers=heads, body=body, at=AT)


# Orders


@database
def test_a_seller_who_calls_sees_the_lent_number_and_never_the_buyers(peer: Peer) -> None:
    order = sold()
    assert shown(order) == "+32 2 555 0000, PIN 4000"
    row = dict(zip(COLUMNS, take_copy(seller=order.seller, by=None, at=AT).rows[0], strict=True))
    assert row["phone"] == "+32 2 555 0000, PIN 4000"
    assert REAL not in str(row)
    told = Disclosure.objects.get(person=order.person_id, recipient="phone-relay")
    assert (told.what, told.until_on, told.order_ref) == ("phone", (AT + LEASE_AT_MOST).date(), order.number)
    assert b"555" not in bytes(PhoneLine.objects.get().__dict__["number"]), "sealed"
    react()
    assert len(peer.told) == 1


@database
def test_no_line_is_opened_where_the_seller_does_not_call_or_nothing_is_paid_or_the_buyer_said_no(peer: Peer) -> None:
    assert shown(sold("address")) is None
    make_order(offer=make_delivered_offer(seller=make_seller(learns="address_phone")), paid=False)
    react()
    order = make_order(offer=make_delivered_offer(seller=make_seller(learns="address_phone")))
    opt_out(person_id=order.person_id, target=Target(purpose="orders.calling"), site_code="eu", at=AT)
    react()
    assert not peer.told
    assert not PhoneLine.objects.exists()


@database
def test_while_the_service_is_away_no_number_is_shown_and_it_is_asked_again(peer: Peer) -> None:
    peer.trouble = [503] * 3
    order = sold()
    assert shown(order) is None
    assert PhoneLine.objects.get().opened_at is None
    assert ask_again(at=AT) == 1
    assert shown(order) == "+32 2 555 0000, PIN 4000"
    assert Disclosure.objects.filter(recipient="phone-relay").count() == 1


@database
def test_a_crash_after_the_service_lent_it_leaves_one_session(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lines._keep
    monkeypatch.setattr(lines, "_keep", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        sold()
    monkeypatch.setattr(lines, "_keep", real)
    assert ask_again(at=AT) == 1
    assert len(peer.sessions) == 1
    assert UUID(next(iter(peer.sessions))) == PhoneLine.objects.get().pk


@database
def test_when_the_lease_ends_the_line_is_closed_here_at_once_and_there_as_soon_as_it_answers(peer: Peer) -> None:
    order = sold()
    ended = AT + LEASE_AT_MOST
    assert shown(order, ended - timedelta(seconds=1))
    assert shown(order, ended) is None
    assert end_leases(at=ended) == 1
    assert not PhoneLine.objects.exists()
    peer.trouble = [503] * 3
    ask_again(at=ended)
    assert (len(peer.sessions), LineToClose.objects.count()) == (1, 1)
    ask_again(at=ended)
    assert (len(peer.sessions), LineToClose.objects.count(), len(peer.closed)) == (0, 0, 1)


@database
def test_who_corrects_their_number_is_called_on_the_new_one(peer: Peer) -> None:
    order = sold()
    correct_value(person_id=order.person_id, key=f"orders.Delivery:{order.delivery.pk}:phone", value="+4915100000000", at=AT)
    assert ask_again(at=AT) >= 1
    assert (len(peer.sessions), len(peer.closed)) == (1, 1)
    (lent,) = peer.sessions.values()
    assert lent["asked"]["parties"][0]["number"] == "+4915100000000"
    assert CorrectionNotice.objects.get(recipient="phone-relay").acknowledged_at == AT
    assert shown(order)


@database
def test_who_opts_out_of_calls_is_closed_at_once_here_and_there(peer: Peer) -> None:
    order = sold()
    opt_out(person_id=order.person_id, target=Target(purpose="orders.calling"), site_code="eu", at=AT)
    assert shown(order) is None, "before any reaction was heard"
    react()
    assert (len(peer.sessions), len(peer.closed), PhoneLine.objects.count()) == (0, 1, 0)


@database
def test_of_whoever_is_restricted_no_number_is_lent_until_they_no_longer_are(peer: Peer) -> None:
    order = sold()
    assert shown(order) == "+32 2 555 0000, PIN 4000", "the positive control"
    restrict_person(person=order.person_id, why="asked", actor=None, actor_role="person", at=AT)
    assert not PhoneLine.objects.exists(), "here in the same transaction"
    assert "555" not in str(shown(order))
    react()
    assert len(peer.closed) == 1, "and at the service as soon as it answers"
    told = len(peer.told)
    react()
    assert not open_line(order.pk, relay=HttpPhoneRelay(peer.line), at=AT)
    assert len(peer.told) == told
    lift_restriction(person=order.person_id, actor=None, actor_role="person", at=AT)
    react()
    assert shown(order), "and leases that still run have theirs again"
    assert len(peer.closed) == 1


@database
def test_calling_off_and_erasing_close_the_line_and_leave_nothing(peer: Peer) -> None:
    order = sold()
    cancel_order(order=order, by="buyer", person=order.person_id, at=AT)
    react()
    assert (len(peer.sessions), len(peer.closed)) == (0, 1)
    other = sold()
    hear(peer, PhoneLine.objects.get().pk)
    assert PhoneCall.objects.count() == 1
    erase_person(person=other.person_id, site_code="eu", at=AT)
    react()
    ask_again(at=AT)
    assert (len(peer.sessions), len(peer.closed)) == (0, 2)
    assert not any(model.objects.exists() for model in (PhoneLine, PhoneCall, LineToClose))


@database
def test_whoever_is_erased_while_the_service_answers_is_not_called(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    make_sites()
    publish()
    order = make_order(offer=make_delivered_offer(seller=make_seller(learns="address_phone")))
    relay = HttpPhoneRelay(peer.line)
    opens = relay.open

    def slow(wanted: Wanted) -> Lent:
        lent = opens(wanted)
        erase_person(person=order.person_id, site_code="eu", at=AT)
        return lent

    monkeypatch.setattr(relay, "open", slow)
    open_line(order.pk, relay=relay, at=AT)
    assert not PhoneLine.objects.exists()
    ask_again(at=AT)
    assert (len(peer.sessions), len(peer.closed)) == (0, 1)


def hear(peer: Peer, session: Any, kind: str = "call.started", number: str = "e1", **more: Any) -> int:
    told = {"id": number, "session": str(session), "kind": kind, "at": AT.isoformat(), **more}
    body, heads = peer.signed_event(moment=int(AT.timestamp()), **told)
    return Client().post("/relay/calls", body, content_type="application/json", headers={**HOST, **heads}).status_code


@database
def test_a_call_is_noted_once_and_a_line_that_the_service_closed_is_closed_here(peer: Peer) -> None:
    order = sold()
    session = PhoneLine.objects.get().pk
    assert [hear(peer, session), hear(peer, session), hear(peer, session, "call.ended", "e2", seconds=61)] == [204] * 3
    assert sorted(PhoneCall.objects.values_list("kind", "seconds")) == [("call.ended", 61), ("call.started", 0)]
    assert hear(peer, uuid4(), number="e3") == 204, "of a line that nobody knows nothing is kept"
    assert PhoneCall.objects.count() == 2
    assert hear(peer, session, "session.closed", "e4") == 204
    assert shown(order) is None


@database
def test_the_door_for_events_opens_to_nobody_without_the_signature(peer: Peer, settings: Any) -> None:
    make_sites()
    body, heads = peer.signed_event("guessed", id="e", session=str(uuid4()), kind="call.started", at=AT.isoformat())
    assert Client().post("/relay/calls", body, content_type="application/json", headers={**HOST, **heads}).status_code == 403
    assert Client().post("/relay/calls", b"", content_type="application/json", headers=HOST).status_code == 403
    settings.PHONE_RELAY = None
    assert Client().post("/relay/calls", body, content_type="application/json", headers={**HOST, **heads}).status_code == 404


@database
def test_the_carrier_is_noted_with_the_number_that_is_on_the_label(peer: Peer) -> None:
    for order, what in ((sold(), "name, address, masked phone"), (sold("address"), "name, address")):
        ship_order(order=order.pk, seller=order.seller, carrier=f"Post {what[-5:]}", tracking="", actor=None, at=AT)
        react()
        assert Disclosure.objects.get(person=order.person_id, recipient__startswith="courier").what == what


# Without a service


@database
def test_without_a_phone_relay_the_seller_asks_for_a_time_once_a_day(settings: Any) -> None:
    settings.PHONE_RELAY = None
    order = sold()
    assert shown(order) is None
    ask_for_a_time(seller=order.seller, number=order.number, at=AT)
    with pytest.raises(TriedTooOften):
        ask_for_a_time(seller=order.seller, number=order.number, at=AT)
    with pytest.raises(NoSuchOrder):
        ask_for_a_time(seller=make_seller(), number=order.number, at=AT)
    message = OrderMessage.objects.get()
    assert message.from_seller
    assert "which days and hours" in (message.text or "")
