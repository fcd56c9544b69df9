"""Orders as their buyer sees them: where each parcel is, who received what, and what can still be done."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, SignInNeeded, open_to
from boxmalls.orders.actions import cancel_order, mark_received
from boxmalls.orders.queries import order_by_token, order_for_person, orders_of
from boxmalls.orders.showing import ShownGroup, ShownOrder
from boxmalls.shop import queries
from boxmalls.shop.links import order_href
from boxmalls.shop.web.order_words import group_words, page_words, token_query
from boxmalls.ui.rendering import render

PER_PAGE = 20


@open_to("anyone")
@require_safe
def orders(request: Request) -> HttpResponse:
    """What this person ordered, the latest first."""
    before = parse_before(request.GET.get("before", ""))
    person_id = request.person_id
    found = orders_of(person_id, before=before, limit=PER_PAGE + 1) if person_id else []
    shown = found[:PER_PAGE]
    words = {
        "groups": [group_words(group, request.LANGUAGE_CODE) for group in shown],
        "next_href": f"/orders?before={shown[-1].placed_at:%Y-%m-%dT%H:%M:%S.%fZ}" if len(found) > PER_PAGE else "",
        "signed_in": request.user.is_authenticated,
        "words": _("If you ordered without an account, the link in the confirmation mail opens the order."),
    }
    return _private(render(request, "shop/orders.html", words))


@open_to("anyone")
@require_safe
def order(request: Request, number: str) -> HttpResponse:
    """
    One order group.

    :raises SignInNeeded: when nobody is known and the link does not open it.
    :raises NoSuchOrder: when it is not this person's.
    """
    group = group_for(request, number)
    return _private(render(request, "shop/order.html", page_words(request, group, placed="placed" in request.GET)))


@open_to("anyone")
@require_POST
def receive(request: Request, number: str, order_number: str) -> HttpResponse:
    """The buyer has a parcel. `:raises NotYetShipped:` when it is not on its way."""
    group, part = part_for(request, number, order_number)
    mark_received(order=part.id, person=buyer_of_group(group), at=now())
    return _back(request, group)


@open_to("anyone")
@require_POST
def cancel(request: Request, number: str, order_number: str) -> HttpResponse:
    """The buyer calls a parcel off. `:raises TooLateToCancel:` when it has left."""
    group, part = part_for(request, number, order_number)
    cancel_order(order=part.id, person=buyer_of_group(group), at=now())
    return _back(request, group)


def group_for(request: Request, number: str) -> ShownGroup:
    """
    The group, opened by whose it is or by the signed link.

    :raises SignInNeeded: when nobody is known.
    :raises NoSuchOrder: when it is not theirs, or not of this site.
    """
    token = request.GET.get("token", "")
    if token:
        return order_by_token(number, token)
    if request.person_id is None:
        raise SignInNeeded
    return order_for_person(request.person_id, number)


def part_for(request: Request, number: str, order_number: str) -> tuple[ShownGroup, ShownOrder]:
    """
    One seller's part of a group.

    :raises NotFound: when the group has no such part.
    """
    group = group_for(request, number)
    for part in group.orders:
        if part.number == order_number:
            return group, part
    raise NotFound


def buyer_of_group(group: ShownGroup) -> UUID:
    """Whose group it is. `:raises NotFound:` when they are forgotten."""
    buyer = queries.buyer_of(group.id)
    if buyer is None:
        raise NotFound
    return buyer


def _back(request: Request, group: ShownGroup) -> HttpResponse:
    return HttpResponseRedirect(order_href(group.number) + token_query(request), status=303)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def parse_before(text: str) -> datetime | None:
    """A moment from an address; None for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
