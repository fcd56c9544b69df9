"""From rows to what is shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from boxmalls.orders.models import Booking, Contact, Delivery, Order, OrderGroup, OrderLine, PhoneLine
from boxmalls.orders.placing import Recipient
from boxmalls.orders.rules import Happened, lease_ends, lease_is_open, shown_name, state_of
from boxmalls.orders.showing import Event, MaskedBuyer, SellersOrder, ShownBooking, ShownGroup, ShownInvoice, ShownLine, ShownOrder, ShownPayment
from boxmalls.payments.models import Payment
from boxmalls.payments.queries import paid_at
from boxmalls.privacy.choices import stopped
from boxmalls.ui.formatting import country_name

EVENTS = ("shipment", "receipt", "cancellation")


def happened_to(order: Order, payment: Payment) -> Happened:
    """What happened to an order that was read with its events."""
    return Happened(
        paid_at=paid_at(payment),
        shipped_at=_moment(order, "shipment", "shipped_at"),
        received_at=_moment(order, "receipt", "received_at"),
        cancelled_at=_moment(order, "cancellation", "cancelled_at"),
    )


def show_group(group: OrderGroup, orders: Iterable[Order], payment: Payment, delivery: Delivery | None = None, contact: Contact | None = None) -> ShownGroup:
    """A group with its orders, as the buyer sees it."""
    return ShownGroup(
        id=group.pk,
        number=group.number,
        site_code=group.site_id,
        language=group.language,
        currency=group.currency,
        total_minor=group.total_minor,
        placed_at=group.placed_at,
        payment=show_payment(payment),
        orders=tuple(show_order(order, payment) for order in orders),
        recipient=read_recipient(delivery) if delivery else None,
        email=contact.email if contact else None,
    )


def show_payment(payment: Payment) -> ShownPayment:
    """How a group is paid."""
    lapse = getattr(payment, "lapse", None)
    return ShownPayment(payment.method, payment.reference, payment.amount_minor, payment.due_at, paid_at(payment), lapse.lapsed_at if lapse else None)


def show_order(order: Order, payment: Payment) -> ShownOrder:
    """One order, as the buyer sees it."""
    happened = happened_to(order, payment)
    return ShownOrder(
        id=order.pk,
        number=order.number,
        label=order.label,
        state=state_of(happened),
        seller_id=order.seller_id,
        seller=order.seller.name,
        seller_slug=order.seller.slug,
        learns=order.seller.learns,
        lines=show_lines(order.lines.all()),
        subtotal_minor=order.subtotal_minor,
        shipping_minor=order.shipping_minor,
        tax_minor=order.tax_minor,
        tax_included=order.tax_included,
        total_minor=order.total_minor,
        rate_name=order.rate_name,
        placed_at=order.placed_at,
        ship_by_on=order.ship_by_on,
        **_parcel(order),
        events=tell_events(order, happened),
        invoices=tuple(ShownInvoice(each.kind, each.number, each.total_minor, each.tax_minor, each.issued_at) for each in order.invoices.all()),
    )


def show_to_seller(
    order: Order, payment: Payment, delivery: Delivery | None, line: PhoneLine | None, at: datetime, booking: Booking | None = None
) -> SellersOrder:
    """One order, as its seller sees it: the buyer only while the lease is open. Every way in which a seller reads an order leads through here."""
    happened = happened_to(order, payment)
    return SellersOrder(
        id=order.pk,
        number=order.number,
        label=order.label,
        site_code=order.group.site_id,
        currency=order.group.currency,
        state=state_of(happened),
        lines=show_lines(order.lines.all()),
        subtotal_minor=order.subtotal_minor,
        shipping_minor=order.shipping_minor,
        total_minor=order.total_minor,
        commission_minor=order.commission_minor,
        commission_vat_minor=order.commission_vat_minor,
        rate_name=order.rate_name,
        placed_at=order.placed_at,
        ship_by_on=order.ship_by_on,
        buyer=mask(order, delivery, line) if lease_is_open(happened, at) else mask(order, None, None),
        buyer_id=order.person_id,
        lease_ends_at=lease_ends(happened),
        **_parcel(order),
        events=tell_events(order, happened),
        booking=_booking(booking) if booking and lease_is_open(happened, at) else None,
    )


def _booking(row: Booking) -> ShownBooking:
    booked, accepted = row.booked_at is not None, row.accepted_at is not None
    return ShownBooking(row.courier, row.handover, row.paperless, booked, accepted, row.tracking or "", row.code or "")


def mask(order: Order, delivery: Delivery | None, line: PhoneLine | None) -> MaskedBuyer:
    """As much of a buyer as the order's seller may know; of a phone only the number that stands for it."""
    recipient = read_recipient(delivery) if delivery else None
    if recipient is None:
        return MaskedBuyer("", order.label, None, None)
    learns = order.seller.learns
    if learns == "label":
        return MaskedBuyer(shown_name(recipient.name), order.label, None, None)
    return MaskedBuyer(recipient.name, order.label, address_lines(recipient), read_line(line) if line and learns == "address_phone" else None)


def read_recipient(delivery: Delivery) -> Recipient | None:
    """Name and address of a delivery; None once its key is destroyed."""
    if delivery.name is None:
        return None
    return Recipient(**{name: getattr(delivery, name) or "" for name in ("name", "line1", "city", "postcode", "country", "line2", "region", "phone")})


def read_line(line: PhoneLine) -> str | None:
    """The number that stands for a buyer's, with what to say when it answers; None while there is none, once they said no, or are forgotten."""
    if line.opened_at is None or not line.number or stopped(line.person_id, "orders.calling"):
        return None
    return f"{line.number}, PIN {line.pin}" if line.pin else line.number


def address_lines(recipient: Recipient) -> tuple[str, ...]:
    """An address, line by line, without the name; the country in the reader's language."""
    country = country_name(recipient.country, get_language() or "en")
    town = " ".join(filter(None, (recipient.postcode, recipient.city)))
    return tuple(filter(None, (recipient.line1, recipient.line2, town, recipient.region if recipient.region != recipient.city else "", country)))


def show_lines(lines: Iterable[OrderLine]) -> tuple[ShownLine, ...]:
    """The lines of an order, as they were read."""
    names = ("offer_id", "product_id", "external_id", "title", "option", "picture", "quantity", "unit_price_minor", "total_minor")
    return tuple(ShownLine(*(getattr(line, name) for name in names)) for line in lines)


def tell_events(order: Order, happened: Happened) -> tuple[Event, ...]:
    """What happened to an order, in the order in which it did."""
    told = {
        "placed": order.placed_at,
        "paid": happened.paid_at,
        "shipped": happened.shipped_at,
        "received": happened.received_at,
        "cancelled": happened.cancelled_at,
    }
    return tuple(sorted((Event(kind, at) for kind, at in told.items() if at), key=lambda event: event.at))


def _parcel(order: Order) -> dict[str, Any]:
    shipment = getattr(order, "shipment", None)
    return {"carrier": shipment.carrier if shipment else "", "tracking": (shipment.tracking or "") if shipment else ""}


def _moment(order: Order, event: str, column: str) -> datetime | None:
    row = getattr(order, event, None)
    return getattr(row, column) if row else None
