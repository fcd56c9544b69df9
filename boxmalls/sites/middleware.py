"""Which site a request is for, and in which language it is answered."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from boxmalls.base.middleware import answer_refusal
from boxmalls.base.refusals import NotFound

from .models import Site
from .queries import site_for_host

type Answer = Callable[[HttpRequest], HttpResponse]

SITELESS = ("/health/", "/static/")


class UnknownSite(NotFound):
    code = "unknown-site"
    words = _("No site answers at this host name.")


class SiteMiddleware:
    """Sets `request.site` from the host name."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site = None  # type: ignore[attr-defined]
        if request.path.startswith(SITELESS):
            return self.get_response(request)
        request.site = site_for_host(request.get_host())  # type: ignore[attr-defined]
        if request.site is None and request.get_host().split(":")[0] != settings.ADMIN_HOST:  # type: ignore[attr-defined]
            return answer_refusal(request, UnknownSite())
        return self.get_response(request)


class LanguageMiddleware:
    """
    The language that the address names (`?language=ja`), else the visitor's choice (one cookie), else what the browser
    asks for among the site's languages, else the site's own.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site: Site | None = request.site  # type: ignore[attr-defined]
        language = language_for(request, site) if site else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_for(request: HttpRequest, site: Site) -> str:
    """The language of an answer: one of the site's, always."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return language_of(site, request.GET.get("language", ""), chosen, request.headers.get("Accept-Language", ""))


def language_of(site: Site, named: str, chosen: str, accepted: str) -> str:
    """The same from its parts: named in the address, chosen before, accepted by the browser."""
    for choice in (named, chosen):
        if choice in site.languages:
            return choice
    for wanted, _quality in parse_accept_lang_header(accepted):
        found = nearest(wanted, site.languages)
        if found:
            return found
    return site.default_language


CHINESE = {"zh": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-my": "zh-hans"}


def nearest(wanted: str, offered: list[str]) -> str | None:
    """The offered language that a wanted one means: `zh-TW` is written in traditional characters, `en-GB` is English."""
    for candidate in (CHINESE.get(wanted, wanted), wanted.split("-", maxsplit=1)[0]):
        if candidate in offered:
            return candidate
    if wanted.startswith("zh"):
        return next((language for language in offered if language.startswith("zh")), None)
    return None
