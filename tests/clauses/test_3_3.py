"""3.3: opting out, and what follows from it."""

import io
import json
import zipfile
from uuid import uuid4

import pytest

from boxmalls.accounts.models import Address
from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.choices import OptedOut, opt_out
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.consent import consented, give_consent, withdraw_consent
from boxmalls.privacy.models import Visit
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.register import Target
from boxmalls.privacy.restriction import has_objected, restrict_person
from boxmalls.privacy.rights.erasing.saga import erase_person
from boxmalls.privacy.testing import AT
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.actions.answering import correct_for, give_copy
from boxmalls.privacy_office.models import Copy, Request
from boxmalls.privacy_office.refusals import NotNow
from boxmalls.privacy_office.testing import make_proven_request, make_request, staff_actor

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


def test_what_a_no_stops_is_said_before_it_is_said(hers):
    page = hers.get("/your-data/choices/opt-out?category=a").text
    assert "Nothing has happened yet." in page
    stops = page.partition('id="stops"')[2].partition("</section>")[0]
    assert "<dt>" in stops
    assert "Nothing here needs it" not in stops


def test_what_is_restricted_is_kept_and_read_by_nobody_but_its_person(hers, lena):
    address = make_address(lena, at=AT)
    restrict_person(person=lena, why="asked", actor=None, actor_role="person", at=AT)
    assert Address.objects.get(pk=address.pk).line1 is None, "nobody has said that they are the person"
    assert "Lindenweg 12" in hers.get("/account/addresses").text


def test_what_was_erased_is_gone_from_the_tables_too_and_other_peoples_stays(lena):
    other = make_account(password=None, at=AT)
    make_address(lena, at=AT)
    make_address(other, at=AT)
    erase_person(person=lena, site_code="eu", at=AT)
    assert list(Address.objects.values_list("person_id", flat=True)) == [other.pk]


def test_nothing_is_given_out_or_deleted_before_it_is_proven_who_asks(lena):
    request = make_request(kind="access", email="lena@posteo.example", at=AT)
    address = make_address(lena, at=AT)
    with pytest.raises(NotNow):
        give_copy(request=request, actor=staff_actor(lena), at=AT)
    with pytest.raises(NotNow):
        correct_for(request=request, key=f"accounts.Address:{address.pk}:line1", value="Elsewhere 1", actor=staff_actor(lena), at=AT)
    assert not Copy.objects.exists()


def test_who_asks_in_writing_for_access_fetches_a_copy_of_everything(hers, lena):
    make_address(lena, at=AT)
    request = make_proven_request(lena)
    give_copy(request=request, actor=staff_actor(lena), at=request.received_at)
    packed = zipfile.ZipFile(io.BytesIO(hers.post(f"/privacy/requests/{request.number}/copy").content))
    assert "Lindenweg 12" in packed.read("export.json").decode()
