"""Which texts apply here, in which order; each text with its hash; accepting one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boxmalls.agreements.actions import accept_agreement
from boxmalls.agreements.kinds import Kind
from boxmalls.agreements.models import AgreementVersion
from boxmalls.agreements.queries import signature_of, standing_on, version_in_force, versions_of
from boxmalls.base.clock import now
from boxmalls.base.refusals import Conflict
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.policy import current_version
from boxmalls.ui.rendering import render


class AnotherVersion(Conflict):
    code = "another-version"


@open_to("anyone")
@require_safe
def agreements(request: Request) -> HttpResponse:
    """Every kind of text, the one that prevails first."""
    words = {"standing": standing_on(request.site.code), "policy": current_version(request.site.code)}
    return render(request, "agreements/agreements.html", words)


@open_to("anyone")
@require_safe
def agreement(request: Request, agreement_kind: str) -> HttpResponse:
    """The text in force, paragraph by paragraph, in the reader's language if there is one."""
    version = version_in_force(request.site.code, agreement_kind)
    texts = _texts(version)
    shown = next((text for text in texts if text[0] == (get_language() or "en")), texts[0])
    title, *paragraphs = [each.strip() for each in shown[2].text.split("\n\n") if each.strip()]
    words = {
        "kind": Kind(version.kind),
        "version": version,
        "texts": texts,
        "shown_language": shown[0],
        "title": title,
        "paragraphs": paragraphs,
        "older": versions_of(request.site.code, agreement_kind)[1:],
        "signature": signature_of(request.person_id, version) if request.person_id else None,
        "may_accept": request.person_id is not None,
    }
    return render(request, "agreements/agreement.html", words)


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
    """Accept the version that was on the page; another one has to be read first."""
    version = version_in_force(request.site.code, agreement_kind)
    if request.POST.get("version") != str(version.number):
        raise AnotherVersion
    assert request.person_id is not None
    accept_agreement(person_id=request.person_id, version=version, language=get_language() or "en", at=now())
    messages.success(request, _("You accepted version %(number)s.") % {"number": version.number})
    return HttpResponseRedirect(f"/agreements/{agreement_kind}", status=303)


def _texts(version: AgreementVersion) -> list[tuple[str, str, Any]]:
    """Language, its name, the text; the binding one first."""
    texts = [version.text, *(translation.text for translation in version.translations.select_related("text"))]
    names = dict(settings.LANGUAGES)
    return [(text.language, str(names.get(text.language, text.language)), text) for text in texts]
