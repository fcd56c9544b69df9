"""Further documents: asked for with a reason, sent to a locked place, looked at, deleted; what one says is correct is recorded."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.base.clock import now
from boxmalls.privacy.models import Correction
from boxmalls.privacy.rights.correcting import correct_value
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy_office.actions.documents import decide_document, lapse_documents, send_document, want_document
from boxmalls.privacy_office.actions.stepping import today_of
from boxmalls.privacy_office.actions.writing import key_of
from boxmalls.privacy_office.models import Request, SealedFile, Undertaking, Wanted
from boxmalls.privacy_office.paper.reading import CannotReadScan
from boxmalls.privacy_office.refusals import NotNow, ReasonMissing, TooEarly, TooLate
from boxmalls.privacy_office.testing import make_proven_request, staff_actor
from boxmalls.privacy_office.tests.test_paper import scan
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}


@pytest.fixture
def request_() -> Request:
    make_sites()
    return make_proven_request(make_account("lena@example.org"), email="lena@example.org")


def want(request: Request, **changed: object) -> Wanted:
    given = {"what": "Proof of address", "reason": "The parcel came back.", "until_on": today_of(request, now()) + timedelta(days=14), **changed}
    return want_document(request=request, actor=staff_actor(request.person), at=now(), **given)  # type: ignore[arg-type]


def test_it_is_asked_for_at_the_desk_sent_by_the_person_looked_at_and_deleted(request_: Request) -> None:
    officer, person = sign_in(Client(), make_staff(Staff.OFFICER)), sign_in(Client(), request_.person)
    desk, here = f"/office/requests/{request_.number}", f"/privacy/requests/{request_.number}"
    until = today_of(request_, now()) + timedelta(days=14)
    officer.post(f"{desk}/want", {"what": "Proof of address", "reason": "The parcel came back.", "until_on": until.isoformat()}, headers=HOST)
    wanted = Wanted.objects.get()
    page = person.get(here, headers=HOST).text
    assert "Proof of address" in page
    assert "The parcel came back." in page
    content = scan()
    file = lambda: SimpleUploadedFile("bill.png", content)
    assert person.post(f"{here}/documents/{wanted.pk}", {"file": file()}, headers=HOST).status_code == 422
    assert not SealedFile.objects.exists()
    assert person.post(f"{here}/documents/{wanted.pk}", {"file": file(), "accurate": "on"}, headers=HOST).status_code == 303
    sent = SealedFile.objects.get()
    assert (sent.content, sent.use, Undertaking.objects.get().about) == (content, "document", f"document:{wanted.pk}")
    assert content[:100] not in bytes(sent.__dict__["content"])
    assert officer.get(f"/office/scans/{sent.pk}/page", headers=HOST).status_code == 200
    officer.post(f"{desk}/decide", {"wanted": str(wanted.pk), "accepted": "yes", "outcome": "Thank you."}, headers=HOST)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.outcome, SealedFile.objects.exists()) == ("accepted", "Thank you.", False)
    assert "Thank you." in person.get(here, headers=HOST).text


def test_nobody_else_sends_or_sees_it(request_: Request) -> None:
    wanted = want(request_)
    stranger = sign_in(Client(), make_account())
    path = f"/privacy/requests/{request_.number}/documents/{wanted.pk}"
    assert stranger.post(path, {"file": SimpleUploadedFile("a.png", scan()), "accurate": "on"}, headers=HOST).status_code == 404
    other = make_proven_request(make_account())
    path = f"/privacy/requests/{other.number}/documents/{wanted.pk}"
    assert stranger.post(path, {"key": key_of(other), "file": SimpleUploadedFile("a.png", scan()), "accurate": "on"}, headers=HOST).status_code == 404
    assert not SealedFile.objects.exists()


def test_it_needs_a_reason_a_day_to_come_and_an_open_request(request_: Request) -> None:
    with pytest.raises(ReasonMissing):
        want(request_, reason=" ")
    with pytest.raises(TooEarly):
        want(request_, until_on=today_of(request_, now()))
    closed = make_proven_request(make_account())
    from boxmalls.privacy_office.actions.stepping import Actor, take_step
    from boxmalls.privacy_office.rules import Told, Verb

    closed = take_step(request_id=closed.pk, verb=Verb.TAKE_BACK, told=Told(), actor=Actor(None, "person"), at=now())
    with pytest.raises(NotNow):
        want(closed)
    assert not Wanted.objects.exists()


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_it_may_be_sent_on_the_last_day_and_not_after(request_: Request, late: int) -> None:
    wanted = want(request_)
    last = now() + timedelta(days=14)
    at = last + timedelta(days=late)
    if late > 0:
        with pytest.raises(TooLate):
            send_document(wanted=wanted, name="", content=scan(), undertaken=True, at=at)
        assert (lapse_documents(at=at), Wanted.objects.get().state) == (1, "lapsed")
        return
    send_document(wanted=wanted, name="", content=scan(), undertaken=True, at=at)
    assert lapse_documents(at=last + timedelta(days=30)) == 0
    assert (lapse_documents(at=last + timedelta(days=31)), SealedFile.objects.count()) == (1, 0)


def test_what_is_no_document_is_refused(request_: Request) -> None:
    wanted = want(request_)
    for content in (b"", b"MZ", b"<svg onload=x>", b"\x89PNG\r\n\x1a\n broken"):
        with pytest.raises(CannotReadScan):
            send_document(wanted=wanted, name="", content=content, undertaken=True, at=now())
    assert (Wanted.objects.get().state, Undertaking.objects.count()) == ("asked", 0)


def test_all_of_it_goes_with_the_person(request_: Request) -> None:
    send_document(wanted=want(request_), name="", content=scan(), undertaken=True, at=now())
    erase_person(person=request_.person_id, site_code="eu", at=now())
    assert [model.objects.count() for model in (SealedFile, Wanted, Undertaking)] == [0, 0, 0]


def test_a_correction_keeps_what_stood_there_before_for_its_person_only() -> None:
    make_sites()
    person = make_account()
    address = make_address(person)
    correct_value(person_id=person.pk, key=f"accounts.Address:{address.pk}:line1", value="Lindenweg 14", at=now())
    correction = Correction.objects.get(person=person)
    assert correction.before == "Lindenweg 12"
    assert b"Lindenweg" not in bytes(correction.__dict__["before"])
    erase_person(person=person, site_code="eu", at=now())
    assert not Correction.objects.exists()


def test_who_asks_for_a_correction_says_that_it_is_correct(client: Client) -> None:
    make_sites()
    told = {"kind": "correct", "words": "My street is Lindenweg 14.", "email": "lena@example.org"}
    assert client.post("/privacy/requests/new", told, headers=HOST).status_code == 422
    assert not Request.objects.exists()
    assert client.post("/privacy/requests/new", {**told, "accurate": "on"}, headers=HOST).status_code == 303
    assert Undertaking.objects.get().about == f"request:{Request.objects.get().number}"


def test_a_document_is_decided_once(request_: Request) -> None:
    from boxmalls.privacy_office.actions.documents import AlreadyDecided

    wanted = want(request_)
    with pytest.raises(AlreadyDecided):
        decide_document(wanted=wanted, accepted=True, outcome="Fine.", actor=staff_actor(request_.person), at=now())
