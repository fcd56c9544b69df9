"""The office around every page: the ways on that a role opens."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from boxmalls.base.web import Request, has_role
from boxmalls.ui.rendering import render


def show(request: Request, page: str, words: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the office."""
    response = render(request, f"back_office/{page}.html", {"ways": ways(request), **words}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def ways(request: Request) -> list[tuple[str, str, bool]]:
    """The ways on that are open to this person: words, address, whether we are there."""
    places = [
        (_("Today"), "/back-office/", "staff"),
        (_("Transfers"), "/back-office/transfers", "staff:finance"),
        (_("Orders"), "/back-office/orders", "staff:support"),
        (_("Imports"), "/back-office/imports", "staff:support"),
        (_("Sellers"), "/back-office/sellers", "staff"),
        (_("Figures"), "/back-office/figures", "staff:finance"),
        (_("Privacy office"), "/office/", "staff:officer"),
    ]
    path = request.path
    return [(words, href, path == href or (href != "/back-office/" and path.startswith(href))) for words, href, role in places if has_role(request, role)]
