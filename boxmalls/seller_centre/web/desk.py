"""The desk around every page: whose shop it is, and the ways on."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.sellers.models import Seller
from boxmalls.sellers.queries import sellers_of
from boxmalls.ui.rendering import render, render_part

type View = Callable[..., HttpResponse]


def desk(view: Callable[..., HttpResponse]) -> View:
    """A view for whoever works for a seller; it is given the seller. Other sellers' shops are not there for them."""

    @open_to("seller")
    @wraps(view)
    def at_desk(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = sellers_of(request.person_id) if request.person_id else []
        request.sellers = mine  # type: ignore[attr-defined]
        request.seller = seller = chosen(mine, request.GET.get("shop", ""))  # type: ignore[attr-defined]
        response = view(request, seller, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return at_desk


def chosen(mine: list[Seller], slug: str) -> Seller:
    """
    The shop that the address names, or the first.

    :raises NotFound: when it is not one of theirs.
    """
    for seller in mine:
        if slug in ("", seller.slug):
            return seller
    raise NotFound


def shop_query(request: Request) -> str:
    """What keeps the chosen shop in an address; nothing where there is only one."""
    return f"?{urlencode({'shop': request.seller.slug})}" if len(request.sellers) > 1 else ""  # type: ignore[attr-defined]


def with_shop(request: Request, address: str) -> str:
    """An address at this desk, with the chosen shop kept."""
    kept = shop_query(request)
    return address + (kept.replace("?", "&") if "?" in address else kept)


def show(request: Request, page: str, words: dict[str, Any], *, block: str = "", status: int = 200) -> HttpResponse:
    """A page of the desk; for htmx one block of it."""
    around = {"seller": request.seller, "sellers": request.sellers, "ways": ways(request.path), "shop_query": shop_query(request)}  # type: ignore[attr-defined]
    context = {**around, **words}
    if block:
        return render_part(request, f"seller_centre/{page}.html", block, context, status=status)
    return render(request, f"seller_centre/{page}.html", context, status=status)


def ways(path: str) -> list[tuple[str, str, bool]]:
    """The ways on: words, address, whether we are there."""
    places = [
        (_("Today"), "/seller/"),
        (_("Parcels"), "/seller/orders"),
        (_("Listings"), "/seller/listings"),
        (_("Delivery"), "/seller/delivery"),
        (_("Bring in a file"), "/seller/imports"),
        (_("Money"), "/seller/money"),
        (_("Corrections"), "/seller/corrections"),
        (_("Figures"), "/seller/figures"),
        (_("Report a breach"), "/seller/breach"),
    ]
    return [(words, href, path == href or (href != "/seller/" and path.startswith(href))) for words, href in places]
