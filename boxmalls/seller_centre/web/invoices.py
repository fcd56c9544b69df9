"""The invoice of an order, as its seller keeps it: the buyer with a name as on the page of the order, and nobody once forgotten."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.invoices import invoices_of_order
from boxmalls.orders.invoices_shown import in_words
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.rules import shown_name
from boxmalls.seller_centre.web.desk import desk, show
from boxmalls.sellers.models import Seller


@desk
@require_safe
def invoice(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Invoice and credit note of one order. The address is opened on the page of the order, where each look is written down.

    :raises NoSuchOrder: when it is another seller's.
    """
    name = shown_name(order_for_seller(seller.pk, number, at=now()).buyer.name)
    papers = [in_words(each, [name] if name else [], request.LANGUAGE_CODE) for each in invoices_of_order(seller.pk, number)]
    return show(request, "invoice", {"number": number, "papers": papers})
