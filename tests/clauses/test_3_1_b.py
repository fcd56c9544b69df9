"""3.1.b: documents of identity."""

import pytest
from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.actions.documents import decide_document
from boxmalls.privacy_office.actions.filing import keep_file
from boxmalls.privacy_office.models import SealedFile, Wanted
from boxmalls.privacy_office.purposes import DOCUMENTS
from boxmalls.privacy_office.testing import make_proven_request, staff_actor

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_document_is_deleted_once_it_was_looked_at(lena):
    request = make_proven_request(lena, at=AT)
    with transaction.atomic(), collecting(DOCUMENTS, person=lena, at=AT):
        wanted = Wanted.objects.create(
            person=lena, request=request, what="Passport", reason="Doubt.", until_on=AT.date(), asked_by=lena.pk, asked_at=AT, state="sent"
        )
    keep_file(person_id=lena.pk, request=request, wanted=wanted, use="document", name="p.pdf", content=b"%PDF-1.7", at=AT)
    decide_document(wanted=wanted, accepted=True, outcome="Seen.", actor=staff_actor(lena), at=AT)
    assert not SealedFile.objects.exists()
