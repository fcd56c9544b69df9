"""Choices: a switch for each purpose that rests on consent. Off is as near as on."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.consent import CHOICES, Choice, give_consent, withdraw_consent
from boxmalls.privacy.register import COOKIES

from .access import known_person


@open_to("person")
@require_POST
def choose(request: Request) -> HttpResponse:
    """Turn one purpose on or off."""
    choice = CHOICES.get(request.POST.get("purpose", ""))
    if choice is None:
        raise NotFound
    person_id, at = known_person(request), now()
    if request.POST.get("agreed"):
        give_consent(
            person=person_id,
            purpose=choice.purpose,
            wording=choice.wording,
            site_code=request.site.code,
            language=get_language() or "en",
            at=at,
        )
    else:
        withdraw_consent(person=person_id, purpose=choice.purpose, at=at)
    return _mark(request, HttpResponseRedirect("/your-data?saved=1#choices"), choice)


def _mark(request: Request, response: HttpResponse, choice: Choice) -> HttpResponse:
    """Set or take away the choice's cookie on this device."""
    if choice.cookie and request.POST.get("agreed"):
        cookie = COOKIES.get(choice.cookie)
        days = cookie.days if cookie else 0
        response.set_cookie(choice.cookie, "1", max_age=days * 86400, httponly=True, samesite="Lax", secure=request.is_secure())
    elif choice.cookie:
        response.delete_cookie(choice.cookie, samesite="Lax")
    return response
