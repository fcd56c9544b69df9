"""Answers to what went wrong outside of any room: in the look's words, for programs as JSON."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from boxmalls.base.middleware import problem
from boxmalls.ui.rendering import render, render_text


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something unreadable was sent."""
    return _answer(request, 400, "bad-request", _("What was sent could not be read."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is not open to this person."""
    return _answer(request, 403, "forbidden", _("This page is not open to you."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here."""
    return _answer(request, 404, "not-found", _("There is nothing at this address."))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit the visitor's cookie."""
    return _answer(request, 403, "form-too-old", _("Load the page again and send the form once more."), page="403_csrf.html")


def broken(request: HttpRequest) -> HttpResponse:
    """A bug. Needs nothing but the templates."""
    if request.path.startswith("/api/"):
        return problem(500, "broken", "A mistake of ours.")
    return HttpResponse(render_text("500.html"), status=500)


def _answer(request: HttpRequest, status: int, code: str, words: str, page: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, code, words)
    return render(request, page or f"{status}.html", status=status)
