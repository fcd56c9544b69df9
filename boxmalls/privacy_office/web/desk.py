"""The desk of the person in charge: what waits, in one look."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy_office.web.office import OFFICER, show
from boxmalls.privacy_office.web.parts import Figure, Part, PartOf, broken
from boxmalls.privacy_office.web.requests import requests_part

__all__ = ["PARTS", "Figure", "Part", "desk"]

PARTS: list[PartOf] = [requests_part]
"""The panels in order: `part(request, at) -> Part`. A page of the office adds its own here."""


@open_to(OFFICER)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Every panel."""
    at = now()
    parts = [part(request, at) for part in PARTS]
    return show(request, "desk", {"parts": parts, "broken": broken(parts)})
