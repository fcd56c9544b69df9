"""The orders' own SQL: a whole group, written in one journey. A sale, its address and its invoice are there together or not at all."""

from datetime import datetime
from typing import Any

from boxmalls.base import sql
from boxmalls.base.arrays import array
from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import Statement
from boxmalls.orders.personal_data import INVOICES, MAILS, ORDERING
from boxmalls.orders.placing import PlacedOrder, Placing
from boxmalls.orders.rules import invoice_prefix, local_day
from boxmalls.privacy.collection import collecting_sql
from boxmalls.privacy.vault import seal_value

DELIVERY_COLUMNS = ("name", "phone", "line1", "line2", "city", "region", "postcode", "country")


def placing_statements(placing: Placing) -> list[Statement]:
    """The group, its orders with their lines, and whom they go to. They leave the purpose set to another than before."""
    return [
        Statement(*collecting_sql(ORDERING)),
        _put("put_group.sql", _group(placing)),
        _put("put_orders.sql", [placing.id, placing.person_id, placing.at, *_columns([_order(order) for order in placing.orders])]),
        _put("put_lines.sql", _columns([row for order in placing.orders for row in _lines(order)])),
        _put("put_deliveries.sql", [placing.person_id, placing.at, *_columns([_delivery(placing, order) for order in placing.orders])]),
        *([Statement(*collecting_sql(MAILS)), _put("put_contact.sql", _contact(placing))] if placing.email else []),
    ]


def invoicing_statements(placing: Placing) -> list[Statement]:
    """The invoices. To be sent late: numbers without a gap are given out under a lock on each seller's counter."""
    year = local_day(placing.at, placing.law).year
    orders = sorted(placing.orders, key=lambda order: order.seller_id)
    rows = [
        (new_id(), order.id, order.seller_id, invoice_prefix(placing.site_code, year, order.seller_slug), order.price.total_minor, order.price.tax_minor)
        for order in orders
    ]
    put = numbering("invoice", rows, site_code=placing.site_code, year=year, currency=placing.currency, at=placing.at)
    return [Statement(*collecting_sql(INVOICES)), put]


def numbering(kind: str, rows: list[tuple[Any, ...]], *, site_code: str, year: int, currency: str, at: datetime) -> Statement:
    """
    Write invoices or credit notes under the sellers' next numbers; the purpose is set before.

    :param rows: (id, order, seller, prefix of the number, total, tax), in the order of the sellers.
    """
    return _put("put_invoices.sql", [*_columns(rows), site_code, year, kind, site_code, year, currency, at])


def _group(placing: Placing) -> list[Any]:
    return [placing.id, placing.number, placing.site_code, placing.person_id, placing.language, placing.currency, placing.total_minor, placing.at]


def _order(order: PlacedOrder) -> tuple[Any, ...]:
    price, split = order.price, order.split
    return (
        order.id, order.number, order.label, order.seller_id,
        price.subtotal_minor, price.shipping_minor, price.tax_minor, price.tax_included, price.total_minor,
        order.commission_bp, split.commission_minor, split.commission_vat_minor,
        order.rate_code, order.rate_name, order.ship_by_on,
    )  # fmt: skip


def _lines(order: PlacedOrder) -> list[tuple[Any, ...]]:
    return [
        (
            new_id(), order.id, order.seller_id, position, line.offer_id, line.product_id, line.external_id, line.title, line.option, line.picture,
            line.quantity, line.unit_price_minor, line.tax_class, line.tax_rate_bp, tax,
        )
        for position, (line, tax) in enumerate(zip(order.lines, order.price.line_taxes, strict=True))
    ]  # fmt: skip


def _delivery(placing: Placing, order: PlacedOrder) -> tuple[Any, ...]:
    row_id, told = new_id(), dict(placing.recipient.fields())
    return row_id, order.id, *(_seal(placing, "orders_delivery", name, row_id, told.get(name)) for name in DELIVERY_COLUMNS)


def _contact(placing: Placing) -> list[Any]:
    row_id = new_id()
    return [row_id, placing.id, placing.person_id, _seal(placing, "orders_contact", "email", row_id, placing.email), placing.at]


def _seal(placing: Placing, table: str, column: str, row_id: Any, text: str | None) -> bytes | None:
    return seal_value(person_id=placing.person_id, table=table, column=column, row_id=row_id, text=text) if text else None


def _put(name: str, parameters: list[Any]) -> Statement:
    return Statement(sql.read(__file__, name), parameters)


def _columns(rows: list[tuple[Any, ...]]) -> list[str]:
    return [array(column) for column in zip(*rows, strict=True)]
