"""The register: what comes in is written down with its deadline, moves only by steps, and is linked to whom it belongs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from boxmalls.accounts.models import Staff
from boxmalls.accounts.proofs import Proof as AddressProof
from boxmalls.accounts.testing import make_account, make_staff
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy_office.actions.proving import candidates, prove_by_code, prove_by_document, prove_by_points
from boxmalls.privacy_office.actions.receiving import InTheFuture
from boxmalls.privacy_office.actions.stepping import Actor, take_step
from boxmalls.privacy_office.models import Message, Proof, Request, Step
from boxmalls.privacy_office.refusals import AlreadyProven, NeedsProof, NotNow
from boxmalls.privacy_office.rules import State, Told, Verb
from boxmalls.privacy_office.testing import make_proven_request, make_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
OFFICER = Actor(None, "staff")


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


def test_a_strangers_request_makes_a_person_with_a_key_of_their_own_and_starts_the_clock() -> None:
    request = make_request(site_code="my", email="aisyah@example.org", at=AT)
    assert request.person.kind == Person.VISITOR
    assert (request.law, request.received_on, request.due_on) == ("MY", date(2026, 4, 6), date(2026, 4, 27))
    stored = Request.objects.get(pk=request.pk)
    assert stored.email == "aisyah@example.org"
    assert isinstance(stored.__dict__["email"], bytes)
    assert Step.objects.get(request=request).verb == Verb.RECEIVE


def test_nothing_arrives_in_the_future() -> None:
    with pytest.raises(InTheFuture):
        make_request_at_wrong_time()
    assert not Request.objects.exists()


def make_request_at_wrong_time() -> None:
    from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
    from boxmalls.privacy_office.models import Channel, Kind
    from boxmalls.sites.queries import site

    arrival = Arrival(Channel.LETTER, AT + timedelta(seconds=1))
    receive_request(person=None, asked=Asked(Kind.ACCESS), arrival=arrival, site=site("eu"), at=AT)


def test_a_refused_step_changes_nothing() -> None:
    request = make_request(at=AT)
    before = Request.objects.filter(pk=request.pk).values().get()
    with pytest.raises(NeedsProof):
        take_step(request_id=request.pk, verb=Verb.START, told=Told(), actor=OFFICER, at=AT)
    with pytest.raises(NotNow):
        take_step(request_id=request.pk, verb=Verb.ANSWER, told=Told("Here it is."), actor=OFFICER, at=AT)
    assert Request.objects.filter(pk=request.pk).values().get() == before
    assert Step.objects.filter(request=request).count() == 1


def test_what_is_done_beside_a_step_goes_with_it_or_not_at_all() -> None:
    request = make_request(at=AT)

    def fail(_request: Request) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        take_step(request_id=request.pk, verb=Verb.ACKNOWLEDGE, told=Told(), actor=OFFICER, at=AT, beside=fail)
    assert Step.objects.filter(request=request).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_office_request SET due_on = due_on + 30",
        "UPDATE privacy_office_request SET state = 'working', proven = 2",
        "UPDATE privacy_office_request SET state = 'working'",
        "UPDATE privacy_office_request SET proven = 2",
        "UPDATE privacy_office_request SET state = 'closed'",
        "UPDATE privacy_office_step SET due_after = due_after + 1",
        "UPDATE privacy_office_step SET verb = 'close'",
        "DELETE FROM privacy_office_step",
    ],
)
def test_the_database_itself_refuses_what_no_step_explains(statement: str) -> None:
    from django.db import connection

    from boxmalls.privacy.collection import collecting
    from boxmalls.privacy_office.purposes import REQUESTS

    make_request(at=AT)
    with pytest.raises(DatabaseError), transaction.atomic(), collecting(REQUESTS, person=None, at=AT), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_code_to_a_known_address_lets_the_request_be_its_owners() -> None:
    owner = make_account("lena@example.org", at=AT)
    request = make_request(email="Lena@Example.org", words="Delete everything.", at=AT)
    asker = request.person_id
    assert [(each.person_id, each.by, each.proven) for each in candidates(request)] == [(owner.pk, "email", True)]
    moved = prove_by_code(request=request, proof=AddressProof("lena@example.org", AT), at=AT)
    assert (moved.person_id, moved.state) == (owner.pk, State.WORKING)
    assert Person.objects.get(pk=asker).merged_into_id == owner.pk
    assert Message.objects.get(request=moved).words == "Delete everything."
    assert {step.person_id for step in Step.objects.filter(request=moved)} == {owner.pk}


def test_two_requests_from_one_address_are_shown_together_and_joined_only_by_proof() -> None:
    first = make_request(email="who@example.org", phone="+60 12-345 6789", at=AT)
    second = make_request(phone="+60123456789", at=AT)
    assert [(each.person_id, each.by, each.proven) for each in candidates(second)] == [(first.person_id, "phone", False)]
    assert first.person_id != second.person_id


def test_an_address_that_nobody_is_known_by_proves_that_address_and_no_more() -> None:
    request = make_request(email="nobody@example.org", at=AT)
    person = request.person_id
    moved = prove_by_code(request=request, proof=AddressProof("nobody@example.org", AT), at=AT)
    assert (moved.person_id, moved.state) == (person, State.WORKING)


def test_no_more_is_asked_for_than_the_law_wants() -> None:
    request = make_proven_request(make_account(at=AT), at=AT)
    with pytest.raises(AlreadyProven):
        prove_by_document(request=request, person=None, document="Passport", actor=OFFICER, at=AT)
    assert Proof.objects.filter(request=request).count() == 1


def test_california_wants_three_answers_and_a_declaration_for_a_copy_and_two_for_a_correction() -> None:
    person = make_account(at=AT)
    copy, correction = make_request(law="US-CA", at=AT), make_request(kind="correct", law="US-CA", at=AT)
    with pytest.raises(NeedsProof):
        prove_by_points(request=correction, person=person, fields=["name", "name"], declared=True, actor=OFFICER, at=AT)
    moved = prove_by_points(request=correction, person=person, fields=["name", "postcode"], declared=False, actor=OFFICER, at=AT)
    assert moved.state == State.WORKING
    moved = prove_by_points(request=copy, person=person, fields=["name", "postcode", "last order"], declared=False, actor=OFFICER, at=AT)
    assert moved.state == State.RECEIVED
    moved = prove_by_points(request=copy, person=person, fields=["name", "postcode", "last order"], declared=True, actor=OFFICER, at=AT)
    assert moved.state == State.WORKING


def test_of_a_document_only_that_it_was_seen_is_kept() -> None:
    request = make_request(site_code="tw", at=AT)
    prove_by_document(request=request, person=None, document="passport", actor=Actor(make_staff(Staff.OFFICER).pk, "staff"), at=AT)
    proof = Proof.objects.get(request=request)
    assert (proof.way, proof.what) == ("document", "passport")


def test_erasing_the_person_leaves_that_something_was_asked_and_how_it_went() -> None:
    person = make_account(at=AT)
    request = make_proven_request(person, "delete", words="Forget me entirely, Lena.", at=AT)
    erase_person(person=person, site_code="eu", at=AT)
    stays = Request.objects.get(pk=request.pk)
    assert (stays.kind, stays.state, stays.received_at) == ("delete", State.WORKING, AT)
    assert (stays.asked, stays.name, stays.email) == (None, None, None)
    assert not Message.objects.filter(request=request).exists()
    answered = take_step(request_id=request.pk, verb=Verb.ANSWER, told=Told("Erased.", code="erased"), actor=OFFICER, at=AT)
    assert (answered.state, answered.steps.last().reason, answered.steps.last().code) == (State.ANSWERED, None, "erased")
