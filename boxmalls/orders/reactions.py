"""What follows from a sale: mails, notes of who learnt what, and a guest who can be found again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.models import Cancellation, Contact, Order, Shipment
from boxmalls.orders.telling import tell_of_carrier, tell_of_seller
from boxmalls.payments.models import Method
from boxmalls.payments.queries import payment_of_group
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind


def confirm_by_mail(payload: dict[str, Any], at: datetime) -> None:
    """Send the confirmation, or how to transfer."""
    group_id = UUID(payload["key"])
    by_transfer = payment_of_group(group_id).method == Method.BANK_TRANSFER
    send_mail(kind="transfer" if by_transfer else "confirmation", group_id=group_id, at=at)


def confirm_payment_by_mail(payload: dict[str, Any], at: datetime) -> None:
    """A transfer arrived: send the confirmation."""
    if payload.get("group"):
        send_mail(kind="confirmation", group_id=UUID(payload["group"]), at=at)


def tell_shipped_by_mail(payload: dict[str, Any], at: datetime) -> None:
    """Say that a parcel is on its way."""
    send_mail(kind="shipped", group_id=UUID(payload["group"]), order_id=UUID(payload["key"]), at=at)


def tell_cancelled_by_mail(payload: dict[str, Any], at: datetime) -> None:
    """Say that an order was called off, and where the money is."""
    order_id = UUID(payload["key"])
    send_mail(kind="cancelled", group_id=UUID(payload["group"]), order_id=order_id, by=Cancellation.objects.get(pk=order_id).by, at=at)


@transaction.atomic
def note_sellers(payload: dict[str, Any], at: datetime) -> None:
    """Each seller now sees its order."""
    for order in Order.objects.select_related("seller").filter(group_id=payload["key"]).order_by("number"):
        tell_of_seller(order, order.seller, at)


@transaction.atomic
def note_carrier(payload: dict[str, Any], at: datetime) -> None:
    """The carrier now has the address."""
    shipment = Shipment.objects.select_related("order").get(pk=payload["key"])
    tell_of_carrier(shipment.order, shipment.carrier, at)


def tell_written_by_mail(payload: dict[str, Any], at: datetime) -> None:
    """Say that a seller wrote; what they wrote stays here. Several messages of one hour are told once."""
    send_mail(kind=f"written:{at:%Y%m%d%H}", group_id=UUID(payload["group"]), order_id=UUID(payload["key"]), at=at)


def let_guest_be_found(payload: dict[str, Any], at: datetime) -> None:
    """A guest has no account: the blind index lets them come back by proving their address."""
    contact = Contact.objects.select_related("person").filter(group_id=payload["key"]).first()
    if contact and contact.person.kind == Person.GUEST and not contact.person.erased_at and contact.email:
        blind.put(contact.person_id, kind="email", value=contact.email, at=at)


def say_goods_are_back(payload: dict[str, Any], at: datetime) -> None:
    """Cards and index hear that what was called off can be bought again."""
    offers = Order.objects.filter(pk=payload["key"]).values_list("lines__offer_id", flat=True)
    outbox.publish("offer.changed", payload={"offer_ids": [str(offer) for offer in offers]})


REACTIONS = {
    "order.placed": [note_sellers, let_guest_be_found, confirm_by_mail],
    "order.shipped": [note_carrier, tell_shipped_by_mail],
    "order.cancelled": [say_goods_are_back, tell_cancelled_by_mail],
    "order.written": [tell_written_by_mail],
    "payment.confirmed": [confirm_payment_by_mail],
}
