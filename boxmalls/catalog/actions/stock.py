"""
Holding goods for a checkout, letting them go, selling them.

The stock rows are taken last in the transaction and in the order of their keys, so that a popular offer is locked for
as short as possible and two checkouts never wait for each other crosswise.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base import outbox
from boxmalls.base.ids import new_id
from boxmalls.base.refusals import Conflict

# Stock moves one row at a time, in order, each only if enough is left: the WHERE is the guard against overselling.
TAKE = """
    UPDATE catalog_stock SET reserved = reserved + %s
     WHERE offer_id = %s AND on_hand - reserved >= %s
"""
HOLD = """
    INSERT INTO catalog_reservation (id, holder_id, offer_id, quantity, until_at, created_at)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


class SoldOut(Conflict):
    """There are not as many as asked for. `offer_id` tells of what, `left` how many there are."""

    code = "sold-out"
    words = _("Someone was quicker. %(left)s left.")


def reserve(*, rows: Sequence[tuple[UUID, int]], holder_id: UUID, until: datetime, at: datetime) -> None:
    """
    Hold goods for a holder until a moment. What the same holder held before is let go first.

    All or nothing: when one offer falls short, none is held.

    :raises SoldOut: naming the first offer that falls short, and how many are left of it.
    """
    wanted = sorted(_added_up(rows).items())
    with transaction.atomic(), connection.cursor() as cursor:
        held = _let_go(cursor, "holder_id = %s", [holder_id])
        cursor.executemany(
            HOLD,
            [(new_id(), holder_id, offer, number, until, at) for offer, number in wanted],
        )
        change = dict(wanted)
        for offer, number in held:
            change[offer] = change.get(offer, 0) - number
        for offer, number in sorted(change.items()):
            if number > 0:
                cursor.execute(TAKE, [number, offer, number])
                if not cursor.rowcount:
                    raise SoldOut(
                        offer_id=offer,
                        left=_left(cursor, offer, dict(held).get(offer, 0)),
                    )
            elif number < 0:
                _give_back(cursor, offer, -number)


def release(*, holder_id: UUID) -> None:
    """Let go of everything a holder holds. Nothing held is no error."""
    with transaction.atomic(), connection.cursor() as cursor:
        for offer, number in _let_go(cursor, "holder_id = %s", [holder_id]):
            _give_back(cursor, offer, number)


def consume(*, holder_id: UUID) -> list[tuple[UUID, int]]:
    """
    Sell what a holder holds: it leaves the stock. Returns the offers and quantities sold.

    Call it last in the transaction that writes the order. An empty list means that the hold has expired.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        sold = _let_go(cursor, "holder_id = %s", [holder_id])
        gone = [offer for offer, number in sold if _sell(cursor, offer, number) == 0]
        _tell(gone)
    return sold


def put_back(*, rows: Sequence[tuple[UUID, int]]) -> None:
    """Return sold goods to the stock, as when an order is cancelled."""
    back = []
    with transaction.atomic(), connection.cursor() as cursor:
        for offer, number in sorted(_added_up(rows).items()):
            cursor.execute(
                "UPDATE catalog_stock SET on_hand = on_hand + %s WHERE offer_id = %s RETURNING on_hand",
                [number, offer],
            )
            if cursor.fetchone() == (number,):
                back.append(offer)
        _tell(back)


def release_expired(*, at: datetime, limit: int = 500) -> int:
    """Let go of holds whose time is over. Returns how many; call again while it returns `limit`."""
    with transaction.atomic(), connection.cursor() as cursor:
        expired = "id IN (SELECT id FROM catalog_reservation WHERE until_at <= %s LIMIT %s FOR UPDATE SKIP LOCKED)"
        gone = _let_go(cursor, expired, [at, limit])
        for offer, number in sorted(_added_up(gone).items()):
            _give_back(cursor, offer, number)
    return len(gone)


def set_stock(*, offer_id: UUID, on_hand: int) -> None:
    """Say how many there are. What is held for checkouts stays held, so it is never set below that."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "WITH before AS (SELECT offer_id, on_hand FROM catalog_stock WHERE offer_id = %s FOR UPDATE) "
            "UPDATE catalog_stock s SET on_hand = greatest(%s, s.reserved) FROM before WHERE s.offer_id = before.offer_id "
            "RETURNING before.on_hand, s.on_hand",
            [offer_id, on_hand],
        )
        changed = cursor.fetchone()
        if changed and (changed[0] == 0) != (changed[1] == 0):
            _tell([offer_id])


def _added_up(rows: Sequence[tuple[UUID, int]]) -> dict[UUID, int]:
    total: dict[UUID, int] = {}
    for offer, number in rows:
        total[offer] = total.get(offer, 0) + number
    return total


def _let_go(cursor, which: str, values: list) -> list[tuple[UUID, int]]:  # type: ignore[no-untyped-def,type-arg]
    cursor.execute(
        f"DELETE FROM catalog_reservation WHERE {which} RETURNING offer_id, quantity",  # noqa: S608
        values,
    )
    return sorted(cursor.fetchall())


def _sell(cursor, offer: UUID, number: int) -> int:  # type: ignore[no-untyped-def]
    """Take sold goods out; how many are left."""
    cursor.execute(
        "UPDATE catalog_stock SET on_hand = on_hand - %s, reserved = reserved - %s WHERE offer_id = %s RETURNING on_hand",
        [number, number, offer],
    )
    return int(cursor.fetchone()[0])


def _tell(offers: list[UUID]) -> None:
    """Cards and the search index hear when an offer sells out or comes back, not of every piece sold."""
    if offers:
        outbox.publish("offer.changed", payload={"offer_ids": [str(each) for each in offers]})


def _give_back(cursor, offer: UUID, number: int) -> None:  # type: ignore[no-untyped-def]
    cursor.execute(
        "UPDATE catalog_stock SET reserved = reserved - %s WHERE offer_id = %s",
        [number, offer],
    )


def _left(cursor, offer: UUID, own: int) -> int:  # type: ignore[no-untyped-def]
    cursor.execute("SELECT on_hand - reserved FROM catalog_stock WHERE offer_id = %s", [offer])
    row = cursor.fetchone()
    return max(0, row[0] + own) if row else 0
