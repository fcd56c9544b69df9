"""Refusals become answers: a page for people, JSON for programs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string

from .refusals import Refusal
from .web import SignInNeeded


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asked."""
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json")


class RefusalMiddleware:
    """Turns a `Refusal` into its status and words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.htmx = request.headers.get("HX-Request") == "true"  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        return answer_refusal(request, exception)


def answer_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to what was refused."""
    if wants_json(request):
        return problem(refusal.status, refusal.code, refusal.message, _plain(refusal.details))
    if isinstance(refusal, SignInNeeded) and request.method == "GET":
        return HttpResponseRedirect(f"/accounts/login/?next={quote(request.get_full_path())}")
    page = render_to_string("ui/refusal.html", {"refusal": refusal, "status": refusal.status}, request)
    return HttpResponse(page, status=refusal.status)


def problem(status: int, code: str, words: str, details: dict[str, Any] | None = None) -> JsonResponse:
    """What went wrong, for programs (RFC 9457)."""
    body = {"type": "about:blank", "title": words, "status": status, "error": {"code": code, "message": words, "details": details or {}}}
    answer = JsonResponse(body, status=status, content_type="application/problem+json")
    if details and "wait_s" in details:
        answer["Retry-After"] = str(details["wait_s"])
    return answer


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | str | bool | None) else str(value) for name, value in details.items()}
