"""The policy, sentence by sentence, with how each is carried out, and what it means for whoever reads it."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import PolicyVersion
from boxmalls.privacy.policy import current_version
from boxmalls.privacy.policy.glance import look
from boxmalls.privacy.policy.queries import version_in_force
from boxmalls.ui.rendering import render

from .access import is_known
from .policy_text import contents_of


@open_to("anyone")
@require_safe
def page(request: Request) -> HttpResponse:
    """The text in force on this site, word for word, with its margin."""
    version = version_in_force(request.site.code)
    contents = contents_of(version.text, get_language() or "en")
    glance = look(request.person_id, site=request.site, version=version, at=now()) if request.person_id and is_known(request) else None
    words = {
        "version": version,
        "binding": dict(settings.LANGUAGES).get(version.text.language, version.text.language),
        "translations": _translations(version),
        "acceptance": glance.acceptance if glance else None,
        "contents": contents,
        "article": contents.article(glance),
    }
    return render(request, "privacy/policy.html", words)


def _translations(version: PolicyVersion) -> list[tuple[str, str]]:
    """The languages in which the version can be read besides; the first text of a site has none, and is not asked."""
    if version.edition_id is None:
        return []
    names = dict(settings.LANGUAGES)
    return [(code, str(names.get(code, code))) for code in version.translations.values_list("language", flat=True)]


@open_to("anyone")
@require_safe
def text(request: Request) -> HttpResponse:
    """The same text as a file, byte for byte."""
    version: PolicyVersion = current_version(request.site.code)
    name = f"boxmalls-privacy-policy-v{version.number}.{version.text.language}.txt"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "ETag": f'"{version.text_id}"'}
    return HttpResponse(version.text.text.encode(), content_type="text/plain; charset=utf-8", headers=headers)
