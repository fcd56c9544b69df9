"""Objecting to a use by oneself: which uses rest on what, what stops, and the request that the person in charge decides on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.accounts import proofs
from boxmalls.base.clock import now
from boxmalls.base.limits import limited
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.register import FEATURES, PURPOSES, Basis, Purpose, Target
from boxmalls.privacy.register.features import categories_of
from boxmalls.privacy.restriction import objections_of, purposes_to_object_to
from boxmalls.privacy.web.access import known_person
from boxmalls.privacy_office.actions.objecting import open_objection, place_objection, purpose_to_object_to, stops_at_once, take_back
from boxmalls.privacy_office.limits import ASK_FROM
from boxmalls.privacy_office.models import Request as Asked
from boxmalls.privacy_office.web.asking import address_of
from boxmalls.ui.rendering import render

HERE = "/privacy/objections"
MOST_WORDS = 10_000
WAYS = (
    (Basis.CONSENT, "/your-data/choices"),
    (Basis.CONTRACT, "/your-data/choices"),
    (Basis.LEGAL_OBLIGATION, "/your-data/erase"),
    (Basis.VITAL, "/privacy/requests/new"),
)
"""What may be done about the uses that nobody objects to: taken back, opted out of, seen."""


@dataclass(frozen=True, slots=True)
class Line:
    """A use that somebody may object to."""

    purpose: Purpose
    since_at: datetime | None
    request: Asked | None


@open_to("person")
@never_cache
@require_safe
def objections(web: Request) -> HttpResponse:
    """Every use by what it rests on; beside those that may be objected to, whether they have stopped."""
    known_person(web)
    assert web.person is not None
    stopped = objections_of(web.person.pk)
    lines = [Line(each, stopped.get(each.code), open_objection(web.person, each)) for each in purposes_to_object_to()]
    others = [(basis, way, [each for each in PURPOSES if each.basis is basis and categories_of(each)]) for basis, way in WAYS]
    words = {
        "lines": lines,
        "others": [(basis, way, purposes) for basis, way, purposes in others if purposes],
        "address_of": address_of,
        "saved": web.GET.get("saved", ""),
    }
    return render(web, "privacy_office/objections.html", words)


@open_to("person")
@never_cache
@limited(ASK_FROM)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(web: Request, purpose_code: str) -> HttpResponse:
    """What stops, before anything does; then the objection, with a reason or without."""
    known_person(web)
    assert web.person is not None
    purpose, at = purpose_to_object_to(purpose_code), now()
    if web.method == "POST":
        request = place_objection(
            person=web.person, purpose=purpose, reason=web.POST.get("reason", "")[:MOST_WORDS], known_by=proofs.proven(web, at=at),
            signed_in=web.user.is_authenticated, site=web.site, language=get_language() or "en", at=at,
        )  # fmt: skip
        return HttpResponseRedirect(address_of(request), status=303)
    return render(web, "privacy_office/objection.html", _words(web, purpose))


@open_to("person")
@require_POST
def withdrawal(web: Request, purpose_code: str) -> HttpResponse:
    """Let the use go on again."""
    known_person(web)
    assert web.person is not None
    ended = take_back(person=web.person, purpose=purpose_to_object_to(purpose_code), at=now())
    return HttpResponseRedirect(f"{HERE}?saved={'back' if ended else ''}", status=303)


def _words(web: Request, purpose: Purpose) -> dict[str, Any]:
    assert web.person is not None
    target = Target(purpose=purpose.code)
    return {
        "purpose": purpose,
        "cone": FEATURES.cone(target),
        "staying": FEATURES.staying(target),
        "at_once": stops_at_once(purpose),
        "categories": sorted(categories_of(purpose), key=lambda each: each.value),
        "since_at": objections_of(web.person.pk).get(purpose.code),
        "here": f"{HERE}/{purpose.code}",
    }
