"""Buyer and seller write to each other about an order, through us: neither learns the other's address or number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.base.contacts import find_contacts
from boxmalls.base.limits import Limit, take
from boxmalls.orders.models import Order, OrderMessage
from boxmalls.orders.personal_data import WRITING
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import HoldsAContact, LeaseIsOver, NoSuchOrder, NothingWritten
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import unwrap
from boxmalls.sellers.models import Seller

type Beside = Callable[[], None]

A_DAY = Limit("orders.messages", 30, timedelta(days=1))
LONGEST = 2000


def write_to_buyer(*, seller: Seller, number: str, text: str, beside: Beside | None = None, at: datetime) -> OrderMessage:
    """
    A seller writes to the buyer of an order, while the lease is open.

    :param beside: what is done in the same transaction, before anything is written.
    :raises NoSuchOrder: if it is another seller's.
    :raises LeaseIsOver: if there is no reason to write to them any more.
    :raises HoldsAContact: if an address, number or page is in it.
    """
    shown = order_for_seller(seller.pk, number, at=at)
    if shown.lease_ends_at is None or at >= shown.lease_ends_at or shown.buyer_id is None:
        raise LeaseIsOver
    return _write(Order.objects.get(pk=shown.id), text, from_seller=True, beside=beside, at=at)


def write_to_seller(*, order: Order | UUID, person: UUID, text: str, beside: Beside | None = None, at: datetime) -> OrderMessage:
    """
    The buyer writes to the seller, at any time; the seller sees it with a first name.

    :param beside: what is done in the same transaction, before anything is written.
    :raises NoSuchOrder: if it is somebody else's.
    :raises HoldsAContact: if an address, number or page is in it.
    """
    found = Order.objects.select_related("seller").filter(pk=order if isinstance(order, UUID) else order.pk, person_id=person).first()
    if found is None:
        raise NoSuchOrder
    return _write(found, text, from_seller=False, beside=beside, at=at)


def messages_of(order_id: UUID) -> list[OrderMessage]:
    """What was written about an order, the oldest first, opened."""
    return unwrap(OrderMessage.objects.filter(order_id=order_id).order_by("at", "pk"))


def written(text: str) -> str:
    """
    A message as it is kept.

    :raises NothingWritten: if there is none.
    :raises HoldsAContact: if an address, number or page is in it.
    """
    kept = text.replace("\x00", "").strip()[:LONGEST]
    if not kept:
        raise NothingWritten
    if find_contacts(kept):
        raise HoldsAContact
    return kept


def wrong_with(text: str) -> str:
    """What keeps a message from being sent, in words for the form that holds it; nothing if it can go."""
    try:
        written(text)
    except (NothingWritten, HoldsAContact) as refused:
        return str(refused.words)
    return ""


def _write(order: Order, text: str, *, from_seller: bool, beside: Beside | None, at: datetime) -> OrderMessage:
    kept = written(text)
    take(A_DAY, f"{order.pk}{from_seller}", at=at)
    with transaction.atomic():
        if beside is not None:
            beside()
        with collecting(WRITING, person=order.person_id, at=at):
            message = OrderMessage.objects.create(order=order, person_id=order.person_id, from_seller=from_seller, text=kept, at=at)
        if not from_seller and order.person_id is not None:
            _tell_of_words(order, order.person_id, at)
        outbox.publish("order.written", order.pk, {"group": str(order.group_id), "message": str(message.pk), "from_seller": from_seller})
    return message


def _tell_of_words(order: Order, person_id: UUID, at: datetime) -> None:
    disclose(
        person=person_id, recipient=f"seller:{order.seller_id}", recipient_name=order.seller.name[:120], purpose=WRITING,
        categories=[Category.OTHER], what="what you wrote", order_ref=order.number, at=at,
    )  # fmt: skip
