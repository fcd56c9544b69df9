"""Looking up an order: only with its number and a reason, and the buyer sees both."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from boxmalls.back_office import queries
from boxmalls.back_office.forms import LookUpForm
from boxmalls.back_office.web.office import show
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.orders.assembling import address_lines
from boxmalls.orders.queries import group_of
from boxmalls.orders.showing import ShownGroup, ShownOrder
from boxmalls.privacy.journal import note
from boxmalls.ui.formatting import format_moment, format_money

STATES: dict[str, tuple[Any, str]] = {
    "awaiting_payment": (gettext_lazy("Not paid yet"), "warn"),
    "to_ship": (gettext_lazy("To send"), "action"),
    "shipped": (gettext_lazy("On its way"), "action"),
    "received": (gettext_lazy("Arrived"), "good"),
    "cancelled": (gettext_lazy("Cancelled"), ""),
}


@open_to("staff:support")
@require_http_methods(["GET", "POST"])
def look_up(request: Request) -> HttpResponse:
    """Ask for number and reason; then show the order, and note the look before it is shown."""
    sent = request.method == "POST"
    form = LookUpForm(request.POST if sent else None)
    words: dict[str, Any] = {"form": form, "missing": False, "group": None, "orders": [], "totals": [], "address": ()}
    if not sent or not form.is_valid():
        return show(request, "order_lookup", words, status=422 if sent else 200)
    found = queries.group_and_buyer(form.cleaned_data["number"])
    if found is None:
        return show(request, "order_lookup", {**words, "missing": True}, status=404)
    group = _opened(request, *found, reason=form.cleaned_data["reason"])
    return show(request, "order_lookup", {**words, **_words(group, request.LANGUAGE_CODE)})


@transaction.atomic
def _opened(request: Request, group_id: UUID, buyer_id: UUID | None, *, reason: str) -> ShownGroup:
    if buyer_id is not None:
        note(verb="read", subject=buyer_id, actor=request.person_id, actor_role="staff", what="orders.OrderGroup", row=group_id, reason=reason, at=now())
    return group_of(group_id)


def _words(group: ShownGroup, language: str) -> dict[str, Any]:
    recipient = group.recipient
    return {
        "group": {"number": group.number, "soft": format_moment(group.placed_at, language)},
        "orders": [_order(order, group, language) for order in group.orders],
        "totals": [
            (_("Payment"), group.payment.method, ""),
            (_("Reference"), group.payment.reference, ""),
            (_("Total"), format_money(group.total_minor, group.currency, language), "total"),
        ],
        "address": (recipient.name, *address_lines(recipient)) if recipient else (),
    }


def _order(order: ShownOrder, group: ShownGroup, language: str) -> dict[str, Any]:
    words, kind = STATES[order.state]
    return {
        "number": order.number,
        "seller": order.seller,
        "state": str(words),
        "kind": kind,
        "lines": [
            {"title": line.title, "soft": line.option, "amount": format_money(line.total_minor, group.currency, language), "photo": None, "kind": "box"}
            for line in order.lines
        ],
        "sums": [
            (order.rate_name, format_money(order.shipping_minor, group.currency, language), ""),
            (_("Parcel"), format_money(order.total_minor, group.currency, language), "total"),
        ],
    }
