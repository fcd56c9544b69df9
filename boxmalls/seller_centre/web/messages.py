"""Writing to a buyer, through us and while the lease is open."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.orders.actions.ask_for_call import ask_for_a_time
from boxmalls.orders.actions.write import messages_of, write_to_buyer, wrong_with
from boxmalls.orders.queries import order_for_seller
from boxmalls.orders.refusals import LeaseIsOver
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.seller_centre.web.desk import desk, show, with_shop
from boxmalls.sellers.models import Seller
from boxmalls.ui.formatting import join_words


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Read and write. What cannot be sent stays in the form, with the reason.

    :raises NoSuchOrder: when it is another seller's.
    """
    found = order_for_seller(seller.pk, number, at=now())
    closed = found.lease_ends_at is None or now() >= found.lease_ends_at
    text = request.POST.get("text", "")
    error = wrong_with(text) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        write_to_buyer(seller=seller, number=number, text=text, at=now())
        return HttpResponseRedirect(with_shop(request, f"/seller/orders/{number}/messages"), status=303)
    words = {
        "number": number,
        "about": join_words([line.title for line in found.lines if line.title], request.LANGUAGE_CODE),
        "written": [] if closed else messages_of(found.id),
        "text": text,
        "error": error,
        "relay": shown_address(found.id, to_seller=False, at=now()),
        "closed": str(LeaseIsOver.words) if closed else "",
    }
    return show(request, "messages", words, status=422 if error else 200)


@desk
@require_POST
def ask(request: Request, seller: Seller, number: str) -> HttpResponse:
    """
    Ask the buyer when to deliver: what there is instead of their number.

    :raises NoSuchOrder: when it is another seller's.
    :raises LeaseIsOver: when there is no reason to ask any more.
    """
    ask_for_a_time(seller=seller, number=number, at=now())
    return HttpResponseRedirect(with_shop(request, f"/seller/orders/{number}/messages"), status=303)
