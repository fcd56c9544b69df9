"""Forty buyers, ten pieces: ten are sold. With the guard off, more are: the race is real."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from boxmalls.base.ids import new_id
from boxmalls.catalog.actions import stock
from boxmalls.catalog.models import Stock
from boxmalls.catalog.testing import AT, make_offer

BUYERS, PIECES = 40, 10
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])


def buy_at_once(offers: list[UUID], *, and_pay: bool = True) -> int:
    """Every buyer wants one of each; how many got it."""
    gate = Barrier(BUYERS)

    def buy(number: int) -> bool:
        try:
            gate.wait(timeout=120)
            holder = new_id()
            order = offers if number % 2 else offers[::-1]
            stock.reserve(rows=[(each, 1) for each in order], holder_id=holder, until=AT + timedelta(minutes=15), at=AT)
            return bool(stock.consume(holder_id=holder)) if and_pay else True
        except stock.SoldOut:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(BUYERS) as pool:
        return sum(pool.map(buy, range(BUYERS)))


def test_forty_buyers_for_ten_pieces_buy_exactly_ten():
    offer = make_offer(stock=PIECES)
    assert buy_at_once([offer.pk]) == PIECES
    assert Stock.objects.values_list("on_hand", "reserved").get(pk=offer.pk) == (0, 0)


def test_buyers_of_two_things_in_either_order_never_block_each_other():
    offers = [make_offer(stock=PIECES).pk, make_offer(stock=PIECES).pk]
    assert buy_at_once(offers) == PIECES


def test_with_the_guard_off_forty_hold_ten_pieces(monkeypatch):
    # Everybody is let through; least() keeps the table's own CHECK from noticing.
    monkeypatch.setattr(stock, "TAKE", "UPDATE catalog_stock SET reserved = least(reserved + %s, on_hand) WHERE offer_id = %s AND %s > 0")
    offer = make_offer(stock=PIECES)
    assert buy_at_once([offer.pk], and_pay=False) == BUYERS
