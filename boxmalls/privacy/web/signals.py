"""What we say about Global Privacy Control to programs, from the same switch that honours it."""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices import standing
from boxmalls.privacy.choices.sharing import sharing_purposes
from boxmalls.privacy.choices.signals import Honour, heard, honour
from boxmalls.ui.rendering import render

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


@open_to("anyone")
@never_cache
@require_safe
def choices(request: Request) -> HttpResponse:
    """Your privacy choices: what is sold and shared, how to say no to it with and without an account, and how the signal stands."""
    words = {
        "shared": sharing_purposes(),
        "heard": heard(),
        "remembered": honour(request.site.law) is Honour.KNOWN,
        "signalled_at": standing(request.person_id).signalled_at if request.person_id else None,
    }
    return render(request, "privacy/privacy_choices.html", words)
