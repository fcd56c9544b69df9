"""What buyers corrected, and what a seller has to correct in their own records."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.privacy.disclosure.forwarding import acknowledge, unheard
from boxmalls.privacy.register import name_of_cell
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller


@desk
@require_safe
def corrections(request: Request, seller: Seller) -> HttpResponse:
    """What is open; the values themselves stand on the page of the order, while it may be opened."""
    return show(request, "corrections", {"notices": [(each, name_of_cell(each.correction.what)) for each in unheard(recipient=f"seller:{seller.pk}")]})


@desk
@require_POST
def heard(request: Request, seller: Seller, notice_id: UUID) -> HttpResponse:
    """The seller corrected their records."""
    acknowledge(notice_id=notice_id, recipient=f"seller:{seller.pk}", at=now())
    return HttpResponseRedirect(with_shop(request, "/seller/corrections"), status=303)
