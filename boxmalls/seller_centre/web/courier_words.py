"""What a seller reads about the shop's courier: what is booked, what can be, and what to do where there is none."""

from typing import Any

from django.utils.translation import gettext as _

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.barcode import bars_of
from boxmalls.orders.courier.hearing import events_of
from boxmalls.orders.models import Booking, ParcelEvent
from boxmalls.orders.showing import SellersOrder
from boxmalls.seller_centre.forms import BookForm
from boxmalls.sellers.models import Seller
from boxmalls.shipping.couriers.chosen import courier_of_site, has_courier
from boxmalls.ui.formatting import format_moment


def may_choose(seller: Seller) -> bool:
    """Whether a seller chooses between a code and a label with the address; whoever is not shown addresses does not."""
    return seller.learns != "label"


def booking_form(seller: Seller, form: BookForm | None = None) -> BookForm:
    """How parcels are brought, as it was said or with what is usual."""
    return form or BookForm(may_choose=may_choose(seller))


def courier_words(request: Request, seller: Seller, order: SellersOrder) -> dict[str, Any]:
    """What stands on the page of an order: a parcel that is booked, or whether one can be."""
    courier = courier_of_site(order.site_code)
    why_not, what_to_do = ("", "")
    if seller.learns == "label" and order.state == "to_ship" and order.booking is None and not (courier and courier.codes):
        why_not, what_to_do = _no_way(bool(courier))
    return {
        "name": courier.name if courier else "",
        "may_book": bool(courier) and order.may_be_booked and not why_not,
        "why_not": why_not,
        "what_to_do": what_to_do,
        "booked": _booked(order) if order.booking else None,
        "events": [(str(ParcelEvent.Kind(kind).label), format_moment(at, request.LANGUAGE_CODE)) for kind, at in _events(order)],
    }


def address_words(site_code: str) -> tuple[str, str]:
    """Why a seller who learns a label does not see the address, and how the parcel gets there all the same."""
    courier = courier_of_site(site_code)
    if courier and courier.codes:
        return _("The address is not needed."), _("%(courier)s learns it from us. You hand over a parcel with a code on it.") % {"courier": courier.name}
    return _("You are not shown the address."), _no_way(bool(courier))[0]


def _no_way(there_is_one: bool) -> tuple[str, str]:
    ask = _("Ask the operator to connect one, or to change what your shop is shown to name and address: buyers then read so before they order.")
    if there_is_one:
        return _("The courier takes parcels by a label with the address only"), ask
    return _("This shop has no courier that learns the address from us"), ask


def _events(order: SellersOrder) -> Any:
    return events_of(order.id) if has_courier() and order.lease_ends_at is not None and now() < order.lease_ends_at else []


def _booked(order: SellersOrder) -> dict[str, Any]:
    parcel = order.booking
    assert parcel is not None
    return {
        "courier": parcel.courier,
        "handover": str(Booking.Handover(parcel.handover).label),
        "paperless": parcel.paperless,
        "done": parcel.booked,
        "code": parcel.code,
        "bars": bars_of(parcel.code) if parcel.code else None,
        "tracking": parcel.tracking,
        "may_cancel": not parcel.accepted and order.state == "to_ship",
        "may_take": parcel.booked and not parcel.paperless and order.buyer.address is not None and order.may_be_labelled,
    }
