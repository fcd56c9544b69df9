"""Remembers opened products for those who agreed, here or on another device of theirs. Whoever is not known and did not costs nothing."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from boxmalls.base.clock import now
from boxmalls.privacy.choices import OptedOut
from boxmalls.privacy.collection import NotAgreed
from boxmalls.privacy.consent import consented
from boxmalls.privacy.devices import put_agreed
from boxmalls.privacy.purposes import RECENTLY_VIEWED

from .actions import remember_visit

COOKIE = "visits"


class VisitMiddleware:
    """After a product's page was shown, and only then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and (COOKIE in request.COOKIES or settings.SESSION_COOKIE_NAME in request.COOKIES):
            product_id = getattr(request.resolver_match, "kwargs", {}).get("product_id")
            if isinstance(product_id, UUID) and (COOKIE in request.COOKIES or _agreed_elsewhere(request)):
                _remember(request, response, product_id)
        return response


def _agreed_elsewhere(request: HttpRequest) -> bool:
    """Whether it is somebody signed in who said yes on another of their devices."""
    person_id = getattr(request, "person_id", None)
    return person_id is not None and request.user.is_authenticated and consented(person_id, RECENTLY_VIEWED)


def _remember(request: HttpRequest, response: HttpResponse, product_id: UUID) -> None:
    person_id: UUID | None = request.person_id  # type: ignore[attr-defined]
    try:
        if person_id is not None:
            remember_visit(person_id=person_id, product_id=product_id, page=request.path[:300], at=now())
            if COOKIE not in request.COOKIES:
                put_agreed(request, response)
            return
    except (NotAgreed, OptedOut):
        pass
    response.delete_cookie(COOKIE, samesite="Lax")
