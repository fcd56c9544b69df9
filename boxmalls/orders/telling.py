"""Noting what sellers, carriers and the mail server learn of a buyer, when they learn it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from boxmalls.orders.models import Booking, Order, PhoneLine, Shipment
from boxmalls.orders.personal_data import COURIER, MAILS, ORDERING
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.register import Category, Purpose
from boxmalls.privacy.vault import unwrap
from boxmalls.sellers.models import Seller

LEARNT = {"label": "first name, parcel label", "address": "name, address", "address_phone": "name, address"}
IN_MAIL = {
    "confirmation": ("email, name, address, goods, amounts", (Category.BASIC, Category.PROPERTY)),
    "transfer": ("email, goods, amounts", (Category.BASIC, Category.PROPERTY)),
    "shipped": ("email, goods, parcel number", (Category.BASIC, Category.PROPERTY, Category.THIRD_PARTY)),
    "cancelled": ("email, goods, amounts", (Category.BASIC, Category.PROPERTY)),
    "written": ("email", (Category.BASIC,)),
}
"""What stands in each mail about an order."""

COURIERS_FORGET_AFTER = timedelta(days=90)
MAIL_SERVERS_FORGET_AFTER = timedelta(days=30)


def tell_of_seller(order: Order, seller: Seller, at: datetime) -> None:
    """The seller sees the order, and of the buyer what its page says."""
    _note(
        order,
        f"seller:{seller.pk}",
        seller.name,
        f"{LEARNT[seller.learns]}, goods, amounts",
        ORDERING,
        (at + LEASE_AT_MOST).date(),
        [Category.BASIC, Category.PROPERTY],
        at,
    )


def tell_of_carrier(order: Order, carrier: str, at: datetime) -> None:
    """The carrier has the parcel, with the label on it; its number is the carrier's own. It is not named where the buyer opted out of that."""
    booked = Booking.objects.filter(order=order).exclude(booked_at=None).values_list("courier", flat=True).first()
    if booked and carrier in ("", booked):
        return  # It was told when it was booked, and reads no more on the parcel.
    carrier = carrier or str(_("The carrier of your parcel"))
    lent = PhoneLine.objects.filter(order=order).exclude(opened_at=None).exists()
    _note(order, courier_code(carrier), carrier, _on_a_parcel(phone=lent), ORDERING, (at + COURIERS_FORGET_AFTER).date(), [Category.BASIC], at)


def tell_of_booking(order: Order, courier: str, *, phone: bool, until: date, at: datetime) -> None:
    """A courier is told where a parcel goes, before it is."""
    _note(order, courier_code(courier), courier, _on_a_parcel(phone=phone), COURIER, until, [Category.BASIC], at)


def courier_code(name: str) -> str:
    """What a courier is called in the ledger."""
    return f"courier:{name.lower()[:60]}"


def _on_a_parcel(*, phone: bool) -> str:
    return f"name, address{', masked phone' if phone else ''}"


def tell_of_mail(order: Order, host: str, at: datetime, *, kind: str = "confirmation") -> None:
    """A mail of this kind goes through the mail server."""
    what, categories = IN_MAIL[kind]
    if kind == "shipped" and not any(shipment.tracking for shipment in unwrap(list(Shipment.objects.filter(order=order)))):
        what, categories = "email, goods", (Category.BASIC, Category.PROPERTY)
    _note(order, "mail-server", host, what, MAILS, (at + MAIL_SERVERS_FORGET_AFTER).date(), categories, at)


def mail_server() -> str:
    """What the mail server is called; the shop's own machine where mails go into a folder."""
    return settings.MAILERS["default"].get("OPTIONS", {}).get("host") or "localhost"


def _note(order: Order, recipient: str, name: str, what: str, purpose: Purpose, until: date, categories: Sequence[Category], at: datetime) -> None:
    """Once for each order, recipient and the same things, however often it is heard of; other things later are another line."""
    codes = [category.value for category in categories]
    told = Disclosure.objects.filter(person_id=order.person_id, recipient=recipient, order_ref=order.number, what=what, categories=codes)
    if order.person_id is None or told.exists():
        return
    disclose(
        person=order.person_id,
        recipient=recipient,
        recipient_name=name[:120],
        purpose=purpose,
        categories=list(categories),
        what=what,
        until=until,
        order_ref=order.number,
        at=at,
    )
