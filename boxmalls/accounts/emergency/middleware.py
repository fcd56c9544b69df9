from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NO_SCRIPTS = "; ".join(
    (
        "default-src 'self'",
        "script-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""The library's pages work without its scripts, which would keep things in the browser that nobody declared."""

URLS = "boxmalls.accounts.emergency.urls"


class EmergencyHostMiddleware:
    """On the admin's host there is the admin and nothing else; on every other host there is no admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_emergency_host(request):
            request.urlconf = URLS  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers["Content-Security-Policy"] = NO_SCRIPTS
            return response
        return self.get_response(request)


def is_emergency_host(request: HttpRequest) -> bool:
    """Whether a request is for the admin's host; the port does not matter."""
    return request.get_host().rsplit(":", 1)[0].lower() == settings.ADMIN_HOST
