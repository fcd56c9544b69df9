"""Forty buyers, ten pieces: ten are sold. With the guard off, more are: the race is real."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, connections

from boxmalls.base.ids import new_id
from boxmalls.catalog.actions import stock
from boxmalls.catalog.models import Stock
from boxmalls.catalog.testing import AT, make_offer

BUYERS, PIECES = 40, 10
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])


def buy_at_once(offers: list[UUID]) -> int:
    """Every buyer wants one of each; how many got it."""
    gate = Barrier(BUYERS)

    def buy(number: int) -> bool:
        try:
            gate.wait(timeout=20)
            holder = new_id()
            order = offers if number % 2 else offers[::-1]
            stock.reserve(rows=[(each, 1) for each in order], holder_id=holder, until=AT + timedelta(minutes=15), at=AT)
            return bool(stock.consume(holder_id=holder))
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


def test_without_the_guard_more_are_sold_than_there_are(monkeypatch):
    offer = make_offer(stock=PIECES)
    check = "catalog_stock_not_oversold"
    definition = "CHECK (reserved <= on_hand)"
    # Read, wait, write: what the guarded statement does not do.
    unguarded = (
        "WITH seen AS (SELECT on_hand, reserved FROM catalog_stock WHERE offer_id = %(o)s) "
        "UPDATE catalog_stock SET reserved = reserved + %(n)s FROM (SELECT on_hand - reserved AS left FROM seen, pg_sleep(0.05)) AS was "
        "WHERE offer_id = %(o)s AND was.left >= %(n)s"
    )

    class Unguarded(str):
        """Stands in for the statement and rebinds its three values."""

    monkeypatch.setattr(stock, "TAKE", unguarded.replace("%(n)s", "1").replace("%(o)s", f"'{offer.pk}'") + " AND (%s, %s, %s) IS NOT NULL")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE catalog_stock DROP CONSTRAINT {check}")
        try:
            assert buy_at_once([offer.pk]) > PIECES
        finally:
            cursor.execute("TRUNCATE catalog_stock CASCADE")
            with suppress(Exception):
                cursor.execute(f"ALTER TABLE catalog_stock ADD CONSTRAINT {check} {definition}")
