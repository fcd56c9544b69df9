"""Parcels to send: the buyer appears as far as sending needs, and each look at an address is written down."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import Forbidden
from boxmalls.base.web import Request
from boxmalls.orders.actions import ship_order
from boxmalls.orders.actions.take_copy import COLUMNS, take_copy
from boxmalls.orders.figures_shown import harmless
from boxmalls.orders.personal_data import ORDERING
from boxmalls.orders.queries import find_for_seller, order_for_seller, orders_of_seller, orders_to_ship
from boxmalls.orders.showing import SellersOrder
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.journal import note
from boxmalls.privacy.register import Category
from boxmalls.seller_centre.forms import BookForm, LabelForm, ShipForm
from boxmalls.seller_centre.web.courier_words import booking_form, courier_words
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.seller_centre.web.order_words import list_words, order_words
from boxmalls.sellers.models import Seller
from boxmalls.shipping.couriers.chosen import has_courier

PER_PAGE = 50
OPEN_STATES = ("to_ship", "shipped")


@desk
@require_safe
def orders(request: Request, seller: Seller) -> HttpResponse:
    """Parcels to send, or all of them."""
    return page_of_list(request, seller)


def page_of_list(request: Request, seller: Seller, *, booking: BookForm | None = None, status: int = 200) -> HttpResponse:
    """The list of parcels, with what its forms were told."""
    at = now()
    everything = request.GET.get("show") == "all"
    asked = request.GET.get("q", "")[:100]
    before = _moment(request.GET.get("before", ""))
    if asked.strip():
        found = find_for_seller(seller.pk, asked, at=at)
    elif everything:
        found = orders_of_seller(seller.pk, at=at, before=before, limit=PER_PAGE + 1)
    else:
        found = orders_to_ship(seller.pk, at=at, limit=PER_PAGE + 1)
    shown = found[:PER_PAGE]
    more = everything and not asked.strip() and len(found) > PER_PAGE
    words = {
        "tabs": [
            (_("To send"), with_shop(request, "/seller/orders"), not everything),
            (_("All"), with_shop(request, "/seller/orders?show=all"), everything),
        ],
        "asked": asked,
        "labels": LabelForm(),
        "may_print": any(order.may_be_labelled for order in shown),
        "may_book": has_courier() and any(order.may_be_booked for order in shown),
        "booking": booking_form(seller, booking),
        "booking_open": booking is not None,
        "orders": [list_words(request, order) for order in shown],
        "next_href": with_shop(request, f"/seller/orders?show=all&before={shown[-1].placed_at:%Y-%m-%dT%H:%M:%S.%fZ}") if more else "",
    }
    return show(request, "orders", words, status=status)


@desk
@require_safe
def order(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    One order, the buyer masked.

    :raises NoSuchOrder: when it is another seller's.
    """
    return page_of_order(request, seller, order_for_seller(seller.pk, number, at=now()))


@desk
@require_POST
def delivery(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Open the address of one order. The look is written down for the buyer, with the day by which it has to be forgotten.

    :raises NoSuchOrder: when it is another seller's.
    :raises Forbidden: when this seller does not learn addresses, or has no parcel to send to it any more.
    """
    found = order_for_seller(seller.pk, number, at=now())
    if found.buyer.address is None or found.state not in OPEN_STATES:
        raise Forbidden
    _write_down(request, seller, found, at=now())
    rows = [found.buyer.name, *found.buyer.address, *([found.buyer.phone] if found.buyer.phone else [])]
    return page_of_order(request, seller, found, delivery=rows)


@transaction.atomic
def _write_down(request: Request, seller: Seller, found: SellersOrder, *, at: datetime) -> None:
    if found.buyer_id is None:
        return
    what = "name, address, masked phone" if found.buyer.phone else "name, address"
    note(verb="read", subject=found.buyer_id, actor=request.person_id, actor_role="seller", what="orders.Delivery", row=found.id, reason=found.number, at=at)
    disclose(
        person=found.buyer_id,
        recipient=f"seller:{seller.pk}",
        recipient_name=seller.name,
        purpose=ORDERING,
        categories=[Category.BASIC],
        what=what,
        until=found.lease_ends_at.date() if found.lease_ends_at else None,
        order_ref=found.number,
        at=at,
    )


@desk
@require_POST
def copy(request: Request, seller: Seller) -> HttpResponse:
    """The orders to send as a file, marked; as CSV, or as JSON for a program."""
    taken = take_copy(seller=seller, by=request.person_id, at=now())
    name = f"{seller.slug}-{taken.number.lower()}"
    if request.POST.get("format") == "json":
        orders = [dict(zip(COLUMNS, row, strict=True)) for row in taken.rows]
        return JsonResponse({"orders": orders}, headers=_as_file(f"{name}.json"), json_dumps_params={"ensure_ascii": False})
    text = StringIO()
    csv.writer(text).writerows([COLUMNS, *([harmless(cell) for cell in row] for row in taken.rows)])
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=_as_file(f"{name}.csv"))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


@desk
@require_POST
def ship(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Say that a parcel has been handed over.

    :raises NoSuchOrder: when it is another seller's.
    :raises NotToShip: when it is not paid, or was sent or called off before.
    """
    found = order_for_seller(seller.pk, number, at=now())
    form = ShipForm(request.POST)
    if not form.is_valid():
        return page_of_order(request, seller, found, form=form, status=422)
    told = form.cleaned_data
    ship_order(order=found.id, seller=seller, carrier=told["carrier"], tracking=told["tracking"], actor=request.person_id, at=now())
    return HttpResponseRedirect(with_shop(request, f"/seller/orders/{number}"), status=303)


def page_of_order(
    request: Request, seller: Seller, found: SellersOrder, *,
    form: ShipForm | None = None, labels: LabelForm | None = None, booking: BookForm | None = None, status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of one order, with what its forms were told."""
    booked = found.booking
    form = form or ShipForm(initial={"carrier": booked.courier, "tracking": booked.tracking} if booked and booked.booked else None)
    words = {
        **order_words(request, seller, found),
        "form": form,
        "labels": labels or LabelForm(),
        "booking": booking_form(seller, booking),
        "courier": courier_words(request, seller, found),
        "delivery": (),
        **more,
    }
    return show(request, "order", words, status=status)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
