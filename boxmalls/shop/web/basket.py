"""The basket: what is in it, by seller, and everything that can be done with it."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boxmalls.accounts.visitors import remember_visitor
from boxmalls.base.clock import now
from boxmalls.base.refusals import BadInput
from boxmalls.base.web import Request, open_to
from boxmalls.checkout.actions import change_quantity, put_in_cart, take_out
from boxmalls.checkout.models.cart import MOST_OF_ONE
from boxmalls.checkout.queries import CartView, cart_count, cart_view
from boxmalls.checkout.refusals import NotForSale
from boxmalls.shop import queries
from boxmalls.shop.forms import AddForm, QuantityForm
from boxmalls.shop.links import product_href, seller_href
from boxmalls.shop.words import sees_in_short, things
from boxmalls.ui.drawings import drawing_for
from boxmalls.ui.formatting import format_money
from boxmalls.ui.rendering import render, render_part


@open_to("anyone")
@require_safe
def basket(request: Request) -> HttpResponse:
    """Show the basket."""
    return render(request, "shop/cart.html", words_of(request, cart_view(request.person_id, request.site)))


@open_to("anyone")
@require_POST
def add(request: Request) -> HttpResponse:
    """
    Put something into the basket. Whoever had none until now is remembered by one cookie.

    :raises BadInput: when it cannot be understood.
    :raises NotForSale: when there is no such offer here.
    """
    form = AddForm(request.POST)
    if not form.is_valid():
        raise BadInput
    offer_id, quantity = form.wanted
    if not queries.is_offered(offer_id, request.site.code):
        raise NotForSale
    person = remember_visitor(request)
    put_in_cart(person=person, site=request.site, offer=offer_id, quantity=quantity, at=now())
    if not request.htmx:
        return HttpResponseRedirect("/cart", status=303)
    return _told(HttpResponse(status=204), request, toast=True)


@open_to("anyone")
@require_POST
def change(request: Request, offer_id: UUID) -> HttpResponse:
    """
    Change how many of something are in the basket; 0 takes it out.

    :raises BadInput: when it is no number from 0 to 99.
    """
    form = QuantityForm(request.POST)
    if not form.is_valid():
        raise BadInput
    if request.person_id is not None:
        _change(request, offer_id, form.cleaned_data["quantity"])
    if not request.htmx:
        return HttpResponseRedirect("/cart", status=303)
    view = cart_view(request.person_id, request.site)
    return _told(render_part(request, "shop/cart.html", "basket", words_of(request, view)), request)


def _change(request: Request, offer_id: UUID, quantity: int) -> None:
    assert request.person_id is not None
    if quantity:
        change_quantity(person=request.person_id, site=request.site, offer=offer_id, quantity=quantity, at=now())
    else:
        take_out(person=request.person_id, site=request.site, offer=offer_id, at=now())


def _told(response: HttpResponse, request: Request, *, toast: bool = False) -> HttpResponse:
    """An answer for htmx that also brings the number at the basket."""
    news: dict[str, Any] = {"basket": {"count": cart_count(request.person_id)}}
    if toast:
        news["toast"] = {"words": _("In your basket"), "href": "/cart", "link": _("Look at it")}
    response.headers["HX-Trigger"] = json.dumps(news)
    return response


def words_of(request: Request, view: CartView) -> dict[str, Any]:
    """A basket in words."""
    language, currency = request.LANGUAGE_CODE, view.currency
    return {
        "groups": [_group(group, view, language) for group in view.groups],
        "problems": [{"offer_id": problem.offer_id, "words": problem.words} for problem in view.problems],
        "counted": _("%(things)s, delivery included") % {"things": things(view.count)} if view.groups else "",
        "sums": sums_of(view, currency, language),
        "can_check_out": view.can_check_out,
        "cart_count": view.count,
    }


def sums_of(view: CartView, currency: str, language: str) -> list[tuple[str, str, str]]:
    """The sums of a basket: words, amount, kind."""

    def amount(minor: int) -> str:
        return format_money(minor, currency, language)

    tax = (_("Tax included") if view.tax_included else _("Tax"), amount(view.tax_minor), "")
    return [
        (things(view.count), amount(view.subtotal_minor), ""),
        (_("Delivery"), amount(view.shipping_minor) if view.shipping_minor else _("free"), ""),
        *([tax] if view.tax_minor else []),
        (_("Total"), amount(view.total_minor), "total"),
    ]


def _group(group: Any, view: CartView, language: str) -> dict[str, Any]:
    chosen = next((rate for rate in group.rates if rate.chosen), None)
    delivery = format_money(group.shipping_minor, view.currency, language) if group.shipping_minor else _("free")
    return {
        "seller_id": group.seller_id,
        "seller": group.name,
        "seller_href": seller_href(group.slug),
        "sees": _("%(what)s.") % {"what": sees_in_short(group.learns)},
        "delivery": f"{chosen.name}: {delivery}" if chosen else "",
        "lines": [_line(line, view, language) for line in group.lines],
    }


def _line(line: Any, view: CartView, language: str) -> dict[str, Any]:
    problems = view.problems_at(line.offer_id)
    most = min(MOST_OF_ONE, line.left)
    return {
        "offer_id": line.offer_id,
        "title": line.title,
        "soft": line.option,
        "href": f"{product_href(line.product_id, line.product_slug)}?offer={line.offer_id}",
        "photo": line.picture,
        "kind": drawing_for(line.category_id),
        "quantity": line.quantity,
        "most": most if line.offer_status == "live" else 0,
        "amount": format_money(line.total_minor, line.currency, language),
        "each": _("%(amount)s each") % {"amount": format_money(line.price_minor, line.currency, language)} if line.quantity > 1 else "",
        "problem": str(problems[0].words) if problems else "",
    }
