"""What delivery costs, site by site: seen, said, changed, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request
from boxmalls.seller_centre.forms import DeliveryForm
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller
from boxmalls.shipping.actions import drop_rate, set_rate
from boxmalls.shipping.queries import rates_for
from boxmalls.shipping.rules import Choice
from boxmalls.sites.models import Site
from boxmalls.sites.queries import all_sites
from boxmalls.ui.formatting import country_name, decimal_amount


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: Request, seller: Seller) -> HttpResponse:
    """Every way of delivery on every site; a form for each, and one for another."""
    if request.method != "POST":
        return _page(request, seller)
    form = DeliveryForm(request.POST, sites=all_sites(), known=_codes(seller, request.POST.get("site", "")))
    if not form.is_valid():
        return _page(request, seller, wrong=form)
    set_rate(seller=seller, site=form.site_found, **form.values)
    messages.success(request, _("Kept. Baskets and checkouts count with it from now on; orders keep the price of their day."))
    return HttpResponseRedirect(with_shop(request, "/seller/delivery") + f"#{form.site_found.code}", status=303)


@desk
@require_POST
def end(request: Request, seller: Seller) -> HttpResponse:
    """
    Offer a way of delivery no longer.

    :raises NotFound: when the shop offers none of this code there.
    """
    site, code = request.POST.get("site", ""), request.POST.get("code", "")
    if code not in _codes(seller, site):
        raise NotFound
    drop_rate(seller_id=seller.pk, site_code=site, code=code)
    return HttpResponseRedirect(with_shop(request, "/seller/delivery") + f"#{site}", status=303)


def _codes(seller: Seller, site_code: str) -> list[str]:
    return [rate.code for rate in rates_for([seller.pk], site_code).get(seller.pk, [])]


def _page(request: Request, seller: Seller, *, wrong: DeliveryForm | None = None) -> HttpResponse:
    return show(request, "delivery", {"places": [_site_words(each, seller, wrong) for each in all_sites()]}, status=422 if wrong else 200)


def _site_words(site: Site, seller: Seller, wrong: DeliveryForm | None) -> dict[str, Any]:
    """A site, where it delivers to, and a form for each way there; the wrong one as it was sent."""
    rates = rates_for([seller.pk], site.code).get(seller.pk, [])
    sent = wrong if wrong is not None and wrong.data.get("site") == site.code else None
    forms = [(rate.code, rate.name, _form(sent, rate.code) or DeliveryForm.of(_values(rate, site), site=site, code=rate.code)) for rate in rates]
    return {
        "code": site.code,
        "name": site.name,
        "currency": site.currency,
        "countries": [country_name(country, get_language() or "en") for country in site.ships_to],
        "ways": forms,
        "another": _form(sent, "") or DeliveryForm.of({}, site=site),
        "open": sent is not None and not sent.data.get("code"),
    }


def _form(sent: DeliveryForm | None, code: str) -> DeliveryForm | None:
    return sent if sent is not None and sent.data.get("code", "") == code else None


def _values(rate: Choice, site: Site) -> dict[str, Any]:
    return {
        "name": rate.name,
        "price": decimal_amount(rate.price_minor, site.currency),
        "free_from": "" if rate.free_from_minor is None else decimal_amount(rate.free_from_minor, site.currency),
        "days_min": rate.days_min,
        "days_max": rate.days_max,
    }
