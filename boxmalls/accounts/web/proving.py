"""Proving an address without an account: for guests who come back to their orders and their data."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.fields import EmailField
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from boxmalls.accounts import proofs, visitors
from boxmalls.accounts.actions import claim_guest_orders
from boxmalls.accounts.actions.guests import guest_of
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.ui.rendering import render

AFTERWARDS = "/your-data"


class AskForm(forms.Form):
    email = EmailField(label=_("Email"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=40, widget=forms.TextInput({"autocomplete": "one-time-code"}))
    proof: proofs.Proof

    def __init__(self, data: Any, *, request: Request) -> None:
        super().__init__(data)
        self.request = request

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            self.proof = proofs.prove(self.request, code, at=now())
        except proofs.WrongCode as wrong:
            raise forms.ValidationError(wrong.message) from None
        return code


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Send a code to an address. The answer is the same whether we know the address or not."""
    form = AskForm(request.POST or None, initial={"email": proofs.address_asked(request)})
    if request.method == "POST" and form.is_valid():
        proofs.ask_for_code(request, form.cleaned_data["email"], at=now())
        return HttpResponseRedirect(f"/account/prove/code?{urlencode({'next': _afterwards(request)})}")
    return render(request, "accounts/prove.html", {"form": form, "next": _afterwards(request)}, status=422 if form.errors else 200)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request) -> HttpResponse:
    """Take the code back, and open to its owner what belongs to the address."""
    email = proofs.address_asked(request)
    if not email:
        return HttpResponseRedirect("/account/prove")
    form = CodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        _open_up(request, form.proof)
        return HttpResponseRedirect(_afterwards(request))
    words = {"form": form, "email": email, "next": _afterwards(request)}
    return render(request, "accounts/prove_code.html", words, status=422 if form.errors else 200)


def _open_up(request: Request, proof: proofs.Proof) -> None:
    """Signed in: the guest's things join the account. Else: this browser stands for the guest."""
    if request.user.is_authenticated:
        claim_guest_orders(person=request.person, proof=proof, at=now())
        return
    guest = guest_of(proof=proof, at=now())
    if guest is None:
        messages.info(request, gettext("Nothing was ordered as a guest with this address. If you have an account, sign in."))
        return
    visitors.recognise(request, guest)


def _afterwards(request: Request) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or AFTERWARDS
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else AFTERWARDS
