"""The invoices of an order, for the buyer to read and print."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.orders.assembling import address_lines
from boxmalls.orders.invoices import invoices_of_group
from boxmalls.orders.invoices_shown import in_words
from boxmalls.shop.web.order_words import token_query
from boxmalls.shop.web.orders import group_for
from boxmalls.ui.rendering import render


@open_to("anyone")
@require_safe
def invoice(request: Request, number: str) -> HttpResponse:
    """
    All of a group: one for each seller, and what took it back.

    :raises SignInNeeded: when nobody is known and the link does not open it.
    :raises NoSuchOrder: when it is not this person's.
    """
    group = group_for(request, number)
    to = (group.recipient.name, *address_lines(group.recipient)) if group.recipient else ()
    papers = [in_words(each, to, request.LANGUAGE_CODE) for each in invoices_of_group(group.id)]
    response = render(request, "shop/invoice.html", {"group": group, "papers": papers, "key": token_query(request)})
    response.headers["Cache-Control"] = "no-store"
    return response
