"""A person's signed receipts, and the keys with which anybody verifies one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.consent import CHOICES
from boxmalls.privacy.receipts import issue_receipt, proofs_of
from boxmalls.privacy.receipts.queries import Proof, key_set, row_of
from boxmalls.privacy.receipts.sources import sources
from boxmalls.ui.rendering import render

from .access import known_person

MOST_SHOWN = 200


@open_to("person")
@never_cache
@require_safe
def proofs(request: Request) -> HttpResponse:
    """Everything that somebody accepted, agreed to or took back, each with its receipt."""
    person_id = known_person(request)
    listed = [(proof, *_words(proof)) for proof in proofs_of(person_id)[:MOST_SHOWN]]
    return render(request, "privacy/proofs.html", {"proofs": listed, "keys_url": "/.well-known/receipt-keys.json"})


@open_to("person")
@never_cache
@require_safe
def proof(request: Request, kind: str, about_id: UUID) -> HttpResponse:
    """One receipt as a file: JSON-LD, signed. The same bytes at each download."""
    person_id = known_person(request)
    if row_of(kind, about_id).person_id != person_id:
        raise NotFound
    receipt = issue_receipt(kind=kind, about_id=about_id, at=now())
    name = f"{kind}-{receipt.issued_at:%Y-%m-%d}-{about_id.hex[-8:]}.jsonld"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse((receipt.document or "").encode(), content_type="application/ld+json", headers=headers)


@open_to("anyone")
@require_safe
def keys(request: Request) -> HttpResponse:
    """Every public key that ever signed a receipt of ours, as a JWK set."""
    return JsonResponse(key_set(), headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600"})


def _words(proof: Proof) -> tuple[Any, Any]:
    """What it is, and about what, in words."""
    if proof.kind == "acceptance":
        return _("Accepted"), _("Privacy policy, version %(number)s") % {"number": proof.what}
    source = sources().get(proof.kind)
    if source is not None:
        return source.words(proof)
    choice = CHOICES.get(proof.what)
    return (_("Agreed") if proof.kind == "consent" else _("Taken back")), choice.title if choice else proof.what
