"""What is held is not sold twice, and what is let go can be bought."""

from datetime import timedelta
from uuid import UUID

import pytest

from boxmalls.base.ids import new_id
from boxmalls.base.models import OutboxFact
from boxmalls.catalog.actions import stock
from boxmalls.catalog.models import Reservation, Stock
from boxmalls.catalog.testing import AT, make_offer

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=15)


def left(offer_id: UUID) -> tuple[int, int]:
    return Stock.objects.values_list("on_hand", "reserved").get(pk=offer_id)


def hold(holder: UUID, *rows: tuple[UUID, int]) -> None:
    stock.reserve(rows=rows, holder_id=holder, until=LATER, at=AT)


def test_what_is_held_cannot_be_held_by_another():
    offer = make_offer(stock=3)
    hold(new_id(), (offer.pk, 2))
    with pytest.raises(stock.SoldOut) as refusal:
        hold(new_id(), (offer.pk, 2))
    assert refusal.value.details == {"offer_id": offer.pk, "left": 1}
    assert left(offer.pk) == (3, 2)
    assert Reservation.objects.count() == 1


def test_holding_again_replaces_what_was_held():
    offer, other, holder = make_offer(stock=3), make_offer(stock=3), new_id()
    hold(holder, (offer.pk, 3))
    hold(holder, (offer.pk, 2), (other.pk, 1))
    assert (left(offer.pk), left(other.pk)) == ((3, 2), (3, 1))
    hold(holder, (offer.pk, 3))
    assert (left(offer.pk), left(other.pk)) == ((3, 3), (3, 0))


def test_one_that_falls_short_holds_none_of_the_others():
    plenty, scarce = make_offer(stock=9), make_offer(stock=1)
    with pytest.raises(stock.SoldOut):
        hold(new_id(), (plenty.pk, 5), (scarce.pk, 2))
    assert (left(plenty.pk), left(scarce.pk)) == ((9, 0), (1, 0))
    assert not Reservation.objects.exists()


def test_an_offer_that_is_not_there_is_sold_out():
    with pytest.raises(stock.SoldOut):
        hold(new_id(), (new_id(), 1))


def test_letting_go_gives_everything_back():
    offer, holder = make_offer(stock=3), new_id()
    hold(holder, (offer.pk, 2))
    stock.release(holder_id=holder)
    stock.release(holder_id=holder)
    assert left(offer.pk) == (3, 0)


def test_what_is_sold_leaves_the_stock_once():
    offer, holder = make_offer(stock=3), new_id()
    hold(holder, (offer.pk, 2))
    assert stock.consume(holder_id=holder) == [(offer.pk, 2)]
    assert stock.consume(holder_id=holder) == []
    assert left(offer.pk) == (1, 0)


def test_a_cancelled_sale_comes_back():
    offer, holder = make_offer(stock=2), new_id()
    hold(holder, (offer.pk, 2))
    stock.consume(holder_id=holder)
    stock.put_back(rows=[(offer.pk, 2)])
    assert left(offer.pk) == (2, 0)


def test_selling_the_last_piece_is_told_and_selling_another_is_not():
    offer, first, second = make_offer(stock=2), new_id(), new_id()
    hold(first, (offer.pk, 1))
    hold(second, (offer.pk, 1))
    stock.consume(holder_id=first)
    assert not OutboxFact.objects.filter(topic="offer.changed").exists()
    stock.consume(holder_id=second)
    assert OutboxFact.objects.get(topic="offer.changed").payload == {"offer_ids": [str(offer.pk)]}


def test_holds_whose_time_is_over_are_let_go_and_others_are_not():
    offer = make_offer(stock=5)
    stock.reserve(rows=[(offer.pk, 2)], holder_id=new_id(), until=AT - timedelta(seconds=1), at=AT)
    hold(new_id(), (offer.pk, 1))
    assert stock.release_expired(at=AT) == 1
    assert left(offer.pk) == (5, 1)


def test_stock_is_never_set_below_what_is_held():
    offer = make_offer(stock=5)
    hold(new_id(), (offer.pk, 3))
    stock.set_stock(offer_id=offer.pk, on_hand=1)
    assert left(offer.pk) == (3, 3)


def told(offer):
    """How often cards and index were told about an offer's stock."""
    return sum(str(offer.pk) in fact.payload.get("offer_ids", []) for fact in OutboxFact.objects.filter(topic="offer.changed"))


def test_what_comes_back_to_an_empty_shelf_is_told_and_what_joins_others_is_not():
    offer = make_offer(stock=1)
    before = told(offer)
    stock.put_back(rows=[(offer.pk, 1)])
    assert told(offer) == before
    stock.set_stock(offer_id=offer.pk, on_hand=0)
    assert told(offer) == before + 1
    stock.put_back(rows=[(offer.pk, 1)])
    assert told(offer) == before + 2
    stock.set_stock(offer_id=offer.pk, on_hand=7)
    assert told(offer) == before + 2
