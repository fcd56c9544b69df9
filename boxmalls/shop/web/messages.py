"""Writing to the seller of a parcel, through us."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.orders.actions.write import messages_of, write_to_seller, wrong_with
from boxmalls.orders.relay.addresses import shown_address
from boxmalls.shop.web.order_words import token_query
from boxmalls.shop.web.orders import buyer_of_group, part_for
from boxmalls.ui.formatting import join_words
from boxmalls.ui.rendering import render


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: Request, number: str, order_number: str) -> HttpResponse:
    """
    Read and write. What cannot be sent stays in the form, with the reason.

    :raises SignInNeeded: when nobody is known and the link does not open it.
    :raises NoSuchOrder: when it is not this person's.
    """
    group, part = part_for(request, number, order_number)
    text = request.POST.get("text", "")
    error = wrong_with(text) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        write_to_seller(order=part.id, person=buyer_of_group(group), text=text, at=now())
        return HttpResponseRedirect(f"/orders/{number}/{order_number}/messages{token_query(request)}", status=303)
    about = join_words([line.title for line in part.lines if line.title], request.LANGUAGE_CODE)
    told = {"group": group, "part": part, "about": about, "written": messages_of(part.id)}
    words = {**told, "text": text, "error": error, "key": token_query(request)}
    words["relay"] = shown_address(part.id, to_seller=True, at=now())
    response = render(request, "shop/messages.html", words, status=422 if error else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
