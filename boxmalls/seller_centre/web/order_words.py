"""An order in words, for the seller who sends it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.catalog.rules import product_address
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.orders.rules import shown_name
from boxmalls.orders.showing import SellersOrder
from boxmalls.seller_centre.web.courier_words import address_words
from boxmalls.seller_centre.web.desk import with_shop
from boxmalls.sellers.models import Seller
from boxmalls.sellers.queries import has_phone_line
from boxmalls.sellers.rules import what_seller_sees
from boxmalls.shipping.couriers.chosen import has_courier
from boxmalls.ui.formatting import format_date, format_money

STATES: dict[str, tuple[Any, str]] = {
    "awaiting_payment": (gettext_lazy("Not paid yet"), ""),
    "to_ship": (gettext_lazy("To send"), "warn"),
    "shipped": (gettext_lazy("On its way"), "action"),
    "received": (gettext_lazy("Arrived"), "good"),
    "cancelled": (gettext_lazy("Cancelled"), ""),
}
FIELDS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "label": gettext_lazy("Parcel label"),
    "address": gettext_lazy("Address"),
    "line": gettext_lazy("Number to call"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("Email"),
    "payment": gettext_lazy("Payment"),
}


def list_words(request: Request, order: SellersOrder) -> dict[str, Any]:
    """An order in a list."""
    words, kind = STATES[order.state]
    pieces = sum(line.quantity for line in order.lines)
    first = order.lines[0].title if order.lines else ""
    return {
        "number": order.number,
        "href": with_shop(request, f"/seller/orders/{order.number}"),
        "by": format_date(order.ship_by_on, request.LANGUAGE_CODE, "day"),
        "to": to_words(order),
        "what": first if pieces < 2 else ngettext("%(count)s piece: %(first)s", "%(count)s pieces: %(first)s", pieces) % {"count": pieces, "first": first},
        "state": str(words),
        "kind": kind,
        "may_print": order.may_be_labelled,
        "booked": _("booked") if order.booking and order.state == "to_ship" else "",
        "amount": _money(order.total_minor, order, request),
    }


def to_words(order: SellersOrder) -> str:
    """Whom a parcel goes to, until the address is opened."""
    return shown_name(order.buyer.name) or _("Forgotten")


def order_words(request: Request, seller: Seller, order: SellersOrder) -> dict[str, Any]:
    """An order on its own page."""
    words, kind = STATES[order.state]
    may_open = order.buyer.address is not None and order.state in ("to_ship", "shipped")
    title, why = _why_not(seller, order)
    return {
        "order": {
            "number": order.number,
            "href_plain": f"/seller/orders/{order.number}",
            "state": str(words),
            "kind": kind,
            "label": order.label,
            "relay": shown_address(order.id, to_seller=False, at=now()),
            "to": to_words(order),
            "lines": [_line(line, order, request) for line in order.lines],
            "sums": _sums(order, request),
            "may_ship": order.state == "to_ship",
            "shipped": _shipped(order, request),
            "may_open": may_open,
            "may_print": order.may_be_labelled,
            "tracking": order.tracking,
            "may_ask": may_open and order.buyer.phone is None and seller.learns == "address_phone",
            "lease_words": _lease_words(request, order),
            "why_not_title": title,
            "why_not": why,
        },
        "sees": [(each.seen, str(FIELDS[each.field]), _how(each.field, each.seen)) for each in what_seller_sees(seller.learns, line=has_phone_line())],
    }


def _lease_words(request: Request, order: SellersOrder) -> str:
    if order.lease_ends_at is None:
        return _("The buyer sees that you looked.")
    day = format_date(order.lease_ends_at, request.LANGUAGE_CODE)
    return _("The buyer sees that you looked. Use it for this parcel only and forget it by %(day)s: from then on it is closed here, too.") % {"day": day}


def _how(field: str, seen: bool) -> str:
    if field == "payment":
        return _("Only that it has been paid")
    if field == "label" and (has_courier() or not seen):
        return _("On the parcel; the courier learns the address from us") if seen else _("You write it yourself")
    if field == "email":
        return _("News about the order comes from us")
    if field == "line":
        return _("It leads to the buyer until the order is done") if seen else _("You ask by message")
    if field == "phone":
        return _("Nobody sees the buyer's own")
    return _("For this parcel") if seen else _("Not needed, so not shown")


def _why_not(seller: Seller, order: SellersOrder) -> tuple[str, str]:
    if seller.learns == "label":
        return address_words(order.site_code)
    if order.state == "awaiting_payment":
        return _("Not paid yet."), _("The address can be opened once there is a parcel to send.")
    return _("This parcel is done."), _("There is no reason to see the address any more.")


def _shipped(order: SellersOrder, request: Request) -> str:
    day = next((event.at for event in order.events if event.kind == "shipped"), None)
    if day is None:
        return ""
    told = {"day": format_date(day, request.LANGUAGE_CODE), "carrier": order.carrier, "number": order.tracking}
    return (_("%(day)s with %(carrier)s, parcel number %(number)s.") if order.tracking else _("%(day)s with %(carrier)s.")) % told


def _line(line: Any, order: SellersOrder, request: Request) -> dict[str, Any]:
    soft = [line.external_id, line.option, f"{line.quantity} ×" if line.quantity > 1 else ""]
    return {
        "title": line.title,
        "soft": " · ".join(filter(None, soft)),
        "amount": _money(line.total_minor, order, request),
        "photo": {"src": line.picture, "width": 240, "height": 240, "alt": "", "avif": "", "webp": ""} if line.picture else None,
        "kind": "box",
        "href": product_address(line.product_id, "-"),
    }


def _sums(order: SellersOrder, request: Request) -> list[tuple[str, str, str]]:
    fee = order.commission_minor + order.commission_vat_minor
    return [
        (_("Goods"), _money(order.subtotal_minor, order, request), ""),
        (order.rate_name, _money(order.shipping_minor, order, request), ""),
        (_("Our commission, with tax"), "− " + _money(fee, order, request), ""),
        (_("You get"), _money(order.payable_minor, order, request), "total"),
    ]


def _money(minor: int, order: SellersOrder, request: Request) -> str:
    return format_money(minor, order.currency, request.LANGUAGE_CODE)
