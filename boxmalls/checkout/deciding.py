"""From the lines of a cart to an order group: everything is looked at once more, then frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from boxmalls.base.ids import new_id, public_number
from boxmalls.checkout.lines import Line
from boxmalls.checkout.refusals import CannotCheckOut, EmptyCart, RateGone, TotalChanged
from boxmalls.checkout.rules import choose_rate, price_lines, problems_of
from boxmalls.checkout.wish import Wish
from boxmalls.orders.placing import PlacedLine, PlacedOrder, Placing
from boxmalls.orders.pricing import Taxes, split_order
from boxmalls.orders.rules import local_day, new_label, ship_by
from boxmalls.shipping.rules import Choice
from boxmalls.sites.models import Site


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the database when the button was pressed."""

    lines: Sequence[Line]
    rates: Mapping[UUID, Sequence[Choice]]


def decide(found: Found, wish: Wish, *, group_id: UUID, person_id: UUID, site: Site, taxes: Taxes, at: datetime) -> Placing:
    """
    The order group as it will be written.

    :raises EmptyCart: if there is nothing to order.
    :raises CannotCheckOut: if something cannot be bought as it is.
    :raises RateGone: if a chosen way of delivery is no longer offered.
    :raises TotalChanged: if it costs something else than the buyer saw.
    """
    if not found.lines:
        raise EmptyCart
    blocking = [problem for problem in problems_of(found.lines, found.rates, site.code, site.currency) if problem.blocks]
    if blocking:
        raise CannotCheckOut(blocking)
    number, chosen = public_number("BM"), dict(wish.shipping)
    orders = [
        _order(list(lines), found.rates[seller_id], chosen.get(str(seller_id)), f"{number}-{place}", site, taxes, at)
        for place, (seller_id, lines) in enumerate(groupby(found.lines, lambda line: line.seller_id), start=1)
    ]
    placing = Placing(
        id=group_id, number=number, site_code=site.code, law=site.law, person_id=person_id, language=wish.language, currency=site.currency,
        email=wish.email, recipient=wish.recipient, orders=orders, at=at,
    )  # fmt: skip
    if placing.total_minor != wish.expected_total_minor:
        raise TotalChanged(total_minor=placing.total_minor, currency=site.currency)
    return placing


def _order(lines: Sequence[Line], rates: Sequence[Choice], wanted: str | None, number: str, site: Site, taxes: Taxes, at: datetime) -> PlacedOrder:
    rate = choose_rate(rates, wanted, sum(line.total_minor for line in lines))
    if rate is None:
        raise RateGone
    price, seller = price_lines(lines, rate, taxes), lines[0]
    return PlacedOrder(
        id=new_id(),
        number=number,
        label=new_label(),
        seller_id=seller.seller_id,
        seller_slug=seller.seller_slug,
        commission_bp=seller.commission_bp,
        price=price,
        split=split_order(price, seller.commission_bp, taxes),
        rate_code=rate.code,
        rate_name=rate.name,
        ship_by_on=ship_by(local_day(at, site.law), max(line.dispatch_days for line in lines)),
        lines=[_line(line, taxes) for line in lines],
    )


def _line(line: Line, taxes: Taxes) -> PlacedLine:
    return PlacedLine(
        offer_id=line.offer_id,
        product_id=line.product_id,
        external_id=line.external_id,
        title=line.title,
        option=line.option,
        picture=line.picture.src if line.picture else "",
        quantity=line.quantity,
        unit_price_minor=line.price_minor,
        tax_class=line.tax_class,
        tax_rate_bp=taxes.rates[line.tax_class],
    )
