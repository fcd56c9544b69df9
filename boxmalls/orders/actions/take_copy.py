"""A seller takes a copy of the orders to send. Each buyer in it sees so, and until when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.orders.actions.hand_over import hand_over
from boxmalls.orders.queries import orders_to_ship
from boxmalls.orders.showing import SellersOrder
from boxmalls.orders.watermark import in_plain, marked
from boxmalls.sellers.models import Seller

MOST_ROWS = 1000
COLUMNS = ("copy", "number", "label", "ship_by", "goods", "pieces", "name", "address", "phone", "use_until")


@dataclass(frozen=True, slots=True)
class Copy:
    """What a seller carries away: rows by `COLUMNS`."""

    number: str
    rows: tuple[tuple[str, ...], ...]


@transaction.atomic
def take_copy(*, seller: Seller, by: UUID | None, at: datetime) -> Copy:
    """
    Copy the orders that wait to be sent, with the buyers as far as this seller is shown them, and a mark in every row.

    Whose name or address is in it finds the copy in their journal and among who received something, with the day by which it has to go.
    """
    orders = orders_to_ship(seller.pk, at=at, limit=MOST_ROWS)
    copy = hand_over(orders, seller=seller, by=by, also=("goods", "a copy"), at=at)
    return Copy(in_plain(copy), tuple(_row(order, copy) for order in orders))


def _row(order: SellersOrder, copy: int) -> tuple[str, ...]:
    goods = "; ".join(f"{line.quantity} × {line.external_id} {line.title}" for line in order.lines)
    return (
        in_plain(copy),
        order.number,
        order.label,
        order.ship_by_on.isoformat(),
        goods,
        str(sum(line.quantity for line in order.lines)),
        marked(order.buyer.name, copy),
        marked(", ".join(order.buyer.address or ()), copy),
        order.buyer.phone or "",
        order.lease_ends_at.date().isoformat() if order.lease_ends_at else "",
    )
