"""Choices: a switch for each purpose that rests on consent. Off is as near as on."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.consent import CHOICES, give_consent, withdraw_consent

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
    return HttpResponseRedirect("/your-data?saved=1#choices")
