"""Remembers opened products for those who agreed on this device. Whoever did not carries no cookie for it and costs nothing."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from boxmalls.base.clock import now
from boxmalls.privacy.collection import NotAgreed

from .actions import remember_visit

COOKIE = "visits"
DAYS = 90


class VisitMiddleware:
    """After a product's page was shown, and only then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if COOKIE in request.COOKIES and request.method == "GET" and response.status_code == 200:
            product_id = getattr(request.resolver_match, "kwargs", {}).get("product_id")
            if isinstance(product_id, UUID):
                _remember(request, response, product_id)
        return response


def _remember(request: HttpRequest, response: HttpResponse, product_id: UUID) -> None:
    person_id: UUID | None = request.person_id  # type: ignore[attr-defined]
    try:
        if person_id is not None:
            remember_visit(person_id=person_id, product_id=product_id, page=request.path[:300], at=now())
            return
    except NotAgreed:
        pass
    response.delete_cookie(COOKIE, samesite="Lax")
