"""3.3: opting out, and what follows from it."""

import io
import json
import zipfile
from uuid import uuid4

import pytest

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import make_address
from boxmalls.privacy.choices import OptedOut, opt_out
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.consent import consented, give_consent, withdraw_consent
from boxmalls.privacy.models import Visit
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.register import Target
from boxmalls.privacy.restriction import has_objected
from boxmalls.privacy.rights.erasing.saga import erase_person
from boxmalls.privacy.testing import AT
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.models import Request

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture
def agreed(lena):
    give_consent(person=lena, purpose=RECENTLY_VIEWED, wording="Products you opened", site_code="eu", language="en", at=AT)
    return lena


def test_a_yes_is_taken_back_by_the_same_switch(agreed):
    withdraw_consent(person=agreed, purpose=RECENTLY_VIEWED, at=AT)
    assert not consented(agreed.pk, RECENTLY_VIEWED)


def test_everything_held_can_be_carried_away(hers, lena):
    make_address(lena, at=AT)
    packed = zipfile.ZipFile(io.BytesIO(hers.post("/your-data/download").content))
    said = json.loads(packed.read("export.json"))
    assert "Lindenweg 12" in [row["values"].get("line1") for holding in said["holdings"] for row in holding["rows"]]


def test_what_was_erased_is_unreadable_in_every_copy(lena):
    address = make_address(lena, at=AT)
    copy = Address.objects.get(pk=address.pk)
    erase_person(person=lena, site_code="eu", at=AT)
    assert unwrap([copy])[0].line1 is None


def test_opting_out_ends_what_rests_on_it_in_the_same_moment(agreed):
    with collecting(RECENTLY_VIEWED, person=agreed, at=AT):
        Visit.objects.create(person=agreed, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    make_address(agreed, at=AT)
    withdraw_consent(person=agreed, purpose=RECENTLY_VIEWED, at=AT)
    assert not Visit.objects.exists()
    assert Address.objects.count() == 1


def test_opting_out_of_a_kind_stops_what_needs_it_and_nothing_else(lena):
    opt_out(person_id=lena.pk, target=Target(category="a"), site_code="eu", at=AT)
    with pytest.raises(OptedOut):
        make_address(lena, at=AT)
    assert not Address.objects.exists()
    give_consent(person=lena, purpose=RECENTLY_VIEWED, wording="Products you opened", site_code="eu", language="en", at=AT)


def test_opting_out_in_writing_reaches_the_person_in_charge_and_is_confirmed(hers, lena):
    told = {"kind": "object", "words": "I do not want you to keep what I looked at."}
    where = hers.post("/privacy/requests/new", told).headers["Location"]
    request = Request.objects.get(person=lena)
    assert where.startswith(f"/privacy/requests/{request.number}")
    assert request.acknowledged_on
    assert "what I looked at" in request.asked


def test_an_objection_stops_the_use_at_once_and_the_person_in_charge_decides_by_a_day(hers, lena):
    hers.post("/privacy/objections/accounts.sessions", {"reason": "Nobody's business."})
    request = Request.objects.get(person=lena)
    assert (request.kind, request.state, request.due_on > request.received_on) == ("object", "working", True)
    assert has_objected(lena.pk, "accounts.sessions")
