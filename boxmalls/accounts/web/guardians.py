"""The page of a parent or guardian: what the child asked for, yes or no, and a no later on."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boxmalls.accounts.actions.guardians import agree, decline, guardian_of_token
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.ui.rendering import render


@open_to("anyone")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: Request, token: str) -> HttpResponse:
    """Ask, and take the answer. Nothing about the child is shown."""
    at = now()
    found = guardian_of_token(token, at=at)
    answer = request.POST.get("answer", "")
    if answer == "agree":
        agree(guardian=found, at=at)
        return HttpResponseRedirect(request.path, status=303)
    if answer == "decline":
        decline(guardian=found, at=at)
        return render(request, "accounts/guardian.html", {"agreed": False, "gone": True})
    return render(request, "accounts/guardian.html", {"agreed": found.agreed_at is not None, "gone": False})
