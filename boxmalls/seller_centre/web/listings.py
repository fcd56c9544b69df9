"""Listings: looked up, and changed where they stand."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.catalog.models import OfferStatus
from boxmalls.catalog.rules import product_address
from boxmalls.seller_centre import queries
from boxmalls.seller_centre.actions import change_listing
from boxmalls.seller_centre.forms import ListingForm
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller
from boxmalls.sites.queries import all_sites
from boxmalls.ui.formatting import decimal_amount, format_number

PER_PAGE = 50
KINDS = {OfferStatus.LIVE: "good", OfferStatus.PAUSED: "warn", OfferStatus.RETIRED: ""}


@desk
@require_safe
def listings(request: Request, seller: Seller) -> HttpResponse:
    """A page of listings."""
    return _page(request, seller, asked_of(request))


@desk
@require_POST
def change(request: Request, seller: Seller, offer_id: UUID) -> HttpResponse:
    """
    Change price and pieces of a listing, and go back to where it was done.

    :raises NotFound: when it is not this seller's.
    """
    form = ListingForm(request.POST)
    if not form.is_valid():
        return _page(request, seller, asked_of(request), wrong={offer_id: form}, status=422)
    change_listing(seller=seller, offer_id=offer_id, price_minor=form.price_minor, on_hand=form.cleaned_data["on_hand"], at=now())
    back = request.POST.get("back", "")
    safe = back.startswith("/seller/listings") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect((back if safe else with_shop(request, "/seller/listings")) + f"#l-{offer_id}", status=303)


def asked_of(request: Request) -> queries.Asked:
    """Which listings the address asks for."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    site, state = request.GET.get("site", ""), request.GET.get("state", "")
    known = {site.code for site in all_sites()}
    return queries.Asked(text, site if site in known else "", state if state in dict(states()) else "", request.GET.get("cursor", "")[:600])


def states() -> list[tuple[str, str]]:
    """The states that listings can be looked up by."""
    return [("", _("Any")), *((value, str(label)) for value, label in OfferStatus.choices), ("sold-out", _("Sold out"))]


def _page(request: Request, seller: Seller, asked: queries.Asked, *, wrong: dict[UUID, ListingForm] | None = None, status: int = 200) -> HttpResponse:
    found, next_cursor = queries.listings(seller.pk, asked, PER_PAGE)
    here = request.GET.copy()
    here.pop("cursor", None)
    more = here.copy()
    more["cursor"] = next_cursor
    total = queries.listing_count(seller.pk)
    words = {
        "counted": ngettext("%(count)s listing", "%(count)s listings", total) % {"count": format_number(total, request.LANGUAGE_CODE)},
        "query": asked.text,
        "site_choices": [("", _("Any")), *((site.code, site.name) for site in all_sites())],
        "site_code": asked.site,
        "states": states(),
        "state": asked.state,
        "shop_slug": request.GET.get("shop", ""),
        "filtered": bool(asked.text or asked.site or asked.state),
        "listings": [_words(each, (wrong or {}).get(each.offer_id)) for each in found],
        "back": request.get_full_path() if request.method == "GET" else with_shop(request, "/seller/listings"),
        "previous_href": f"/seller/listings?{here.urlencode()}" if asked.cursor else "",
        "next_href": f"/seller/listings?{more.urlencode()}" if next_cursor else "",
    }
    return show(request, "listings", words, status=status)


def _words(each: queries.Listing, form: ListingForm | None) -> dict[str, Any]:
    sold_out = each.status == OfferStatus.LIVE and each.on_hand - each.reserved <= 0
    return {
        "offer_id": each.offer_id,
        "external_id": each.external_id,
        "title": each.title,
        "variant": each.variant,
        "href": f"{product_address(each.product_id, each.slug)}?offer={each.offer_id}",
        "site": each.site,
        "state": _("Sold out") if sold_out else str(OfferStatus(each.status).label),
        "kind": "warn" if sold_out else KINDS[OfferStatus(each.status)],
        "currency": each.currency,
        "price": form.data["price"] if form else decimal_amount(each.price_minor, each.currency),
        "on_hand": form.data.get("on_hand", "") if form else each.on_hand,
        "reserved": ngettext("%(count)s held for a checkout", "%(count)s held for checkouts", each.reserved) % {"count": each.reserved}
        if each.reserved
        else "",
        "error": form.first_error if form else "",
    }
