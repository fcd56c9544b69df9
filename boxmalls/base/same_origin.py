"""
A form counts only when it was sent from our own page.

Browsers say where a request comes from (`Sec-Fetch-Site`, before that `Origin`), and no page can make them lie. So a
form needs no secret of its own, and a page that holds a form sets no cookie.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .middleware import answer_refusal
from .refusals import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class FromElsewhere(Forbidden):
    code = "from-elsewhere"
    words = _("This was sent from another website, so we did nothing. Go to the page here and try again.")


class SameOriginMiddleware:
    """Refuses what another site's page sends in a visitor's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method in SAFE or getattr(view, "csrf_exempt", False) or getattr(request, "_dont_enforce_csrf_checks", False):
            return None
        return None if is_from_here(request) else answer_refusal(request, FromElsewhere())


def is_from_here(request: HttpRequest) -> bool:
    """
    Whether the browser says that our own page sent this.

    A browser too old to say either names the page in `Referer`; what says nothing at all but brings cookies is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none") or request.headers.get("Origin") in settings.CSRF_TRUSTED_ORIGINS
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if source is None:
        return not request.COOKIES
    return urlsplit(source).netloc == request.get_host() or source in settings.CSRF_TRUSTED_ORIGINS
