"""The address book, and the places of a postcode."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boxmalls.accounts.actions import add_address, change_address, remove_address
from boxmalls.accounts.forms import BookAddressForm, places_for
from boxmalls.accounts.permissions import require_account, signed_in
from boxmalls.accounts.queries import AddressLine, address_of, addresses_of, profile_of
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.ui.rendering import render, render_part

BOOK = "/account/addresses"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request) -> HttpResponse:
    """List the addresses; add one."""
    person_id = require_account(request)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        add_address(person_id=person_id, postal=form.postal, kind=form.cleaned_data["kind"], at=now())
        messages.success(request, gettext("The address is in your book."))
        return HttpResponseRedirect(BOOK)
    words = {"form": form, "lines": addresses_of(person_id), "line": None}
    return render(request, "accounts/addresses.html", words, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: Request, address_id: UUID) -> HttpResponse:
    """Correct one address."""
    person_id = require_account(request)
    found = address_of(person_id, address_id)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        change_address(person_id=person_id, address_id=address_id, postal=form.postal, kind=form.cleaned_data["kind"], at=now())
        messages.success(request, gettext("The address is corrected. Orders keep the one that they were placed with."))
        return HttpResponseRedirect(BOOK)
    return render(request, "accounts/addresses.html", {"form": form, "lines": [], "line": found}, status=422 if form.errors else 200)


@signed_in
@require_POST
def removal(request: Request, address_id: UUID) -> HttpResponse:
    """Delete one address."""
    remove_address(person_id=require_account(request), address_id=address_id)
    messages.success(request, gettext("The address is gone."))
    return HttpResponseRedirect(BOOK)


@open_to("anyone")
@require_GET
def places(request: Request) -> HttpResponse:
    """The towns of a postcode, as choices for the field beside it. Public geography: it says nothing about anybody."""
    country, postcode = request.GET.get("country", "")[:2].upper(), request.GET.get("postcode", "")[:12]
    words = {"places": places_for(country, postcode, get_language() or "en")}
    response = render_part(request, "accounts/places.html", "choices", words)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _from_profile(request: Request) -> dict[str, Any]:
    """What a new address begins with: the name and number of the profile, and the site's own country."""
    profile = profile_of(require_account(request))
    return {"name": profile.name, "phone": profile.phone, "country": request.site.country}


def _form(request: Request, found: AddressLine | None = None) -> BookAddressForm:
    initial = {**found.postal.as_dict(), "kind": found.kind} if found else _from_profile(request)
    return BookAddressForm(request.POST or None, initial=initial, countries=request.site.ships_to)
