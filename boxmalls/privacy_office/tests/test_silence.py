"""What a court forbids to tell is shown to its person through no reader before its end, at its end through each, and ends by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import Error, transaction
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_address, make_staff, sign_in
from boxmalls.base.refusals import Refusal
from boxmalls.privacy import glass
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure.forwarding import who_hears
from boxmalls.privacy.glass.refusals import AlreadyDecided, NoSilence, NotYours, TakesTwo
from boxmalls.privacy.models import BreakGlass, Disclosure, JournalEntry, Person, Silence
from boxmalls.privacy.policy.glance import look as glance_at
from boxmalls.privacy.purposes import HANDING_OVER
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.correcting import NothingHeld, find_cell
from boxmalls.privacy.rights.erasing import erase_person, plan_erasure
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.models import ErasureLine
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.silenced import naming_looks
from boxmalls.privacy.testing import publish
from boxmalls.privacy_office.silence_letters import tell_of_ended_silences
from boxmalls.sites.queries import all_sites
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
COURT, ORDER, REASON = "Regional Court", "Code of Criminal Procedure s.95a, 7-2026", "A court asks for this address."
FIRST, SECOND = uuid4(), uuid4()


@pytest.fixture
def person() -> Person:
    make_sites()
    publish()
    made = make_account("silent@example.org", at=AT - DAY)
    make_address(made)
    return made


def handed_over(person: Person, *, silent_for: timedelta | None, by: UUID = FIRST) -> BreakGlass:
    """A look with what follows from it, silent from the asking on."""
    asked = glass.ask(person=person, by=by, reason=REASON, categories=[Category.BASIC], at=AT)
    if silent_for:
        glass.silence(glass_id=asked.pk, by=by, ground=ORDER, until=AT + silent_for, at=AT)
    glass.decide(glass_id=asked.pk, by=SECOND, allow=True, at=AT)
    glass.look(glass_id=asked.pk, by=by, at=AT)
    glass.hand_over(glass_id=asked.pk, by=by, name=COURT, ground="Law s.1", categories=[Category.BASIC], until=None, at=AT)
    return asked


def on_their_page(person: Person, _look: BreakGlass, at: datetime, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr("boxmalls.privacy.web.your_data.now", lambda: at)
    page = sign_in(Client(), person).get("/your-data", headers=HOST).text
    return any(words in page for words in (COURT, ORDER, REASON, "Asked to look at"))


def in_their_copy(person: Person, look: BreakGlass, at: datetime, _patch: object) -> bool:
    with ZipFile(BytesIO(export_person(person=person.pk, at=at))) as archive:
        said = archive.read("export.json").decode()
    return any(words in said for words in (COURT, ORDER, REASON, str(look.pk), "privacy.Silence", "privacy.BreakGlass"))


def beside_the_policy(person: Person, _look: BreakGlass, at: datetime, _patch: object) -> bool:
    glance, _besides = glance_at(person.pk, site=next(each for each in all_sites() if each.code == "eu"), at=at)
    return COURT in [each.name for each in glance.sent] or "staff" in glance.looks or bool({"privacy.Silence", "privacy.BreakGlass"} & set(glance.held))


def among_those_who_hear(person: Person, _look: BreakGlass, at: datetime, _patch: object) -> bool:
    return any(COURT in names.values() for names in who_hears(person.pk, at=at).values())


def in_the_plan_of_an_erasure(person: Person, _look: BreakGlass, at: datetime, _patch: object) -> bool:
    return "Looks with a grave reason" in [str(line.title) for line in plan_erasure(person.pk, at=at)]


def by_its_number(person: Person, look: BreakGlass, at: datetime, _patch: object) -> bool:
    try:
        return bool(find_cell(person.pk, f"privacy.BreakGlass:{look.pk}:reason", at=at))
    except NothingHeld:
        return False


READERS: list[Callable[[Person, BreakGlass, datetime, pytest.MonkeyPatch], bool]] = [
    on_their_page, in_their_copy, beside_the_policy, among_those_who_hear, in_the_plan_of_an_erasure, by_its_number,
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_no_reader_shows_it_before_the_end_and_each_does_from_the_end_on(person: Person, reader: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> None:
    look, end = handed_over(person, silent_for=20 * DAY), AT + 20 * DAY
    seen = [reader(person, look, at, monkeypatch) for at in (AT, end - MOMENT, end, end + MOMENT)]
    assert seen == [False, False, True, True], "And nothing had to run for it."


def test_positive_control_without_an_order_each_reader_shows_it_at_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    look = handed_over(person, silent_for=None)
    assert all(reader(person, look, AT, monkeypatch) for reader in READERS)


def test_another_look_that_no_court_made_silent_is_shown_beside_it(person: Person) -> None:
    handed_over(person, silent_for=20 * DAY)
    open_one = glass.ask(person=person, by=FIRST, reason="A quarrel about a parcel.", categories=[Category.OTHER], at=AT)
    with ZipFile(BytesIO(export_person(person=person.pk, at=AT))) as archive:
        said = archive.read("export.json").decode()
    assert str(open_one.pk) in said
    assert REASON not in said


def test_the_copy_is_all_that_is_held_but_for_the_declared_rule(person: Person) -> None:
    """`Holding.look` names the column; the rows that name a silent look are out, and not one other."""
    look = handed_over(person, silent_for=20 * DAY)
    import json

    def rows(at: datetime) -> set[tuple[str, str]]:
        with ZipFile(BytesIO(export_person(person=person.pk, at=at))) as archive:
            return {(each["holding"], row["id"]) for each in json.loads(archive.read("export.json"))["holdings"] for row in each["rows"]}

    missing = rows(AT + 20 * DAY) - rows(AT)
    named = {
        (label, str(pk))
        for label, found in (
            ("privacy.BreakGlass", BreakGlass.objects.all()),
            ("privacy.Silence", Silence.objects.filter(glass=look)),
            ("privacy.Disclosure", Disclosure.objects.filter(look_id=look.pk)),
            ("privacy.JournalEntry", JournalEntry.objects.filter(row=str(look.pk))),
        )
        for pk in found.values_list("pk", flat=True)
    }
    assert missing == named
    assert {holding.model for holding in naming_looks()} == {label for label, _pk in named}


def test_the_office_and_the_journal_have_it_from_the_first_moment(person: Person) -> None:
    look = handed_over(person, silent_for=20 * DAY, by=make_staff(Staff.OFFICER).pk)
    verbs = list(JournalEntry.objects.filter(subject=person, row=str(look.pk)).order_by("id").values_list("verb", flat=True))
    assert verbs[:3] == ["asked", "silenced", "allowed"]
    assert verbs[-1] == "handed-over"
    page = sign_in(Client(), make_staff(Staff.OFFICER)).get(f"/office/glass/{look.pk}", headers=HOST).text
    assert COURT in page
    assert ORDER in page


@pytest.mark.parametrize(("days", "alone"), [(29, 29), (30, 30), (31, 30), (700, 30)])
def test_one_person_answers_for_thirty_days_and_a_second_one_for_the_rest(person: Person, days: int, alone: int) -> None:
    look = handed_over(person, silent_for=days * DAY)
    (made,) = glass.silences_of(look)
    assert made.ends_at == AT + alone * DAY
    for by, refused in ((FIRST, TakesTwo), (SECOND, None)):
        if refused:
            with pytest.raises(refused):
                glass.agree(silence_id=made.pk, by=by, at=AT)
        else:
            assert glass.agree(silence_id=made.pk, by=by, at=AT).ends_at == AT + days * DAY
    with pytest.raises(AlreadyDecided):
        glass.agree(silence_id=made.pk, by=uuid4(), at=AT)


@pytest.mark.parametrize(("until", "refused"), [(-MOMENT, True), (0 * DAY, True), (MOMENT, False), (730 * DAY, False), (730 * DAY + MOMENT, True)])
def test_it_ends_on_a_moment_to_come_and_within_two_years(person: Person, until: timedelta, refused: bool) -> None:
    look = glass.ask(person=person, by=FIRST, reason=REASON, categories=[Category.BASIC], at=AT)
    if refused:
        with pytest.raises(NoSilence):
            glass.silence(glass_id=look.pk, by=FIRST, ground=ORDER, until=AT + until, at=AT)
        assert not Silence.objects.exists()
    else:
        assert glass.silence(glass_id=look.pk, by=FIRST, ground=ORDER, until=AT + until, at=AT).until_at == AT + until


def test_order_after_order_by_one_person_prolongs_nothing(person: Person) -> None:
    """The days of one are counted from the first order about the look; only a second person's yes goes beyond, and each order is a row."""
    look = handed_over(person, silent_for=10 * DAY)
    later = glass.silence(glass_id=look.pk, by=FIRST, ground="A second order", until=AT + 90 * DAY, at=AT + 9 * DAY)
    assert later.ends_at == AT + 30 * DAY
    again = glass.silence(glass_id=look.pk, by=FIRST, ground="A third order", until=AT + 95 * DAY, at=AT + 29 * DAY)
    assert again.ends_at == AT + 30 * DAY
    assert glass.agree(silence_id=later.pk, by=SECOND, at=AT + 29 * DAY).ends_at == AT + 90 * DAY
    with pytest.raises(NotYours):
        glass.silence(glass_id=look.pk, by=SECOND, ground="Mine", until=AT + 99 * DAY, at=AT)
    assert JournalEntry.objects.filter(subject=person, row=str(look.pk), verb="silenced").count() == 3


@pytest.mark.parametrize(
    "change",
    [
        {"until_at": AT + 99 * DAY}, {"ends_at": AT + 31 * DAY}, {"first_at": AT + DAY}, {"asked_by": SECOND}, {"asked_at": AT + DAY},
        {"agreed_by": FIRST, "agreed_at": AT}, {"agreed_by": SECOND},
    ],
)  # fmt: skip
def test_the_database_refuses_to_prolong_it_by_force(person: Person, change: dict[str, object]) -> None:
    look = handed_over(person, silent_for=60 * DAY)
    with pytest.raises(Error), transaction.atomic(), collecting(HANDING_OVER, person=person, at=AT):
        Silence.objects.filter(glass=look).update(**change)
    assert Silence.objects.get(glass=look).ends_at == AT + 30 * DAY


def test_a_later_order_cannot_begin_the_count_anew_by_force(person: Person) -> None:
    look = handed_over(person, silent_for=10 * DAY)
    at = AT + 9 * DAY
    with pytest.raises(Error), transaction.atomic(), collecting(HANDING_OVER, person=person, at=at):
        Silence.objects.create(
            person=person, glass=look, ground=ORDER, asked_by=FIRST, asked_at=at, first_at=at, until_at=at + 30 * DAY, ends_at=at + 30 * DAY
        )  # fmt: skip


def test_when_the_last_order_is_over_the_person_is_told_once_by_letter(person: Person) -> None:
    look = handed_over(person, silent_for=20 * DAY)
    later = glass.silence(glass_id=look.pk, by=FIRST, ground="A second order", until=AT + 25 * DAY, at=AT + DAY)
    told = [tell_of_ended_silences(at=at) for at in (later.ends_at - MOMENT, later.ends_at, later.ends_at + MOMENT)]
    assert told == [0, 2, 0]
    (letter,) = mail.outbox
    assert letter.to == ["silent@example.org"]
    assert "/your-data" in letter.body
    assert COURT not in letter.body
    assert Disclosure.objects.filter(person=person, recipient="mail-server", purpose=HANDING_OVER.code).count() == 1


def test_a_letter_that_does_not_leave_is_tried_again(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over(person, silent_for=DAY)
    with monkeypatch.context() as away:
        away.setattr("boxmalls.privacy_office.silence_letters.EmailMessage.send", _refuse)
        assert tell_of_ended_silences(at=AT + 2 * DAY) == 0
    assert tell_of_ended_silences(at=AT + 2 * DAY) == 1
    assert len(mail.outbox) == 1


def _refuse(*_given: object, **_more: object) -> int:
    raise OSError


def test_an_erasure_in_between_ends_it_and_its_receipt_does_not_tell_of_it(person: Person) -> None:
    handed_over(person, silent_for=20 * DAY)
    erasure = erase_person(person=person, site_code="eu", at=AT + DAY)
    assert not {"privacy.Silence", "privacy.BreakGlass", "privacy.Disclosure"} & set(
        ErasureLine.objects.filter(erasure=erasure).values_list("holding", flat=True)
    )
    assert count_rows(person.pk) == {}
    assert tell_of_ended_silences(at=AT + 30 * DAY) == 0


GIVEN = {"whom": "silent@example.org", "categories": ["a"], "reason": REASON}


@pytest.mark.parametrize("missing", ["silent_until", "silent_ground"])
def test_a_day_needs_its_order_and_an_order_its_day(person: Person, missing: str) -> None:
    officer = sign_in(Client(), make_staff(Staff.OFFICER))
    told = {"silent_until": "2099-01-01", "silent_ground": ORDER}
    told["silent_until"] = f"{datetime.now(UTC) + 9 * DAY:%Y-%m-%d}"
    page = officer.post("/office/glass/", GIVEN | (told | {missing: ""}), headers=HOST)
    assert page.status_code == 422
    assert not BreakGlass.objects.exists()


def test_on_the_pages_one_writes_it_down_and_the_other_agrees(person: Person) -> None:
    first, second = (sign_in(Client(), make_staff(Staff.OFFICER)) for _each in range(2))
    day = datetime.now(UTC).date() + 90 * DAY
    place = first.post("/office/glass/", GIVEN | {"silent_until": str(day), "silent_ground": ORDER}, headers=HOST).headers["Location"]
    made = Silence.objects.get()
    assert made.until_at.isoformat() in (f"{day - DAY}T22:00:00+00:00", f"{day - DAY}T23:00:00+00:00"), "The day begins where the law is."
    agreement = f"{place}/silence/{made.pk}/agreement"
    assert "Agree to the whole time" not in first.get(place, headers=HOST).text
    assert first.post(agreement, headers=HOST).status_code == 403
    assert agreement in second.get(place, headers=HOST).text
    assert second.post(agreement, headers=HOST).status_code == 302
    made.refresh_from_db()
    assert made.ends_at == made.until_at
    page = first.post(f"{place}/silence", {"silent_until": "2020-01-01", "silent_ground": ORDER}, headers=HOST)
    assert page.status_code == 422
    assert Silence.objects.count() == 1


def test_what_is_refused_leaves_nothing(person: Person) -> None:
    look = glass.ask(person=person, by=FIRST, reason=REASON, categories=[Category.BASIC], at=AT)
    before = JournalEntry.objects.count()
    with pytest.raises(Refusal):
        glass.silence(glass_id=look.pk, by=SECOND, ground=ORDER, until=AT + DAY, at=AT)
    assert (Silence.objects.count(), JournalEntry.objects.count()) == (0, before)
