"""An order in words: states, steps, sums, who received what."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.assembling import address_lines
from boxmalls.orders.courier.hearing import booked_with, events_of
from boxmalls.orders.models import ParcelEvent
from boxmalls.orders.phone_relay.hearing import calls_of
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.orders.showing import ShownGroup, ShownOrder, ShownPayment
from boxmalls.payments.models import Method
from boxmalls.privacy.disclosure.words import things_in_words, who_in_words
from boxmalls.privacy.register import Category
from boxmalls.sellers.queries import has_phone_line
from boxmalls.shipping.couriers.chosen import has_courier
from boxmalls.shop import queries
from boxmalls.shop.links import order_href, product_href, seller_href
from boxmalls.shop.web.balance import account_rows
from boxmalls.shop.words import things
from boxmalls.ui.formatting import format_date, format_moment, format_money, join_words

STATES: dict[str, tuple[Any, str]] = {
    "awaiting_payment": (gettext_lazy("Waiting for payment"), "warn"),
    "to_ship": (gettext_lazy("Being packed"), "action"),
    "shipped": (gettext_lazy("On its way"), "action"),
    "received": (gettext_lazy("Arrived"), "good"),
    "cancelled": (gettext_lazy("Cancelled"), ""),
}
STEPS: tuple[tuple[str, Any], ...] = (
    ("placed", gettext_lazy("Ordered")),
    ("paid", gettext_lazy("Paid")),
    ("shipped", gettext_lazy("On its way")),
    ("received", gettext_lazy("Arrived")),
)


def group_words(group: ShownGroup, language: str) -> dict[str, Any]:
    """A group in a list."""
    placed = format_date(group.placed_at, language)
    return {
        "number": group.number,
        "href": order_href(group.number),
        "soft": placed,
        "total": format_money(group.total_minor, group.currency, language),
        "orders": [_row(order) for order in group.orders],
    }


def _row(order: ShownOrder) -> dict[str, Any]:
    words, kind = STATES[order.state]
    first = order.lines[0].title if order.lines else ""
    more = len(order.lines) - 1
    what = first if more < 1 else ngettext("%(first)s and %(count)s more", "%(first)s and %(count)s more", more) % {"first": first, "count": more}
    return {"seller": order.seller, "what": what, "state": str(words), "kind": kind}


def page_words(request: Request, group: ShownGroup, *, placed: bool) -> dict[str, Any]:
    """A group on its own page."""
    language = request.LANGUAGE_CODE
    token = token_query(request)
    recipient = group.recipient
    shipping = sum(order.shipping_minor for order in group.orders)
    count = sum(line.quantity for order in group.orders for line in order.lines)
    return {
        "group": group,
        "just_placed": placed,
        "lead": _lead(group, language, placed=placed),
        "transfer": _transfer(request, group.payment, group.currency, language),
        "orders": [_order(order, group, language) for order in group.orders],
        "key": token,
        "totals": [
            (things(count), _amount(sum(order.subtotal_minor for order in group.orders), group, language), ""),
            (_("Delivery"), _amount(shipping, group, language) if shipping else _("free"), ""),
            (_("Total"), _amount(group.total_minor, group, language), "total"),
            (_("Paid by"), _("balance") if group.payment.method == Method.BALANCE else _("bank transfer"), ""),
        ],
        "address": (recipient.name, *address_lines(recipient)) if recipient else (),
        "received": _received(group, language),
    }


def _lead(group: ShownGroup, language: str, *, placed: bool) -> str:
    parts = len(group.orders)
    parcels = ngettext("%(count)s parcel", "%(count)s parcels", parts) % {"count": parts}
    if placed and group.email:
        return _("Order %(number)s, %(parcels)s. The confirmation goes to %(email)s.") % {"number": group.number, "parcels": parcels, "email": group.email}
    return _("Ordered %(day)s, %(parcels)s.") % {"day": format_moment(group.placed_at, language), "parcels": parcels}


def _transfer(request: Request, payment: ShownPayment, currency: str, language: str) -> dict[str, Any] | None:
    if payment.method != Method.BANK_TRANSFER or payment.paid_at or payment.lapsed_at or payment.due_at is None:
        return None
    due = format_date(payment.due_at, language, "long")
    return {
        "words": _("The parcels leave when it has arrived. If it has not by %(day)s, the order is cancelled and nothing is owed.") % {"day": due},
        "rows": [
            *account_rows(request.site),
            (_("Reference"), payment.reference, ""),
            (_("Amount"), format_money(payment.amount_minor, currency, language), "total"),
        ],
    }


def _order(order: ShownOrder, group: ShownGroup, language: str) -> dict[str, Any]:
    words, kind = STATES[order.state]
    invoice = next((each.number for each in order.invoices if each.kind == "invoice"), "")
    return {
        "number": order.number,
        "href": f"{order_href(group.number)}/{order.number}",
        "seller": order.seller,
        "seller_href": seller_href(order.seller_slug),
        "state": str(words),
        "kind": kind,
        "steps": _steps(order, language),
        "tracking": _tracking(order, language),
        "lines": [_line(line, group, language) for line in order.lines],
        "sums": _sums(order, group, language),
        "total": _amount(order.total_minor, group, language),
        "invoice": invoice,
        "invoice_href": f"{order_href(group.number)}/invoice",
        "calls": _calls(order, language),
        "courier": _courier(order),
        "places": _places(order, language),
        "relay": shown_address(order.id, to_seller=True, at=now()),
        "may_cancel": order.can_cancel,
        "may_receive": order.can_receive,
        "cancel_words": _cancel_words(order, group, language),
    }


def _calls(order: ShownOrder, language: str) -> str:
    """Whether the seller can call, through which number of ours never yours, and how often they did."""
    if not has_phone_line() or order.learns != "address_phone":
        return ""
    many, last = calls_of(order.id)
    if not many or last is None:
        return _("%(seller)s can call you through a number of ours until the order is done. They do not see yours.") % {"seller": order.seller}
    called = ngettext("%(seller)s called you once, %(day)s.", "%(seller)s called you %(count)s times, the last time %(day)s.", many)
    return called % {"seller": order.seller, "count": many, "day": format_moment(last, language)}


def _courier(order: ShownOrder) -> str:
    """Who brings it by way of us, so that the seller need not know where to."""
    courier = booked_with(order.id) if has_courier() and order.state in ("to_ship", "shipped") else ""
    if not courier:
        return ""
    if order.learns == "label":
        return _("%(courier)s learnt your address from us. %(seller)s sees a code and not the address.") % {"courier": courier, "seller": order.seller}
    return _("%(courier)s learnt your address from us.") % {"courier": courier}


def _places(order: ShownOrder, language: str) -> list[tuple[str, str]]:
    """What the courier said of it."""
    return [(str(ParcelEvent.Kind(kind).label), format_moment(at, language)) for kind, at in events_of(order.id)] if has_courier() else []


def _steps(order: ShownOrder, language: str) -> list[tuple[str, str]]:
    happened = {event.kind: format_date(event.at, language, "short") for event in order.events}
    if "cancelled" in happened:
        kinds = [(kind, words) for kind, words in STEPS if kind in happened] + [("cancelled", gettext_lazy("Cancelled"))]
        return [(f"{words} {happened[kind]}", "now" if kind == "cancelled" else "done") for kind, words in kinds]
    steps = [(f"{words} {happened[kind]}" if kind in happened else str(words), "done" if kind in happened else "") for kind, words in STEPS]
    following = next((place for place, (_words, state) in enumerate(steps) if not state), None)
    if following is not None:
        steps[following] = (steps[following][0], "now")
    return steps


def _tracking(order: ShownOrder, language: str) -> str:
    if order.state == "to_ship":
        return _("%(seller)s hands it over by %(day)s.") % {"seller": order.seller, "day": format_date(order.ship_by_on, language, "day")}
    if order.carrier and order.tracking:
        return _("With %(carrier)s, parcel number %(number)s.") % {"carrier": order.carrier, "number": order.tracking}
    return _("With %(carrier)s.") % {"carrier": order.carrier} if order.carrier else ""


def _line(line: Any, group: ShownGroup, language: str) -> dict[str, Any]:
    soft = [f"{line.quantity} ×" if line.quantity > 1 else "", line.option]
    return {
        "title": line.title,
        "soft": " ".join(filter(None, soft)),
        "amount": _amount(line.total_minor, group, language),
        "photo": {"src": line.picture, "width": 240, "height": 240, "alt": "", "avif": "", "webp": ""} if line.picture else None,
        "kind": "box",
        "href": f"{product_href(line.product_id, '')}?offer={line.offer_id}",
    }


def _sums(order: ShownOrder, group: ShownGroup, language: str) -> list[tuple[str, str, str]]:
    tax = (_("Tax included") if order.tax_included else _("Tax"), _amount(order.tax_minor, group, language), "")
    return [
        (order.rate_name, _amount(order.shipping_minor, group, language) if order.shipping_minor else _("free"), ""),
        *([tax] if order.tax_minor else []),
        (_("Total"), _amount(order.total_minor, group, language), "total"),
    ]


def _cancel_words(order: ShownOrder, group: ShownGroup, language: str) -> str:
    if order.state == "awaiting_payment":
        return _("Nothing has been paid for it, so nothing is owed. The other parcels stay.")
    return _("%(amount)s goes back to your balance at once. The other parcels stay.") % {"amount": _amount(order.total_minor, group, language)}


def _received(group: ShownGroup, language: str) -> list[dict[str, Any]]:
    """Who outside has received what about the buyer for this order, and until when they may keep it."""
    rows = queries.received([group.number, *(order.number for order in group.orders)], group.id)
    told: dict[tuple[str, str, str], dict[str, Any]] = {}
    for recipient, categories, what, until, at in rows:
        kinds = things_in_words(what, language) if what else join_words([Category(each).words for each in categories], language)
        when = format_moment(at, language)
        if until:
            when = _("%(moment)s. To be forgotten by %(day)s") % {"moment": when, "day": format_date(until, language)}
        who = who_in_words(recipient)
        told.setdefault((who, kinds, when), {"who": who, "what": kinds, "when": when, "past": True})
    return list(told.values())


def token_query(request: Request) -> str:
    """The signed link's key, kept in the addresses of the page that it opened."""
    token = request.GET.get("token", "")
    return f"?{urlencode({'token': token})}" if token else ""


def _amount(minor: int, group: ShownGroup, language: str) -> str:
    return format_money(minor, group.currency, language)
