"""Cookies and device storage, from the register that the door obeys."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.devices.answering import agrees, optional, optional_purposes, read_answer, version
from boxmalls.privacy.register import COOKIES, Cookie, Kind
from boxmalls.ui.rendering import render


@open_to("anyone")
@never_cache
@require_safe
def page(request: Request) -> HttpResponse:
    """Everything that a device may keep, what it keeps now, and a yes or a no for what is not needed."""
    rows = [(cookie, is_here(cookie, request)) for cookie in sorted(COOKIES, key=lambda each: (not each.necessary, each.name))]
    words = {
        "rows": rows,
        "optional": optional(),
        "agreed": [purpose.code for purpose in optional_purposes() if agrees(request, purpose)],
        "answered": read_answer(request) is not None,
        "version": version(),
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "privacy/cookies.html", words)


def is_here(cookie: Cookie, request: Request) -> bool | None:
    """Whether the device has it now; None where only the device itself can tell."""
    return cookie.name in request.COOKIES if cookie.kind is Kind.COOKIE else None
