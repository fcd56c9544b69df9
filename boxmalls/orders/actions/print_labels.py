"""A seller prints what goes onto parcels, or into them. What is printed is a copy: it has a number, and each buyer on it sees so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from boxmalls.orders.actions.hand_over import hand_over
from boxmalls.orders.barcode import Bars, bars_of
from boxmalls.orders.queries import orders_by_number
from boxmalls.orders.refusals import NoSuchOrder, NothingToPrint
from boxmalls.orders.rules import shown_name
from boxmalls.orders.showing import SellersOrder, ShownLine
from boxmalls.orders.watermark import in_plain, marked
from boxmalls.sellers.models import Seller

type Paper = Literal["label", "slip"]
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Label:
    """
    One parcel. `name` and `address` bear the unseen mark; `phone` is never the buyer's own, and empty where nothing stands for it.

    :param courier: who takes it by its code; then nobody is named on it.
    :param code: what a scanner reads: the courier's code, the carrier's number of the parcel, or ours until there is one.
    """

    number: str
    label: str
    site_code: str
    name: str
    address: tuple[str, ...]
    phone: str
    courier: str
    code: str
    bars: Bars | None
    lines: tuple[ShownLine, ...]
    rate_name: str


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What goes to a printer at once. `left_out` are orders whose lease is over, or whose buyer is closed to sellers."""

    number: str
    labels: tuple[Label, ...]
    left_out: tuple[str, ...]


@transaction.atomic
def print_labels(*, seller: Seller, numbers: Sequence[str], paper: Paper = "label", tracking: str = "", by: UUID | None, at: datetime) -> PrintRun:
    """
    Make the labels, or packing slips, of some orders: the buyers as far as this seller is shown them, and never a real number or an email address.

    A slip names a first name and the goods. Whoever is on paper finds it in their journal and among who received something.

    :param tracking: the carrier's number, where it is known before the parcel is handed over; for one order alone.
    :raises NoSuchOrder: if one of them is not this seller's.
    :raises NothingToPrint: if none of them has a buyer to send to: not paid, called off, arrived, its lease over, or its buyer closed to sellers.
    """
    wanted = tuple(dict.fromkeys(numbers))[:MOST_AT_ONCE]
    found = orders_by_number(seller.pk, wanted, at=at)
    if len(found) < len(wanted):
        raise NoSuchOrder
    ready = [order for order in found if order.may_be_labelled]
    if not ready:
        raise NothingToPrint
    whole = paper == "label"
    nameless = {order.id for order in ready if whole and order.by_code}
    also = ("a label",) if whole else ("goods", "a packing slip")
    copy = hand_over(ready, seller=seller, by=by, also=also, whole=whole, nameless=nameless, at=at)
    labels = tuple(_label(order, copy, whole, tracking.strip() if len(wanted) == 1 else "") for order in ready)
    return PrintRun(in_plain(copy), labels, tuple(order.number for order in found if not order.may_be_labelled))


def _label(order: SellersOrder, copy: int, whole: bool, tracking: str) -> Label:
    bare = whole and order.by_code
    code = (order.booking.code if order.booking and whole else "") or order.tracking or tracking or order.label
    return Label(
        number=order.number,
        label=order.label,
        site_code=order.site_code,
        name="" if bare else marked(order.buyer.name if whole else shown_name(order.buyer.name), copy),
        address=tuple(marked(row, copy) for row in order.buyer.address or ()) if whole and not bare else (),
        phone=(order.buyer.phone or "") if whole and not bare else "",
        courier=order.booking.courier if bare and order.booking else "",
        code=code,
        bars=bars_of(code),
        lines=order.lines,
        rate_name=order.rate_name,
    )
