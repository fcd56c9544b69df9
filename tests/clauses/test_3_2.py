"""3.2: what is wrong is put right."""

from hashlib import sha256

import pytest

from boxmalls.accounts.testing import make_address
from boxmalls.privacy.models import Correction
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT
from boxmalls.privacy_office.actions.documents import UNDERTAKING, undertake
from boxmalls.privacy_office.models import Undertaking

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_wrong_value_is_corrected_and_the_change_is_noted(hers, lena):
    make_address(lena, at=AT)
    cell = next(cell for cell in holdings_of(lena.pk) if cell.column == "line1")
    hers.post("/your-data/correction", {"cell": cell.key, "value": "Lindenweg 14"})
    assert next(each.value for each in holdings_of(lena.pk) if each.key == cell.key) == "Lindenweg 14"
    assert Correction.objects.get(person=lena).what == "accounts.Address.line1"


def test_who_asks_for_a_correction_undertakes_that_it_is_right_in_these_words(hers, lena):
    told = {"kind": "correct", "words": "My street is number 14."}
    assert hers.post("/privacy/requests/new", told).status_code == 422
    undertake(person_id=lena.pk, about="request:PR-0000-0000", wording=str(UNDERTAKING), at=AT)
    undertaken = Undertaking.objects.get(person=lena)
    assert undertaken.wording == str(UNDERTAKING)
    assert undertaken.wording_sha256 == sha256(str(UNDERTAKING).encode()).hexdigest()
