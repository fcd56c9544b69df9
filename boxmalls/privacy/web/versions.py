"""Every version of the policy with its hash, what changed between any two, what is coming, and the page that asks again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.consent import CHOICES, withdraw_consent
from boxmalls.privacy.models import Acceptance, PolicyVersion
from boxmalls.privacy.policy import accept_policy
from boxmalls.privacy.policy.editions.aligning import align
from boxmalls.privacy.policy.editions.asking import Question, postpone, question_for, renew_consent
from boxmalls.privacy.policy.editions.coming import what_comes
from boxmalls.privacy.policy.editions.queries import coming_to, said_in
from boxmalls.privacy.policy.editions.showing import counted, rows_of
from boxmalls.privacy.policy.editions.works import POLICY
from boxmalls.ui.rendering import render

from .access import known_person

YOUR_DATA = "/your-data"


@open_to("anyone")
@require_safe
def versions(request: Request) -> HttpResponse:
    """All versions of this site's policy, the newest first."""
    found = _versions(request)
    if not found:
        raise NotFound
    accepted: dict[str, Acceptance] = {}
    if request.person_id:
        for each in Acceptance.objects.filter(person_id=request.person_id, text_sha256__in=[version.text_id for version in found]).order_by("-accepted_at"):
            accepted[each.text_sha256] = each
    listed = [(version, _texts(version), accepted.get(version.text_id)) for version in found]
    words = {
        "listed": listed,
        "numbers": [(version.number, _("Version %(number)s") % {"number": version.number}) for version in found],
        "coming": coming_to(request.site.code),
    }
    return render(request, "privacy/versions.html", words)


@open_to("anyone")
@require_safe
def version_text(request: Request, version_number: int) -> HttpResponse:
    """A version's text byte for byte: the binding one, or the one in the language that is asked for."""
    version = _version(request, version_number)
    text = next((text for code, _name, text, _binding in _texts(version) if code == request.GET.get("in")), version.text)
    name = f"boxmalls-privacy-policy-v{version.number}.{text.language}.txt"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": f'"{text.sha256}"'}
    return HttpResponse(text.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


@open_to("anyone")
@require_safe
def comparison(request: Request) -> HttpResponse:
    """What changed between two versions, word by word."""
    old, new = (_version(request, _number(request, name)) for name in ("old", "new"))
    pairs = align(said_in(old.text), said_in(new.text))
    words = {"old": old, "new": new, "counted": counted(pairs), "rows": rows_of(pairs), "text_language": new.text.language}
    return render(request, "privacy/comparison.html", words)


@open_to("anyone")
@require_safe
def coming(request: Request) -> HttpResponse:
    """The text that is announced for this site, beside the one in force."""
    return render(request, "privacy/coming.html", what_comes(request.site.code, POLICY, get_language() or "en"))


@open_to("person")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Request) -> HttpResponse:
    """Ask again, in two lines and with the text; both answers are as easy. Where nothing is to be asked, say so."""
    person_id = known_person(request)
    language = get_language() or "en"
    question = question_for(person_id, request.site.code, language)
    if request.method == "POST":
        if question is not None:
            _answer(request, person_id, question, language)
        return HttpResponseRedirect(_onward(request, person_id, language), status=303)
    words = {"question": question, "next": _next(request), "binding": _language(question.version.text.language) if question else ""}
    return render(request, "privacy/agreement.html", words)


def _answer(request: Request, person_id: UUID, question: Question, language: str) -> None:
    at, said = now(), request.POST.get("answer", "")
    choice = CHOICES.get(request.POST.get("purpose", ""))
    if said == "not-now":
        postpone(person_id=person_id, version=question.version, at=at)
        messages.info(request, _("We do not ask again by ourselves. Reading and all your rights stay as they are; the next order asks."))
    elif choice is not None and choice in question.choices:
        if said == "agree":
            renew_consent(person_id=person_id, choice=choice, site_code=request.site.code, language=language, at=at)
            messages.success(request, _("Your answer is kept: %(choice)s stays on.") % {"choice": choice.title})
        elif said == "refuse":
            withdraw_consent(person=person_id, purpose=choice.purpose, at=at)
            messages.success(request, _("Your answer is kept: %(choice)s is off, and what was kept for it is deleted.") % {"choice": choice.title})
    elif said == "agree" and question.accept and request.POST.get("version") == str(question.version.number):
        accept_policy(person=person_id, site_code=request.site.code, language=language, at=at)
        messages.success(request, _("You accepted version %(number)s. Your receipt lies under Your data.") % {"number": question.version.number})


def _onward(request: Request, person_id: UUID, language: str) -> str:
    """Back to the question while something is open, else to where they came from."""
    left = question_for(person_id, request.site.code, language)
    return _next(request) if left is None or left.postponed else "/policy/agreement"


def _next(request: Request) -> str:
    there = request.POST.get("next") or request.GET.get("next") or YOUR_DATA
    return there if there.startswith("/") and url_has_allowed_host_and_scheme(there, allowed_hosts=None) else YOUR_DATA


def _versions(request: Request) -> list[PolicyVersion]:
    found = PolicyVersion.objects.filter(site_code=request.site.code).select_related("text", "edition")
    return list(found.prefetch_related("translations__text").order_by("-number"))


def _version(request: Request, number: int) -> PolicyVersion:
    found = PolicyVersion.objects.filter(site_code=request.site.code, number=number).select_related("text").prefetch_related("translations__text").first()
    if found is None:
        raise NotFound
    return found


def _number(request: Request, name: str) -> int:
    given = request.GET.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 5):
        raise NotFound
    return int(given)


def _texts(version: PolicyVersion) -> list[tuple[str, str, Any, bool]]:
    """Language, its name, the text, whether it is the binding one; the binding one first."""
    texts = [(version.text, True), *((translation.text, False) for translation in version.translations.all())]
    return [(text.language, _language(text.language), text, binding) for text, binding in texts]


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))
