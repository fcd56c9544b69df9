"""What goes to the seller's printer: parcel labels and packing slips, one or many at once. Each print is written down as a copy."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.actions.print_labels import PrintRun, print_labels
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.showing import ShownLine
from boxmalls.seller_centre.forms import LabelForm
from boxmalls.seller_centre.web.desk import desk, show
from boxmalls.seller_centre.web.orders import page_of_order
from boxmalls.sellers.models import Seller
from boxmalls.sites.queries import site


@desk
@require_POST
def labels(request: Request, seller: Seller) -> HttpResponse:
    """
    The labels or slips of the orders that were chosen, ready to print.

    :raises NoSuchOrder: when one of them is another seller's.
    :raises NothingToPrint: when none of them has a buyer to send to.
    """
    numbers = request.POST.getlist("shown" if request.POST.get("which") == "all" else "order")
    form = LabelForm(request.POST)
    if not form.is_valid() and len(numbers) == 1:
        return page_of_order(request, seller, order_for_seller(seller.pk, numbers[0], at=now()), labels=form, status=422)
    told = form.cleaned_data
    size = told.get("size") or "10x15"
    paper = "slip" if size == "slip" else "label"
    run = print_labels(seller=seller, numbers=numbers, paper=paper, tracking=told.get("tracking", ""), by=request.person_id, at=now())
    return show(request, "labels", {**_words(run, paper), "size": size, "numbers": numbers, "tracking": told.get("tracking", "")})


def _words(run: PrintRun, paper: str) -> dict[str, Any]:
    count = len(run.labels)
    title = ngettext("%(count)s packing slip", "%(count)s packing slips", count) if paper == "slip" else ngettext("%(count)s label", "%(count)s labels", count)
    return {
        "paper": paper,
        "title": title % {"count": count},
        "copy": run.number,
        "labels": run.labels,
        "left_out": run.left_out,
        "left_out_words": _("Not printed, because the lease is over or there is nothing to send: %(numbers)s") % {"numbers": ", ".join(run.left_out)},
        "pieces": {each.number: _pieces(each.lines) for each in run.labels},
        "site_names": {each.site_code: site(each.site_code).name for each in run.labels},
    }


def _pieces(lines: Iterable[ShownLine]) -> int:
    return sum(line.quantity for line in lines)
