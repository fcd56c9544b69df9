"""What a refusal held back is preserved for the days that the law names, survives an erasure in between, and ends by itself."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.laws import laws
from boxmalls.privacy.models import JournalEntry
from boxmalls.privacy.restriction import restrict_person
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy.rights.erasing import erase_person, plan_erasure
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.models import ErasureLine
from boxmalls.privacy.vault.models import PersonKey
from boxmalls.privacy_office.actions.stepping import Actor, take_step, told
from boxmalls.privacy_office.actions.withholding import open_withheld
from boxmalls.privacy_office.models import Request, Step, Withheld
from boxmalls.privacy_office.refusals import ReasonMissing
from boxmalls.privacy_office.rules import Verb
from boxmalls.privacy_office.testing import make_proven_request, make_request
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICER = Actor(None, "staff")
WHY = "The authority looks at it."


@pytest.fixture(autouse=True)
def _sites() -> None:
    make_sites()


def refused(kind: str = "access", *, law: str = "SG", code: str = "third-party") -> Request:
    person = make_account("lena@example.org", at=AT)
    make_address(person)
    request = make_proven_request(person, kind, law=law, at=AT)
    return take_step(request_id=request.pk, verb=Verb.REFUSE, told=told("No.", code=code), actor=OFFICER, at=AT)


def contents(packed: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def read(packed: bytes) -> str:
    with ZipFile(BytesIO(packed)) as archive:
        return archive.read("export.json").decode()


@pytest.mark.parametrize(("law", "days"), [("SG", 30), ("TW", 365), ("MY", 365), ("JP", 365), ("EU", 365), ("US-CA", 730)])
def test_what_was_refused_is_kept_for_the_days_of_the_law_and_then_ends_with_its_key(law: str, days: int) -> None:
    request = refused(law=law)
    kept = Withheld.objects.get(request=request)
    assert 0 <= (kept.until_at - AT - days * DAY) / DAY <= 1.5
    for late, stays in ((-1, True), (0, True), (1, False)):
        sweep(at=kept.until_at + late * DAY)
        assert Withheld.objects.filter(pk=kept.pk).exists() is stays
        assert PersonKey.objects.filter(pk=kept.key_id).exists() is stays


def test_it_is_exactly_what_they_were_not_given_and_nobody_reads_it_from_the_table() -> None:
    request = refused()
    kept = Withheld.objects.get(request=request)
    assert b"lena@example.org" not in bytes(kept.__dict__["withheld"])
    assert "lena@example.org" in read(open_withheld(request=request, why=WHY, actor=OFFICER, at=AT))
    assert JournalEntry.objects.filter(subject=request.person_id, verb="read", reason=f"{request.number}: {WHY}").exists()


def test_of_somebody_restricted_it_keeps_the_whole_as_well_whoever_refuses() -> None:
    person = make_account("lena@example.org", at=AT)
    make_address(person)
    request = make_proven_request(person, "access", law="SG", at=AT)
    whole = read(export_person(person=person, at=AT))
    restrict_person(person=person, why="disputed", actor=None, actor_role="person", at=AT)
    take_step(request_id=request.pk, verb=Verb.REFUSE, told=told("No.", code="third-party"), actor=OFFICER, at=AT)
    street = next(row["values"]["line1"] for each in json.loads(whole)["holdings"] for row in each["rows"] if "line1" in row["values"])
    assert street in read(open_withheld(request=request, why=WHY, actor=OFFICER, at=AT))


def test_an_erasure_in_between_leaves_it_with_its_day_and_says_so() -> None:
    request = refused()
    kept = Withheld.objects.get(request=request)
    line = next(line for line in plan_erasure(request.person_id, at=AT) if str(line.title) == "What we refused you")
    assert (line.stays, line.until) == (True, kept.until_at.date())
    erasure = erase_person(person=request.person_id, site_code="eu", at=AT + DAY)
    assert ErasureLine.objects.get(erasure=erasure, holding="privacy_office.Withheld").kept_until == kept.until_at.date()
    assert not PersonKey.objects.filter(pk=request.person_id).exists()
    assert "lena@example.org" in read(open_withheld(request=request, why=WHY, actor=OFFICER, at=kept.until_at - DAY))
    sweep(at=kept.until_at + DAY)
    assert not Withheld.objects.exists()
    assert not PersonKey.objects.filter(pk=kept.key_id).exists()


def test_their_own_copy_says_that_something_is_kept_and_not_what() -> None:
    request = refused()
    held = json.loads(read(export_person(person=request.person_id, at=AT)))["holdings"]
    (row,) = next(each["rows"] for each in held if each["holding"] == "privacy_office.Withheld")
    assert row["withheld"] == ["withheld"]
    assert set(row["values"]) == {"refusal", "withheld_at", "until_at"}
    assert row["values"]["refusal"] == "No."


@pytest.mark.parametrize(("kind", "code"), [("delete", "legal-claim"), ("access", "not-held")])
def test_where_nothing_was_held_back_the_words_are_kept_alone(kind: str, code: str) -> None:
    request = refused(kind, law="EU", code=code)
    assert Withheld.objects.get(request=request).withheld is None
    assert contents(open_withheld(request=request, why=WHY, actor=OFFICER, at=AT)) == {"refusal.txt": "No."}


def test_no_copy_is_kept_for_somebody_who_has_not_proven_who_they_are() -> None:
    request = make_request(email="lena@example.org", at=AT)
    take_step(request_id=request.pk, verb=Verb.REFUSE, told=told("Who?", code="not-proven"), actor=OFFICER, at=AT)
    assert set(contents(open_withheld(request=request, why=WHY, actor=OFFICER, at=AT))) == {"refusal.txt"}


@pytest.mark.parametrize("law", list(laws()))
@pytest.mark.parametrize(("late", "read"), [(-1, True), (0, False), (1, False)])
def test_the_words_of_a_refusal_outlive_an_erasure_sealed_and_end_with_the_day_of_the_law(law: str, late: int, read: bool) -> None:
    """The step forgets why, as an erasure says; the sealed copy remembers, and the moment its last day is over it is shut, before any sweep."""
    request = refused("delete", law=law, code="third-party")
    kept = Withheld.objects.get(request=request)
    erase_person(person=request.person_id, site_code="eu", at=AT + DAY)
    assert set(Step.objects.filter(request=request).values_list("reason", flat=True)) == {None}
    assert b"No." not in bytes(Withheld.objects.get(pk=kept.pk).__dict__["refusal"])
    at = kept.until_at + late * timedelta(seconds=1)
    if read:
        assert contents(open_withheld(request=request, why=WHY, actor=OFFICER, at=at)) == {"refusal.txt": "No."}
    else:
        with pytest.raises(NotFound):
            open_withheld(request=request, why=WHY, actor=OFFICER, at=at)
    sweep(at=kept.until_at + late * timedelta(seconds=1) + DAY)
    assert not PersonKey.objects.filter(pk=kept.key_id).exists()


def test_a_confirmed_refusal_stands_below_the_first_also_when_its_person_was_erased_in_between() -> None:
    request = refused()
    take_step(request_id=request.pk, verb=Verb.APPEAL, told=told("Why?"), actor=OFFICER, at=AT + DAY)
    erase_person(person=request.person_id, site_code="eu", at=AT + 2 * DAY)
    take_step(request_id=request.pk, verb=Verb.CONFIRM_REFUSAL, told=told("Still no."), actor=OFFICER, at=AT + 3 * DAY)
    assert contents(open_withheld(request=request, why=WHY, actor=OFFICER, at=AT + 3 * DAY))["refusal.txt"] == "No.\n\nStill no."


def test_nobody_opens_a_refusal_without_saying_why() -> None:
    request = refused()
    with pytest.raises(ReasonMissing):
        open_withheld(request=request, why="  ", actor=OFFICER, at=AT)
    assert not JournalEntry.objects.filter(subject=request.person_id, verb="read").exists()


def test_an_answer_in_part_keeps_the_rest_and_a_refusal_after_it_keeps_one_copy() -> None:
    person = make_account(at=AT)
    request = make_proven_request(person, "carry", law="SG", at=AT)
    take_step(request_id=request.pk, verb=Verb.ANSWER_PART, told=told("A part."), actor=OFFICER, at=AT)
    first = Withheld.objects.get(request=request)
    take_step(request_id=request.pk, verb=Verb.REFUSE, told=told("No more.", code="excessive"), actor=OFFICER, at=AT + 3 * DAY)
    second = Withheld.objects.get(request=request)
    assert second.until_at == first.until_at + 3 * DAY
    assert not PersonKey.objects.filter(pk=first.key_id).exists()


def test_an_appeal_keeps_it_until_its_own_time_is_over() -> None:
    request = refused()
    before = Withheld.objects.get(request=request)
    late = AT + 29 * DAY
    request = take_step(request_id=request.pk, verb=Verb.APPEAL, told=told("There is no reason."), actor=OFFICER, at=late)
    appealed = Withheld.objects.get(request=request)
    assert (appealed.key_id, appealed.until_at > before.until_at, appealed.until_at.date() > request.due_on) == (before.key_id, True, True)
    request = take_step(request_id=request.pk, verb=Verb.CONFIRM_REFUSAL, told=told("There is one."), actor=OFFICER, at=late + 40 * DAY)
    assert Withheld.objects.get(request=request).until_at > late + 69 * DAY


def test_a_refusal_that_fails_keeps_nothing() -> None:
    request = make_proven_request(make_account(at=AT), at=AT)

    def fail(_request: Request) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        take_step(request_id=request.pk, verb=Verb.REFUSE, told=told("No.", code="excessive"), actor=OFFICER, at=AT, beside=fail)
    assert not Withheld.objects.exists()


def test_both_pages_say_until_when_and_only_the_person_in_charge_opens_it(client: Client) -> None:
    person = make_account("lena@example.org")
    request = make_proven_request(person, law="SG", email="lena@example.org")
    officer, desk = sign_in(Client(), make_staff(Staff.OFFICER)), f"/office/requests/{request.number}"
    assert officer.post(f"{desk}/withheld", {"why": WHY}, headers=HOST).status_code == 404
    officer.post(f"{desk}/refuse", {"code": "excessive", "words": "Too much."}, headers=HOST)
    assert "a copy of what was not given, are kept sealed until" in officer.get(desk, headers=HOST).text
    theirs = sign_in(client, person)
    assert "are kept, sealed, until" in theirs.get(f"/privacy/requests/{request.number}", headers=HOST).text
    assert theirs.post(f"{desk}/withheld", headers=HOST).status_code in (302, 403, 404)
    assert "lena@example.org" in read(officer.post(f"{desk}/withheld", {"why": WHY}, headers=HOST).content)
