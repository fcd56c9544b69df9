"""The frame around every page of the person in charge: where they may go, and what is said of looking."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from boxmalls.base.web import Request, has_role
from boxmalls.ui.rendering import render

OFFICER = "staff:officer"

PLACES: list[tuple[Any, str, str]] = [
    (_("Today"), "/office/", OFFICER),
    (_("Requests"), "/office/requests", OFFICER),
    (_("Children"), "/office/children", OFFICER),
]
"""The pages of the office in the order of its navigation: words, address, to whom it is open. A page adds its line here."""


def who(request: Request) -> UUID:
    """Whoever works here now; a page of the office is open to nobody else."""
    assert request.person_id is not None
    return request.person_id


def show(request: Request, page: str, words: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the office, `privacy_office/<page>.html`. Nothing of it is kept by browsers or proxies."""
    response = render(request, f"privacy_office/{page}.html", {"ways": ways(request), **words}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def ways(request: Request) -> list[tuple[str, str, bool]]:
    """The ways on that are open to this person: words, address, whether we are there."""
    path = request.path
    return [(str(words), href, path == href or (href != "/office/" and path.startswith(href))) for words, href, role in PLACES if has_role(request, role)]
