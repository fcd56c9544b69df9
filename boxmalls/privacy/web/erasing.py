"""Erase: the plan first, then the word, then the receipt."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.rights.erasing import PlanLine, Receipt, erase_person, new_receipt_token, plan_erasure, receipt_by_token, signed_statement
from boxmalls.privacy.rights.hooks import open_business
from boxmalls.privacy.rights.housekeeping import BACKUP_DAYS
from boxmalls.ui.rendering import render, render_text

from .access import known_person

SIGNER = Signer(salt="boxmalls.privacy.receipt")


@open_to("person")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request) -> HttpResponse:
    """What would go and what must stay; with the word typed, it goes."""
    person_id = known_person(request)
    error = ""
    if request.method == "POST":
        token = _token(request.POST.get("receipt", ""), person_id)
        if request.POST.get("word", "").strip().casefold() in (_("erase").casefold(), "erase"):
            return _erase(request, person_id, token)
        error = _("Type %(word)s to confirm. Nothing has been erased.") % {"word": _("erase")}
    else:
        token = new_receipt_token()
    return render(request, "privacy/erase.html", _plan(request, person_id, token, error), status=422 if error else 200)


@open_to("anyone")
@never_cache
@require_safe
def receipt(request: Request, token: str) -> HttpResponse:
    """The receipt of an erasure, to whoever has its address. It names nobody."""
    return render(request, "privacy/receipt.html", {"receipt": _receipt(token), "token": token, "here": request.build_absolute_uri()})


@open_to("anyone")
@never_cache
@require_safe
def receipt_text(request: Request, token: str) -> HttpResponse:
    """The same as a file to keep."""
    found = _receipt(token)
    headers = {"Content-Disposition": f'attachment; filename="receipt-{found.number}.txt"'}
    return HttpResponse(render_text("privacy/receipt.txt", {"receipt": found}), content_type="text/plain; charset=utf-8", headers=headers)


@open_to("anyone")
@never_cache
@require_safe
def receipt_signed(request: Request, token: str) -> HttpResponse:
    """What it says by now, signed, to whoever has its address."""
    found = _receipt(token)
    if found.done_at is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="erasure-{found.number}.json"'}
    return HttpResponse(signed_statement(found, at=now()).encode(), content_type="application/json", headers=headers)


def _erase(request: Request, person_id: UUID, token: str) -> HttpResponse:
    """Erase, and let this device forget whose it was."""
    erase_person(person=person_id, site_code=request.site.code, at=now(), receipt_token=token)
    request.session.flush()
    request.user = AnonymousUser()
    request.person = None
    request.keep_visitor, request.forget_visitor = None, True  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/your-data/receipts/{token}")


def _plan(request: Request, person_id: UUID, token: str, error: str) -> dict[str, Any]:
    lines = plan_erasure(person_id, at=now())
    today = now().date()
    return {
        "going": [line for line in lines if not line.stays],
        "staying": [line for line in lines if line.stays],
        "steps": _dates(lines, today),
        "business": open_business(person_id),
        "word": _("erase"),
        "error": error,
        "receipt_address": request.build_absolute_uri(f"/your-data/receipts/{token}"),
        "receipt": SIGNER.sign(f"{token}.{person_id.hex}"),
    }


def _dates(lines: list[PlanLine], today: date) -> list[tuple[date, list[str]]]:
    """What happens on which day: today, the end of the backups, and the end of each hold."""
    going = [str(line.title) for line in lines if not line.stays]
    days: list[tuple[date, list[str]]] = [(today, going), (today + timedelta(days=BACKUP_DAYS), [])]
    held = sorted((line for line in lines if line.stays and line.until), key=lambda line: line.until or today)
    return days + [(day, [str(line.title) for line in group]) for day, group in groupby(held, key=lambda line: line.until or today)]


def _token(signed: str, person_id: UUID) -> str:
    """The receipt's secret that the plan showed to this person; a new one if it was tampered with."""
    try:
        token, _dot, whose = SIGNER.unsign(signed).rpartition(".")
    except BadSignature:
        return new_receipt_token()
    return token if whose == person_id.hex else new_receipt_token()


def _receipt(token: str) -> Receipt:
    found = receipt_by_token(token)
    if found is None:
        raise NotFound
    return found
