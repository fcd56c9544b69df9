"""Where the account is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from boxmalls.accounts.permissions import signed_in
from boxmalls.accounts.signin.sessions import end_place, end_places, places_of
from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request
from boxmalls.ui.rendering import render

LIST = "/account/sessions"


@signed_in
@require_safe
def places(request: Request) -> HttpResponse:
    """List the browsers, this one first."""
    found = places_of(request.user.pk, request.session.session_key, at=now())
    return render(request, "accounts/sessions.html", {"places": found})


@signed_in
@require_POST
def end_one(request: Request, place_id: int) -> HttpResponse:
    """Sign one browser out."""
    if not end_place(request.user.pk, place_id):
        raise NotFound
    messages.success(request, gettext("That browser is signed out."))
    return HttpResponseRedirect(LIST)


@signed_in
@require_POST
def end_others(request: Request) -> HttpResponse:
    """Sign out everywhere but here."""
    gone = end_places(request.user.pk, but=request.session.session_key)
    words = ngettext("One other browser is signed out.", "%(count)s other browsers are signed out.", gone)
    messages.success(request, words % {"count": gone} if gone else gettext("You are signed in nowhere else."))
    return HttpResponseRedirect(LIST)
