"""Which texts apply here, in which order; each text with its hash; what comes; accepting one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boxmalls.agreements.actions import accept_agreement, answer_later
from boxmalls.agreements.kinds import TEXTS, Kind
from boxmalls.agreements.models import AgreementVersion
from boxmalls.agreements.queries import asked_of, orders_of, signature_of, standing_on, version_in_force, versions_of
from boxmalls.agreements.works import paragraphs_of
from boxmalls.base.clock import now
from boxmalls.base.refusals import Conflict, NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.policy import current_version
from boxmalls.privacy.policy.editions.coming import what_comes
from boxmalls.privacy.policy.editions.queries import coming_to
from boxmalls.ui.rendering import render


class AnotherVersion(Conflict):
    code = "another-version"


@open_to("anyone")
@require_safe
def agreements(request: Request) -> HttpResponse:
    """Every kind of text, the one that prevails first; since when they stand in this order, and in which they stood before."""
    code, today = request.site.code, now().date()
    orders = [([Kind(kind).words for kind in each.kinds], each.begins, each.short_notice) for each in orders_of(code)]  # type: ignore[attr-defined]
    words = {
        "standing": standing_on(code),
        "policy": current_version(code),
        "orders": [each for each in orders if each[1] <= today],
        "coming": [each for each in orders if each[1] > today],
    }
    return render(request, "agreements/agreements.html", words)


@open_to("anyone")
@require_safe
def agreement(request: Request, agreement_kind: str) -> HttpResponse:
    """The text in force, paragraph by paragraph, in the reader's language if there is one; the binding one is named."""
    code, person_id = request.site.code, request.person_id
    version = version_in_force(code, agreement_kind)
    texts = _texts(version)
    shown = next((text for text in texts if text[0] == (get_language() or "en")), texts[0])
    title, *paragraphs = paragraphs_of(shown[2].text)
    words = {
        "kind": Kind(version.kind),
        "version": version,
        "title": title,
        "paragraphs": paragraphs,
        "shown_language": shown[0],
        "binding": texts[0],
        "texts": texts,
        "older": versions_of(code, agreement_kind)[1:],
        "signature": signature_of(person_id, version) if person_id else None,
        "asked": bool(person_id and asked_of(person_id, code, [agreement_kind])),
        "coming": coming_to(code, agreement_kind),
        "may_accept": person_id is not None,
    }
    return render(request, "agreements/agreement.html", words)


@open_to("anyone")
@require_safe
def coming(request: Request, agreement_kind: str) -> HttpResponse:
    """The edition that is announced for this site, beside the one in force."""
    if agreement_kind not in TEXTS:
        raise NotFound
    words = what_comes(request.site.code, agreement_kind, get_language() or "en")
    before = [Kind(other) for other in words["edition"].overrides]
    return render(request, "agreements/coming.html", {**words, "kind": Kind(agreement_kind), "before": before})


@open_to("anyone")
@require_safe
def text(request: Request, agreement_kind: str, version_number: int) -> HttpResponse:
    """A version byte for byte."""
    version = next((each for each in versions_of(request.site.code, agreement_kind) if each.number == version_number), None)
    version = version or version_in_force(request.site.code, agreement_kind)
    found = next((text for code, _name, text in _texts(version) if code == request.GET.get("in")), version.text)
    name = f"{version.kind}-v{version.number}.{found.language}.txt"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": f'"{found.sha256}"'}
    return HttpResponse(found.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)


@open_to("person")
@require_POST
def acceptance(request: Request, agreement_kind: str) -> HttpResponse:
    """Accept the version that was on the page, or put the question off; another version has to be read first."""
    version = version_in_force(request.site.code, agreement_kind)
    if request.POST.get("version") != str(version.number):
        raise AnotherVersion
    assert request.person_id is not None
    if request.POST.get("answer") == "not-now":
        answer_later(person_id=request.person_id, versions=[version], at=now())
        messages.info(request, _("We do not ask again by ourselves. Reading and all your rights stay as they are; the next order asks."))
        return HttpResponseRedirect("/agreements", status=303)
    accept_agreement(person_id=request.person_id, version=version, language=get_language() or "en", at=now())
    messages.success(request, _("You accepted version %(number)s.") % {"number": version.number})
    return HttpResponseRedirect(f"/agreements/{agreement_kind}", status=303)


def _texts(version: AgreementVersion) -> list[tuple[str, str, Any]]:
    """Language, its name, the text; the binding one first."""
    texts = [version.text, *(translation.text for translation in version.translations.select_related("text"))]
    names = dict(settings.LANGUAGES)
    return [(text.language, str(names.get(text.language, text.language)), text) for text in texts]
