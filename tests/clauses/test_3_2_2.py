"""3.2: further documents."""

from datetime import timedelta

import pytest

from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.actions.documents import want_document
from boxmalls.privacy_office.models import Wanted
from boxmalls.privacy_office.testing import make_proven_request, staff_actor

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_document_is_asked_for_with_a_reason_and_a_last_day(lena):
    until = (AT + timedelta(days=14)).date()
    request = make_proven_request(lena, at=AT)
    want_document(request=request, what="Proof of address", reason="The address differs.", until_on=until, actor=staff_actor(lena), at=AT)
    wanted = Wanted.objects.first()
    assert wanted is not None
    assert (wanted.what, wanted.reason, wanted.until_on) == ("Proof of address", "The address differs.", until)
