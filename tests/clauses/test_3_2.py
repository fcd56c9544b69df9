"""3.2: what is wrong is put right."""

from datetime import timedelta
from hashlib import sha256

import pytest

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import LEIPZIG, make_address
from boxmalls.base.clock import now
from boxmalls.checkout.testing import make_order
from boxmalls.privacy.disclosure.actions import disclose_many
from boxmalls.privacy.models import Correction, CorrectionNotice
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


def test_what_cannot_be_right_is_not_taken_and_the_page_says_what_to_write_instead(hers):
    told = {**LEIPZIG, "country": "DE", "kind": "delivery"}
    page = hers.post("/account/addresses", {**told, "postcode": "041", "phone": "12"})
    assert page.status_code == 422
    assert "Enter five digits" in page.text
    assert not Address.objects.exists()
    hers.post("/account/addresses", told)
    assert Address.objects.count() == 1, "the positive control"


def test_who_received_what_was_wrong_within_a_year_hears_of_the_correction(hers, lena):
    order = make_order(lena)
    told = {"person_id": lena.pk, "categories": ["a"], "what": "address", "purpose": "orders.ordering", "occasion": "i", "order_ref": order.number}
    disclose_many([{**told, "recipient": "courier:post", "recipient_name": "Post"}], at=now() - timedelta(days=364))
    disclose_many([{**told, "recipient": "courier:dhl", "recipient_name": "DHL"}], at=now() - timedelta(days=366))
    hers.post("/your-data/correction", {"cell": f"orders.Delivery:{order.delivery.pk}:phone", "value": "+4915100000000"})
    assert [each.recipient for each in CorrectionNotice.objects.filter(person=lena)] == ["courier:post"]
