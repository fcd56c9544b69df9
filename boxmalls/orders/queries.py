"""Reading orders: the buyer's own, and the seller's with the buyer masked. Each costs the same number of queries for one row as for fifty."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from boxmalls.orders.assembling import EVENTS, show_group, show_to_seller
from boxmalls.orders.links import group_of_token
from boxmalls.orders.models import Booking, Contact, Delivery, Invoice, Order, OrderGroup, OrderLine, PhoneLine
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.orders.showing import SellersOrder, ShownGroup
from boxmalls.payments.models import Payment
from boxmalls.payments.queries import payments_of_groups, settled_payments
from boxmalls.privacy.vault import unwrap

PAGE = 50
MOST_OPENED = 300
SHORTEST_NAME = 2


def orders_of(person_id: UUID, *, site_code: str | None = None, before: datetime | None = None, limit: int = PAGE) -> list[ShownGroup]:
    """A person's groups, the newest first."""
    groups = OrderGroup.objects.filter(person_id=person_id)
    if site_code:
        groups = groups.filter(site_id=site_code)
    if before:
        groups = groups.filter(placed_at__lt=before)
    return _shown(list(groups.order_by("-placed_at", "-id")[:limit]))


def order_for_person(person_id: UUID, number: str) -> ShownGroup:
    """
    One of a person's own groups, with the address it goes to.

    :raises NoSuchOrder: if there is none of that number, or it is somebody else's.
    """
    return _whole(OrderGroup.objects.filter(number=number, person_id=person_id).first())


def order_by_token(number: str, token: str) -> ShownGroup:
    """
    A group, opened by the signed link from its confirmation mail.

    :raises NoSuchOrder: if the link is not for this group, was changed, or is too old.
    """
    group_id = group_of_token(token)
    return _whole(OrderGroup.objects.filter(number=number, pk=group_id).first() if group_id else None)


def group_of(group_id: UUID) -> ShownGroup:
    """
    A group with its address, for our own mails.

    :raises NoSuchOrder: if there is none.
    """
    return _whole(OrderGroup.objects.filter(pk=group_id).first())


def orders_to_ship(seller_id: UUID, *, at: datetime, limit: int = PAGE) -> list[SellersOrder]:
    """Paid orders that wait for their seller, the most urgent first, the buyer masked to what shipping needs."""
    paid = Exists(settled_payments().filter(group_id=OuterRef("group_id")))
    waiting = Order.objects.filter(paid, seller_id=seller_id, shipment__isnull=True, cancellation__isnull=True)
    return _to_seller(list(_with_all(waiting).order_by("ship_by_on", "placed_at")[:limit]), at)


def orders_of_seller(seller_id: UUID, *, at: datetime, before: datetime | None = None, limit: int = PAGE) -> list[SellersOrder]:
    """All orders of a seller, the newest first, the buyer masked."""
    orders = Order.objects.filter(seller_id=seller_id)
    if before:
        orders = orders.filter(placed_at__lt=before)
    return _to_seller(list(_with_all(orders).order_by("-placed_at", "-id")[:limit]), at)


def order_for_seller(seller_id: UUID, number: str, *, at: datetime) -> SellersOrder:
    """
    One order, for the seller who delivers it.

    :raises NoSuchOrder: if there is none of that number, or it is another seller's.
    """
    found = _to_seller(list(_with_all(Order.objects.filter(seller_id=seller_id, number=number))), at)
    if not found:
        raise NoSuchOrder
    return found[0]


def orders_by_number(seller_id: UUID, numbers: Sequence[str], *, at: datetime) -> list[SellersOrder]:
    """Those of these orders that are this seller's, the most urgent first, the buyer masked."""
    orders = Order.objects.filter(seller_id=seller_id, number__in=numbers)
    return _to_seller(list(_with_all(orders).order_by("ship_by_on", "placed_at", "number")), at)


def find_for_seller(seller_id: UUID, text: str, *, at: datetime, limit: int = PAGE) -> list[SellersOrder]:
    """
    A seller's orders by number, parcel label or the buyer's name, as far as the seller is shown it; the newest first.

    Names are sealed, so they are compared after opening, and only of the newest orders whose lease is open: whoever is forgotten is not found.
    """
    written = text.strip()
    if not written:
        return []
    mine = Order.objects.filter(seller_id=seller_id)
    by_number = list(_with_all(mine.filter(Q(number__istartswith=written) | Q(label__istartswith=written))).order_by("-placed_at")[:limit])
    recent = list(_with_all(mine.filter(placed_at__gt=at - LEASE_AT_MOST)).order_by("-placed_at")[:MOST_OPENED]) if len(written) >= SHORTEST_NAME else []
    folded = written.casefold()
    by_name = [order for order in _to_seller(recent, at) if folded in order.buyer.name.casefold()]
    found = {order.id: order for order in (*_to_seller(by_number, at), *by_name)}
    return sorted(found.values(), key=lambda order: order.placed_at, reverse=True)[:limit]


def numbers_of_groups(group_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The numbers by which groups are called."""
    return dict(OrderGroup.objects.filter(pk__in=group_ids).values_list("pk", "number"))


def _whole(group: OrderGroup | None) -> ShownGroup:
    if group is None:
        raise NoSuchOrder
    delivery = Delivery.objects.filter(order__group=group).order_by("order__number").first()
    contact = Contact.objects.filter(group=group).first()
    unwrap([row for row in (delivery, contact) if row])
    return _shown([group], {group.pk: {"delivery": delivery, "contact": contact}})[0]


def _shown(groups: Sequence[OrderGroup], more: dict[UUID, dict[str, Any]] | None = None) -> list[ShownGroup]:
    payments = payments_of_groups([group.pk for group in groups])
    orders: dict[UUID, list[Order]] = {}
    for order in _unwrapped(_with_all(Order.objects.filter(group__in=groups)).order_by("number")):
        orders.setdefault(order.group_id, []).append(order)
    return [show_group(group, orders.get(group.pk, ()), payments[group.pk], **(more or {}).get(group.pk, {})) for group in groups]


def _to_seller(orders: list[Order], at: datetime) -> list[SellersOrder]:
    payments: dict[UUID, Payment] = payments_of_groups({order.group_id for order in orders})
    deliveries = {row.order_id: row for row in unwrap(Delivery.objects.filter(order__in=orders))}
    lines = {row.order_id: row for row in unwrap(PhoneLine.objects.filter(order__in=orders, ends_at__gt=at))} if settings.PHONE_RELAY else {}
    booked = {row.order_id: row for row in unwrap(Booking.objects.filter(order__in=orders, ends_at__gt=at))} if settings.COURIERS else {}
    return [
        show_to_seller(order, payments[order.group_id], deliveries.get(order.pk), lines.get(order.pk), at, booked.get(order.pk)) for order in _unwrapped(orders)
    ]


def _with_all(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Orders with what is shown of them: seller, events, lines, invoices."""
    lines = Prefetch("lines", OrderLine.objects.order_by("position"))
    invoices = Prefetch("invoices", Invoice.objects.order_by("issued_at"))
    return orders.select_related("seller", "group", *EVENTS).prefetch_related(lines, invoices)


def _unwrapped(orders: QuerySet[Order] | Sequence[Order]) -> list[Order]:
    found = list(orders)
    unwrap([order.shipment for order in found if hasattr(order, "shipment") and order.shipment.person_id])
    return found
