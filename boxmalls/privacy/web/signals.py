"""What we say about Global Privacy Control to programs, from the same switch that honours it."""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices.signals import Honour, honour

# The day on which the switch, or what it does, last changed.
CHANGED_ON = date(2026, 11, 22)


@open_to("anyone")
@require_safe
def well_known(request: Request) -> HttpResponse:
    """Whether this site abides by the signal (W3C, Global Privacy Control, 3.3)."""
    abides = honour(request.site.law) is not Honour.NONE
    return JsonResponse({"gpc": abides, "lastUpdate": CHANGED_ON.isoformat()}, headers={"Cache-Control": "public, max-age=3600"})
