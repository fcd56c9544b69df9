"""One's account: what we know, each answer with its note, corrected in place."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boxmalls.accounts.actions import change_profile, claim_guest_orders
from boxmalls.accounts.actions.guests import guests_of
from boxmalls.accounts.forms import ProfileForm
from boxmalls.accounts.permissions import require_account, signed_in
from boxmalls.accounts.proofs import Proof
from boxmalls.accounts.queries import profile_of
from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.ui.rendering import render


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: Request) -> HttpResponse:
    """Show the profile; take corrections."""
    person_id = require_account(request)
    form = ProfileForm(request.POST or None, initial=asdict(profile_of(person_id)), country=request.site.country, law=request.site.law)
    if request.method == "POST" and form.is_valid():
        change_profile(person_id=person_id, told=form.told, at=now())
        messages.success(request, gettext("Your profile is kept as you wrote it."))
        return HttpResponseRedirect("/account")
    user = request.user
    words = {"form": form, "email": user.email, "since": user.created_at, "guests": len(guests_of(user.email))}
    return render(request, "accounts/overview.html", words, status=422 if form.errors else 200)


@signed_in
@require_POST
def claim(request: Request) -> HttpResponse:
    """Take over what was ordered as a guest under the account's own address, which is proven."""
    require_account(request)
    found = claim_guest_orders(person=request.person, proof=Proof(request.user.email, now()), at=now())
    words = ngettext("One guest order is now in your account.", "%(count)s guest orders are now in your account.", found)
    messages.success(request, words % {"count": found} if found else gettext("There is nothing to take over."))
    return HttpResponseRedirect("/account")
