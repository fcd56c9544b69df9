"""Language and appearance: one cookie each, set only by who chooses, read only by us."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from boxmalls.base.web import open_to

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
ONE_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """Return the appearance that this visitor chose, ``auto`` if none."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


@open_to("anyone")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember an appearance; ``auto`` forgets it, cookie and all."""
    return _choose(request, THEME_COOKIE, request.POST.get("theme", ""), allowed=THEMES, none="auto")


@open_to("anyone")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember a language that we speak."""
    allowed = tuple(code for code, _ in settings.LANGUAGES)
    return _choose(request, settings.LANGUAGE_COOKIE_NAME, request.POST.get("language", ""), allowed=allowed)


def _choose(request: HttpRequest, cookie: str, value: str, *, allowed: tuple[str, ...], none: str = "") -> HttpResponse:
    response = HttpResponse(status=204) if request.headers.get("X-Part") else HttpResponseRedirect(_back(request))
    if value == none:
        response.delete_cookie(cookie, samesite="Lax")
    elif value in allowed:
        response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
