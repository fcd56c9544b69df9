"""Your privacy choices: whether data is sold or shared, said as the register has it; the one button that ends it; and the way to every other choice."""

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices import standing
from boxmalls.privacy.choices.sharing import has_stopped, sharing_purposes, stop_sharing
from boxmalls.privacy.choices.signals import Honour, heard, honour
from boxmalls.privacy.consent import CHOICES
from boxmalls.privacy.register.features import categories_of
from boxmalls.ui.rendering import render

from .access import is_known, known_person

HERE = "/policy/choices"


@open_to("anyone")
@never_cache
@require_safe
def choices(request: Request) -> HttpResponse:
    """Your privacy choices: what is sold or shared with whose yes, how to say no to it with and without an account, and how the signal stands."""
    known = request.person_id if request.person_id is not None and is_known(request) else None
    stands = standing(known) if known else None
    words = {
        "purposes": [
            (each, CHOICES.get(each.code), sorted(categories_of(each), key=lambda its: its.value), stands is not None and each.code in stands.agreed)
            for each in sharing_purposes()
        ],
        "known": known is not None,
        "stopped": known is not None and has_stopped(known),
        "heard": heard(),
        "remembered": honour(request.site.law) is Honour.KNOWN,
        "signalled_at": stands.signalled_at if stands else None,
        "saved": "saved" in request.GET,
    }
    return render(request, "privacy/privacy_choices.html", words)


@open_to("anyone")
@require_safe
def sharing(request: Request) -> HttpResponse:
    """An address of before: the same is said among the privacy choices."""
    return HttpResponsePermanentRedirect(f"{HERE}#sale")


@open_to("person")
@require_POST
def stop(request: Request) -> HttpResponse:
    """Do not sell or share anything of this person from now on."""
    stop_sharing(person_id=known_person(request), site_code=request.site.code, at=now())
    return HttpResponseRedirect(f"{HERE}?saved=1#sale", status=303)
