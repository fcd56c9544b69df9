"""The answer about a device: yes and no cost one press each, with script or without."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from boxmalls.accounts.visitors import remember_visitor
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.choices.actions import answer_about_devices
from boxmalls.privacy.consent import CHOICES, give_consent, withdraw_consent
from boxmalls.privacy.devices.answering import optional_purposes, put_agreed, put_answer, take_away, version


@open_to("anyone")
@require_POST
def answer(request: Request) -> HttpResponse:
    """
    Remember what this device may keep: for the person on all of theirs, and where nobody is known, on this one alone.

    A no makes nobody known. A yes does where something is kept under it that only a person can have.
    """
    agreed, at = request.POST.get("answer") == "yes", now()
    person_id = remember_visitor(request).pk if agreed else request.person_id
    if person_id is not None:
        _remember(request, person_id, agreed=agreed, at=at)
    response = HttpResponseRedirect(_back(request), status=303)
    put_answer(request, response, optional_purposes() if agreed else [])
    return put_agreed(request, response) if agreed else take_away(request, response)


def _remember(request: Request, person_id: UUID, *, agreed: bool, at: datetime) -> None:
    site, language = request.site.code, get_language() or "en"
    for purpose in optional_purposes():
        choice = CHOICES.get(purpose.code)
        if agreed and choice and not refuses(person_id, purpose):
            give_consent(person=person_id, purpose=purpose, wording=choice.wording, site_code=site, language=language, at=at)
        elif not agreed:
            withdraw_consent(person=person_id, purpose=purpose, at=at)
    answer_about_devices(person_id=person_id, version=version(), agreed=agreed, site_code=site, at=at)


def _back(request: Request) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
