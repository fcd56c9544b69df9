"""Something happened to buyers' data at a seller: they say so here, and the clock starts."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.models import Order
from boxmalls.privacy.breaches import report_breach
from boxmalls.privacy_office.breach_forms import FoundForm
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller

CONCERNS = ("orders.Delivery", "orders.Order")


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: Request, seller: Seller) -> HttpResponse:
    """Report it; the person in charge finds it at once, with everybody whom it concerns."""
    at = now()
    form = FoundForm(request.POST if request.method == "POST" else None, at=at, initial={"detected_at": at})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        sites = Order.objects.filter(seller=seller).values_list("group__site_id", flat=True).distinct()
        reported = report_breach(
            title=_("%(seller)s: %(what)s") % {"seller": seller.name[:40], "what": told["title"]}, what_happened=told["what_happened"], site_codes=list(sites),
            holdings=CONCERNS, detected_at=told["detected_at"], told_by=f"seller:{seller.pk}", by=request.person_id, keys_exposed=True, harm=True, at=at,
        )  # fmt: skip
        return HttpResponseRedirect(with_shop(request, f"/seller/breach?reported={reported.number}"), status=303)
    reported_number = request.GET.get("reported", "")[:24]
    return show(request, "breach", {"form": form, "reported": reported_number}, status=422 if form.errors else 200)
