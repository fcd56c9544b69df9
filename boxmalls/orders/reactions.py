"""What follows from a sale: mails, notes of who learnt what, and a guest who can be found again."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.orders.actions.mail import send_mail
from boxmalls.orders.courier.asking import ask_couriers, book
from boxmalls.orders.leases import close_refused, follow_lease
from boxmalls.orders.models import Cancellation, Contact, Order, Shipment
from boxmalls.orders.phone_relay.lines import ask_again, lend_number
from boxmalls.orders.relay.forwarding import pass_on, passes_on
from boxmalls.orders.telling import tell_of_carrier, tell_of_seller
from boxmalls.payments.models import Method
from boxmalls.payments.queries import payment_of_group
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind
from boxmalls.shipping.couriers.protocol import CourierDoesNotAnswer, CourierRefuses


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
    """
    Pass a message on by email where the shop relays mail; else say that a seller wrote, and what they wrote stays here.

    Several messages of one hour are told once.
    """
    order_id, from_seller = UUID(payload["key"]), payload.get("from_seller", True)
    if passes_on(order_id, from_seller=from_seller, at=at):
        pass_on(UUID(payload["message"]), at=at)
    elif from_seller:
        send_mail(kind=f"written:{at:%Y%m%d%H}", group_id=UUID(payload["group"]), order_id=order_id, at=at)


def let_leases_begin(payload: dict[str, Any], at: datetime) -> None:
    """Orders were placed or paid: what stands for the buyer's addresses begins with the leases."""
    for order_id in Order.objects.filter(group_id=payload.get("group") or payload["key"]).order_by("id").values_list("pk", flat=True):
        follow_lease(order_id, at=at)
        lend_number(order_id, at=at)


def let_payment_open_leases(payload: dict[str, Any], at: datetime) -> None:
    """A transfer arrived: the same."""
    if payload.get("group"):
        let_leases_begin(payload, at)


def let_lease_follow(payload: dict[str, Any], at: datetime) -> None:
    """Something happened to an order that shortens its lease, or ends it."""
    follow_lease(UUID(payload["key"]), at=at)
    ask_again(at=at)
    ask_couriers(at=at)


def close_what_was_refused(payload: dict[str, Any], at: datetime) -> None:
    """Somebody opted out: addresses and numbers that stood for theirs are closed, here and at the phone relay."""
    if close_refused(UUID(payload["key"]), at=at):
        ask_again(at=at)
        ask_couriers(at=at)


def let_leases_follow_restriction(payload: dict[str, Any], at: datetime) -> None:
    """Somebody was restricted, and the phone relay closes their lines; or they no longer are, and leases that still run have their ways again."""
    for order_id in Order.objects.filter(person_id=payload["key"]).order_by("id").values_list("pk", flat=True):
        follow_lease(order_id, at=at)
        lend_number(order_id, at=at)
    ask_again(at=at)
    ask_couriers(at=at)


def book_wanted(payload: dict[str, Any], at: datetime) -> None:
    """A seller wants a courier: it is asked, and asked again by the clock where it does not answer."""
    with suppress(CourierDoesNotAnswer, CourierRefuses):
        book(UUID(payload["key"]), at=at)


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
    "parcel.wanted": [book_wanted],
    "choices.refused": [close_what_was_refused],
    "restriction.changed": [let_leases_follow_restriction],
    "order.placed": [let_leases_begin, note_sellers, let_guest_be_found, confirm_by_mail],
    "order.shipped": [let_lease_follow, note_carrier, tell_shipped_by_mail],
    "order.received": [let_lease_follow],
    "order.cancelled": [let_lease_follow, say_goods_are_back, tell_cancelled_by_mail],
    "order.written": [tell_written_by_mail],
    "payment.confirmed": [let_payment_open_leases, confirm_payment_by_mail],
}
