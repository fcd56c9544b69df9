"""
Invoices and credit notes as they are printed: number, day, seller, goods, tax by rate.

Whom one is made out to stands on it for as long as the address of the order is kept; after that, or after an erasure, only what the
law about books keeps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from boxmalls.orders.models import Invoice, Order, OrderLine
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.orders.rules import local_day
from boxmalls.sites.queries import site, tax_rate_bp


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """So many of one thing. Words are empty once they are forgotten; the rate is in basis points."""

    title: str
    option: str
    reference: str
    quantity: int
    unit_price_minor: int
    total_minor: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class TaxRow:
    """What a rate is applied to, and what it makes."""

    rate_bp: int
    net_minor: int
    tax_minor: int

    @property
    def gross_minor(self) -> int:
        """Both together."""
        return self.net_minor + self.tax_minor


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who sold it."""

    name: str
    address: str
    place: str
    country: str
    tax_number: str


@dataclass(frozen=True, slots=True)
class PrintedInvoice:
    """
    An invoice, or the credit note that takes it back and whose amounts are negative. `corrects` is the number of what it takes back.

    `sent_on` is the day of supply, where the parcel has left.
    """

    id: UUID
    kind: str
    number: str
    corrects: str
    issued_on: date
    sent_on: date | None
    order_id: UUID
    order_number: str
    site_code: str
    currency: str
    issuer: Issuer
    lines: tuple[InvoiceLine, ...]
    delivery_name: str
    delivery_minor: int
    delivery_rate_bp: int
    tax_included: bool
    tax: tuple[TaxRow, ...]
    tax_minor: int
    total_minor: int


def invoices_of_group(group_id: UUID) -> list[PrintedInvoice]:
    """All that was invoiced for a group, by order, each credit note after its invoice. As many queries for one order as for ten."""
    return _printed(_orders().filter(group_id=group_id).order_by("number"))


def invoices_of_order(seller_id: UUID, number: str) -> list[PrintedInvoice]:
    """
    What was invoiced for one order, for its seller.

    :raises NoSuchOrder: if there is none of that number, or it is another seller's.
    """
    found = _orders().filter(seller_id=seller_id, number=number)
    if not found:
        raise NoSuchOrder
    return _printed(found)


def tax_rows(amounts: Sequence[tuple[int, int, int]], *, included: bool) -> tuple[TaxRow, ...]:
    """
    Tax by rate, the highest first.

    :param amounts: rate in basis points, amount as it was shown, and the tax in it or on top of it.
    """
    sums: dict[int, tuple[int, int]] = {}
    for rate, amount, tax in amounts:
        if not amount:
            continue
        net, taxed = sums.get(rate, (0, 0))
        sums[rate] = (net + amount - (tax if included else 0), taxed + tax)
    return tuple(TaxRow(rate, *sums[rate]) for rate in sorted(sums, reverse=True))


def _orders() -> QuerySet[Order]:
    lines = Prefetch("lines", OrderLine.objects.order_by("position"))
    invoices = Prefetch("invoices", Invoice.objects.order_by("issued_at", "sequence"))
    return Order.objects.select_related("seller", "group", "shipment").prefetch_related(lines, invoices)


def _printed(orders: Iterable[Order]) -> list[PrintedInvoice]:
    return [_print(order, invoice) for order in orders for invoice in order.invoices.all()]


def _print(order: Order, invoice: Invoice) -> PrintedInvoice:
    sign = -1 if invoice.kind == Invoice.Kind.CREDIT else 1
    law = site(invoice.site_id).law
    lines = list(order.lines.all())
    delivery = _delivery(order, lines)
    rows = tax_rows([*((each.tax_rate_bp, each.total_minor, each.tax_minor) for each in lines), delivery], included=order.tax_included)
    shipment = getattr(order, "shipment", None)
    return PrintedInvoice(
        id=invoice.pk,
        kind=invoice.kind,
        number=invoice.number,
        corrects=next((each.number for each in order.invoices.all() if each.kind == Invoice.Kind.INVOICE), "") if sign < 0 else "",
        issued_on=local_day(invoice.issued_at, law),
        sent_on=local_day(shipment.shipped_at, law) if shipment else None,
        order_id=order.pk,
        order_number=order.number,
        site_code=invoice.site_id,
        currency=invoice.currency,
        issuer=_issuer(order),
        lines=tuple(_line(each, sign) for each in lines),
        delivery_name=order.rate_name,
        delivery_minor=sign * order.shipping_minor,
        delivery_rate_bp=delivery[0],
        tax_included=order.tax_included,
        tax=tuple(TaxRow(row.rate_bp, sign * row.net_minor, sign * row.tax_minor) for row in rows),
        tax_minor=invoice.tax_minor,
        total_minor=invoice.total_minor,
    )


def _issuer(order: Order) -> Issuer:
    seller = order.seller
    return Issuer(seller.name, seller.address, seller.place, seller.country, seller.tax_number)


def _line(line: OrderLine, sign: int) -> InvoiceLine:
    return InvoiceLine(
        line.title, line.option, line.external_id, line.quantity, line.unit_price_minor, sign * line.total_minor, line.tax_rate_bp,
    )  # fmt: skip


def _delivery(order: Order, lines: Sequence[OrderLine]) -> tuple[int, int, int]:
    """Delivery is taxed at the standard rate: that of the day of sale where a line tells it, else that of now."""
    rate = next((line.tax_rate_bp for line in lines if line.tax_class == "standard"), None)
    tax = order.tax_minor - sum(line.tax_minor for line in lines)
    return (tax_rate_bp(order.group.site_id, "standard") if rate is None else rate, order.shipping_minor, tax)
