"""What we say about Global Privacy Control to programs, from the same switch that honours it."""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices.sharing import sharing_purposes
from boxmalls.privacy.choices.signals import Honour, honour

# The day on which the switch, or what it does, last changed.
CHANGED_ON = date(2026, 11, 22)


@open_to("anyone")
@require_safe
def well_known(request: Request) -> HttpResponse:
    """
    Whether this site abides by the signal (W3C, Global Privacy Control, 3.3), and of which uses the signal speaks here.

    The specification lets programs pass over members that it does not name: `sharing` lists the uses that are a sale or a sharing, from the register.
    """
    abides = honour(request.site.law) is not Honour.NONE
    told = {"gpc": abides, "lastUpdate": CHANGED_ON.isoformat(), "sharing": [purpose.code for purpose in sharing_purposes()]}
    return JsonResponse(told, headers={"Cache-Control": "public, max-age=3600"})
