"""The policy, sentence by sentence, with how each is carried out, and what it means for whoever reads it."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.pipeline import ALONG
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import PolicyVersion
from boxmalls.privacy.policy import current_version
from boxmalls.privacy.policy.glance import Glance, look
from boxmalls.privacy.policy.queries import version_in_force
from boxmalls.ui.filling import Slot, render_filled
from boxmalls.ui.jinja import date_words
from boxmalls.ui.rendering import render_text

from .access import is_known
from .policy_text import contents_of


@open_to("anyone")
@require_safe
def page(request: Request) -> HttpResponse:
    """The text in force on this site, word for word, with its margin."""
    glance = _glance(request)
    version = glance.version if glance else version_in_force(request.site.code)
    contents, translations = contents_of(version.text, get_language() or "en"), _translations(version)

    def words(slot: Slot) -> dict[str, Any]:
        return {
            "version": version,
            "binding": dict(settings.LANGUAGES).get(version.text.language, version.text.language),
            "translations": translations,
            "accepted": slot("accepted"),
            "contents": contents,
            "article": contents.article(slot),
        }

    slots = {**contents.told(glance), "accepted": _accepted(glance)}
    return render_filled(request, "privacy/policy.html", words, slots, key=(version.pk, version.text_id, *translations))


def _glance(request: Request) -> Glance | None:
    """What is held about somebody who is known, and beside it what the frame of their page asks."""
    if not request.person_id or not is_known(request):
        return None
    along = {name: ask(request.person_id) for name, ask in ALONG.items()}
    glance, answers = look(request.person_id, site=request.site, at=now(), along=list(along.values()))
    request.along = dict(zip(along, answers, strict=True))
    return glance


def _accepted(glance: Glance | None) -> str:
    return accepted_on(date_words(glance.acceptance.accepted_at, "long"), get_language() or "en") if glance and glance.acceptance else ""


@lru_cache(maxsize=1024)
def accepted_on(day: str, language: str) -> str:
    """What stands beside the title for everybody who accepted it on a day; `language` is the one that is active."""
    return render_text("privacy/accepted.html", {"day": day, "language": language})


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
