"""2.c: agreements."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from boxmalls.accounts.testing import make_seller_member
from boxmalls.agreements.models import Signature
from boxmalls.agreements.testing import make_terms
from boxmalls.base.clock import now
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy_office.models import SealedFile, Wanted
from boxmalls.privacy_office.purposes import DOCUMENTS
from boxmalls.privacy_office.testing import make_proven_request
from tests.clauses.files import opened, picture, stored

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_whom_a_store_lets_act_for_it_is_kept_as_an_agreement():
    member = make_seller_member()
    kept = {cell.column: cell.purpose.occasion.clause for cell in holdings_of(member.pk) if cell.holding.model == "sellers.TeamMember"}
    assert kept == {"role": "2.c", "joined_at": "2.c"}


def test_a_text_that_somebody_agrees_to_is_kept_with_its_fingerprint_site_language_and_day(hers, lena):
    version = make_terms()
    hers.post("/agreements/terms/acceptance", {"version": "1"})
    signature = Signature.objects.get(person=lena)
    assert (signature.text_sha256, signature.site_code, signature.language) == (version.text_id, "eu", "en")
    kept = {cell.column: cell.purpose.occasion.clause for cell in holdings_of(lena.pk) if cell.holding.model == "agreements.Signature"}
    assert kept == {"accepted_at": "2.c", "language": "2.c"}


def test_a_document_that_somebody_provides_is_sealed_as_it_came(hers, lena):
    request, at = make_proven_request(lena), now()
    with transaction.atomic(), collecting(DOCUMENTS, person=lena, at=at):
        told = {"what": "Proof of address", "reason": "It differs.", "until_on": (at + timedelta(days=14)).date()}
        wanted = Wanted.objects.create(person=lena, request=request, asked_by=lena.pk, asked_at=at, **told)
    content = picture()
    sent = {"file": SimpleUploadedFile("proof.png", content, "image/png"), "accurate": "on"}
    hers.post(f"/privacy/requests/{request.number}/documents/{wanted.pk}", sent)
    kept = SealedFile.objects.get(person=lena)
    assert opened(kept) == content
    assert content[:64] not in stored(kept)
