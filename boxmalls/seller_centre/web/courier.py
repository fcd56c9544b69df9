"""The shop's courier, from the seller's desk: parcels booked, one or many at once, called off, and the courier's label taken."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request
from boxmalls.orders.actions.book import Booked, book_parcels, cancel_booking, take_label
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import NoSuchOrder
from boxmalls.seller_centre.forms import BookForm
from boxmalls.seller_centre.web.courier_words import may_choose
from boxmalls.seller_centre.web.desk import desk, with_shop
from boxmalls.seller_centre.web.orders import page_of_list, page_of_order
from boxmalls.sellers.models import Seller

TYPES = {"pdf": "application/pdf", "png": "image/png", "zpl": "application/zpl"}


@desk
@require_POST
def book(request: Request, seller: Seller) -> HttpResponse:
    """
    Have the courier bring the parcels that were chosen.

    :raises NoSuchOrder: when one of them is another seller's, or none was chosen.
    """
    numbers = request.POST.getlist("shown" if request.POST.get("which") == "all" else "order")
    form = BookForm(request.POST, may_choose=may_choose(seller))
    alone = request.POST.get("from") == "order" and len(numbers) == 1
    if not form.is_valid():
        if alone:
            return page_of_order(request, seller, order_for_seller(seller.pk, numbers[0], at=now()), booking=form, status=422)
        return page_of_list(request, seller, booking=form, status=422)
    if not numbers:
        raise NoSuchOrder
    made = book_parcels(seller=seller, numbers=numbers, wanted=form.wanted, at=now())
    _say(request, made)
    return HttpResponseRedirect(with_shop(request, f"/seller/orders/{numbers[0]}" if alone else "/seller/orders"), status=303)


@desk
@require_POST
def cancel(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Call a parcel off that the courier does not have yet.

    :raises NoSuchOrder: when it is another seller's.
    :raises PickedUp: when the courier has it.
    """
    cancel_booking(seller=seller, number=number, at=now())
    messages.success(request, _("Called off. The courier was told, and forgets where it was to go."))
    return HttpResponseRedirect(with_shop(request, f"/seller/orders/{number}"), status=303)


@desk
@require_POST
def label(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    The courier's own label, as a file; the buyer sees that it was taken.

    :raises NoSuchOrder: when it is another seller's.
    :raises NothingBooked: when there is none, or the parcel goes by a code.
    """
    form: Any = request.POST.get("format", "pdf")
    if form not in TYPES:
        raise NotFound
    file = take_label(seller=seller, number=number, form=form, by=request.person_id, at=now())
    heads = {"Content-Disposition": f'attachment; filename="{number.lower()}.{form}"', "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(file, content_type=TYPES[form], headers=heads)


def _say(request: Request, made: Booked) -> None:
    """What became of each."""
    if made.booked or made.waiting:
        count = len(made.booked) + len(made.waiting)
        booked = ngettext("%(count)s parcel is booked.", "%(count)s parcels are booked.", count) % {"count": count}
        messages.success(request, f"{booked} {_('Codes and numbers come within minutes.')}" if made.waiting else booked)
    for number, why in made.left_out:
        messages.warning(request, f"{number}: {why}")
