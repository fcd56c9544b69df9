"""Hears Global Privacy Control before anything is decided for a request, and remembers it of whoever is known."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from boxmalls.base.clock import now

from .actions import hear_signal
from .signals import HEADER, Honour, hearing, honour, is_sent


class SignalMiddleware:
    """
    A signal is heard with the request that carries it. Where the law makes it the person's own no, it is kept for a visitor and an
    account alike, also for somebody who becomes known by this very request. A stranger's request keeps nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = getattr(request, "site", None)
        reach = honour(site.law) if site and is_sent(request.headers.get(HEADER)) else Honour.NONE
        with hearing(reach is not Honour.NONE):
            if reach is Honour.KNOWN and request.COOKIES:
                _keep(request)
            response = self.get_response(request)
            if reach is Honour.KNOWN and (request.COOKIES or response.cookies):
                _keep(request)
        patch_vary_headers(response, (HEADER,))
        return response


def _keep(request: HttpRequest) -> None:
    person_id = getattr(request, "person_id", None)
    if person_id is not None:
        hear_signal(person_id=person_id, site_code=request.site.code, at=now())  # type: ignore[attr-defined]
