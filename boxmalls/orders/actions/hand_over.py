"""A seller carries buyers away, in a file or on paper: a copy has a number, and each buyer in it sees so, and until when."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.orders.models import SellerDownload
from boxmalls.orders.personal_data import ORDERING
from boxmalls.orders.showing import SellersOrder
from boxmalls.orders.watermark import in_plain, new_copy
from boxmalls.privacy.disclosure import disclose_many
from boxmalls.privacy.journal.actions import note_reads
from boxmalls.privacy.register import Category
from boxmalls.sellers.models import Seller


@transaction.atomic
def hand_over(
    orders: Sequence[SellersOrder], *, seller: Seller, by: UUID | None, also: tuple[str, ...], whole: bool = True, nameless: Collection[UUID] = (), at: datetime
) -> int:
    """
    Note that a seller takes these orders away, for each buyer who has a name in them; the number of the copy.

    :param also: what is in it beside the person: `goods`, and in what it is, as `a copy`.
    :param whole: whether address and number are in it as far as this seller is shown them, or a first name alone.
    :param nameless: orders whose buyer is not named in it.
    """
    copy = new_copy()
    named = [order for order in orders if order.buyer_id is not None and order.buyer.name]
    SellerDownload.objects.create(seller=seller, copy=copy, by=by, rows=len(orders), at=at)
    note_reads(
        subjects={order.buyer_id: order.id for order in named if order.buyer_id}, actor=by, actor_role="seller",
        what="orders.Delivery", reason=in_plain(copy), at=at,
    )  # fmt: skip
    disclose_many([_told(order, seller, ((*_of_the_buyer(order, whole), *also) if order.id not in nameless else also)) for order in named], at=at)
    return copy


def _of_the_buyer(order: SellersOrder, whole: bool) -> tuple[str, ...]:
    if order.buyer.address is None or not whole:
        return ("first name",)
    return ("name", "address", "masked phone") if order.buyer.phone else ("name", "address")


def _told(order: SellersOrder, seller: Seller, what: tuple[str, ...]) -> dict[str, object]:
    return {
        "person_id": order.buyer_id,
        "recipient": f"seller:{seller.pk}",
        "recipient_name": seller.name[:120],
        "purpose": ORDERING.code,
        "categories": [Category.BASIC.value, Category.PROPERTY.value],
        "what": ", ".join(what),
        "occasion": ORDERING.occasion.value,
        "until_on": order.lease_ends_at.date() if order.lease_ends_at else None,
        "order_ref": order.number,
    }
