from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

URLS = "boxmalls.accounts.emergency.urls"


class EmergencyHostMiddleware:
    """On the admin's host there is the admin and nothing else; on every other host there is no admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_emergency_host(request):
            request.urlconf = URLS  # type: ignore[attr-defined]
        return self.get_response(request)


def is_emergency_host(request: HttpRequest) -> bool:
    """Whether a request is for the admin's host; the port does not matter."""
    return request.get_host().rsplit(":", 1)[0].lower() == settings.ADMIN_HOST
