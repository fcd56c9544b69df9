"""
Every boundary of every law: in the last moment in time, one moment later late.

The tables below were written from the laws (`src` in `laws.toml` and `breaches.toml` says where each stands), and not from our code or its data; days
are counted here anew. A law, a kind of request, a duty or a number of the house that has no row here fails the first tests.
"""

import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from boxmalls.accounts.testing import make_account
from boxmalls.privacy.laws import SOURCE
from boxmalls.privacy.laws.breaches import SOURCE as BREACHES_SOURCE
from boxmalls.privacy.laws.breaches import Found, is_late, notices_due
from boxmalls.privacy.laws.calendars import calendar_of
from boxmalls.privacy.laws.deadlines import terms_of
from boxmalls.privacy_office.actions.answering import CopyIsOver, fetch_copy, give_copy
from boxmalls.privacy_office.actions.documents import lapse_documents, send_document, want_document
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import Kind, Request
from boxmalls.privacy_office.queries import waiting
from boxmalls.privacy_office.refusals import NotTheLaw, TooEarly, TooLate
from boxmalls.privacy_office.rules import Level, Standing, State, Told, Verb, acknowledge_by, received, step
from boxmalls.privacy_office.testing import make_proven_request
from boxmalls.sites.testing import make_sites
from proofs.deadlines import HOLIDAYS_2026

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LAST, AFTER = "the last moment", "the moment after"

# law: zone, and the country whose public holidays are copied by hand in `proofs/deadlines.py`.
ZONES = {
    "TW": "Asia/Taipei", "MY": "Asia/Kuala_Lumpur", "SG": "Asia/Singapore", "JP": "Asia/Tokyo", "EU": "Europe/Brussels", "US-CA": "America/Los_Angeles",
}  # fmt: skip
# Kinds of request, in days ("d"), working days ("w") or months ("m"); the answer, then the whole with the extension. "+": to a day that a notice names.
# Where a law is silent on a kind, the house answers in 14 days and takes no more.
HOUSE = ("14d", "")
ANSWERS: dict[str, dict[str, tuple[str, str]]] = {
    "TW": dict.fromkeys(["access", "who", "carry"], ("15d", "30d"))
    | dict.fromkeys(["correct", "delete", "withdraw", "restrict", "object"], ("30d", "60d"))
    | dict.fromkeys(["complain", "other"], HOUSE),
    "MY": dict.fromkeys(["access", "who", "carry", "correct"], ("21d", "35d"))
    | dict.fromkeys(["restrict", "object"], ("21d", ""))
    | {"delete": ("30d", "")}
    | dict.fromkeys(["withdraw", "complain", "other"], HOUSE),
    "SG": dict.fromkeys(["access", "who", "carry", "correct"], ("30d", "+"))
    | dict.fromkeys(["withdraw", "object"], ("10w", ""))
    | dict.fromkeys(["delete", "restrict", "complain", "other"], HOUSE),
    "JP": dict.fromkeys(["access", "correct", "delete", "withdraw", "restrict", "object", "carry", "who"], ("14d", "+"))
    | dict.fromkeys(["complain", "other"], HOUSE),
    "EU": dict.fromkeys(["access", "correct", "delete", "withdraw", "restrict", "object", "carry", "who"], ("1m", "3m"))
    | dict.fromkeys(["complain", "other"], HOUSE),
    "US-CA": dict.fromkeys(["access", "correct", "delete", "carry", "who"], ("45d", "90d"))
    | dict.fromkeys(["withdraw", "object", "restrict"], ("15w", ""))
    | dict.fromkeys(["complain", "other"], HOUSE),
}
ACKNOWLEDGE = {"US-CA": "10w"} | dict.fromkeys(["TW", "MY", "SG", "JP", "EU"], "3w")
REFUSALS_KEPT = {"TW": 365, "MY": 365, "SG": 30, "JP": 365, "EU": 365, "US-CA": 730}
NEVER_AFTER = {"US-CA": 90}
PART_FIRST = {"MY"}
HOUSE_DAYS = {"due_soon_days": 3, "download_days": 7, "document_days": 14, "guardian_days": 7, "appeal.window_days": 30, "appeal.answer_days": 30}


@dataclass(frozen=True)
class Notice:
    """Whom a law wants told: within how many hours, from how many people, and what else brings it about; `then` counts from the end of another's time."""

    hours: int
    people: int | None = None
    always: bool = False
    harm: bool = False
    malicious: bool = False
    sealed: bool = False
    malicious_hours: int = 0
    then: str = ""


BREACHES: dict[str, dict[tuple[str, str], Notice]] = {
    "TW": {("authority", "first"): Notice(72, always=True), ("people", "first"): Notice(0, always=True)},
    "MY": {
        ("authority", "first"): Notice(72, 1001, harm=True),
        ("authority", "final"): Notice(30 * 24, 1001, harm=True),
        ("people", "first"): Notice(7 * 24, harm=True, then="authority"),
    },
    "SG": {("authority", "first"): Notice(72, 500, harm=True), ("people", "first"): Notice(0, harm=True, sealed=True)},
    "JP": {
        ("authority", "first"): Notice(120, 1001, harm=True, malicious=True, sealed=True),
        ("authority", "final"): Notice(30 * 24, 1001, harm=True, malicious=True, sealed=True, malicious_hours=60 * 24),
        ("people", "first"): Notice(0, 1001, harm=True, malicious=True, sealed=True),
    },
    "EU": {("authority", "first"): Notice(72, always=True, sealed=True), ("people", "first"): Notice(0, harm=True, sealed=True)},
    "US-CA": {
        ("people", "first"): Notice(30 * 24, always=True, sealed=True),
        ("authority", "first"): Notice(15 * 24, 500, sealed=True, then="people"),
    },
}
# An ordinary day; one whose month has no such day; before, on and after 29 February; over both changes of the clock; before long holidays; at the year's end.
STARTS = [
    date(2026, 3, 2), date(2026, 1, 30), date(2026, 1, 31), date(2027, 12, 31), date(2028, 1, 29), date(2028, 2, 15), date(2028, 2, 28), date(2028, 2, 29),
    date(2026, 3, 6), date(2026, 3, 28), date(2026, 10, 24), date(2026, 10, 30), date(2026, 2, 1), date(2026, 4, 22), date(2026, 9, 4), date(2026, 12, 18),
]  # fmt: skip
CASES = [(law, kind, *spans) for law, kinds in ANSWERS.items() for kind, spans in kinds.items()]


def test_every_law_and_every_kind_of_request_has_its_row() -> None:
    said = tomllib.loads(SOURCE.read_text())
    house = said.pop("house")
    for table in (ZONES, ANSWERS, ACKNOWLEDGE, REFUSALS_KEPT, BREACHES, HOLIDAYS_2026):
        assert set(table) == set(said)
    for law, entry in said.items():
        assert set(ANSWERS[law]) == set(Kind.values), law
        named = {kind for rule in entry["deadlines"].values() for kind in rule["kinds"]}
        assert named == {kind for kind, spans in ANSWERS[law].items() if spans != HOUSE}, law
    numbers = {name for name in house if name.endswith("_days")} | {f"appeal.{name}" for name in house["appeal"] if name.endswith("_days")}
    assert numbers == set(HOUSE_DAYS)


def test_every_duty_to_tell_of_a_breach_has_its_row() -> None:
    said = tomllib.loads(BREACHES_SOURCE.read_text())
    assert {law: sorted((duty["whom"], duty["stage"]) for duty in duties) for law, duties in said.items()} == {
        law: sorted(rows) for law, rows in BREACHES.items()
    }


def test_the_numbers_of_the_house_are_those_that_it_promises() -> None:
    house = tomllib.loads(SOURCE.read_text())["house"]
    assert {name: (house["appeal"] if name.startswith("appeal.") else house)[name.removeprefix("appeal.")] for name in HOUSE_DAYS} == HOUSE_DAYS


def works(law: str, day: date) -> bool:
    """Whether people work there: of 2026 by hand, of other years by the list of the place that `calendars.py` was proven with."""
    if day.year == 2026:
        return day.weekday() < 5 and f"{day:%m-%d}" not in HOLIDAYS_2026[law].split()
    return calendar_of(law, "NL" if law == "EU" else "").works_on(day)


def counted(law: str, span: str, start: date, *, rolls: bool = True) -> date:
    """The last day of a time that begins on a day, which itself does not count."""
    number, unit, day = int(span[:-1]), span[-1], start
    if unit == "m":
        months = start.month - 1 + number
        year, month = start.year + months // 12, months % 12 + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1]))
    elif unit == "d":
        day = date.fromordinal(start.toordinal() + number)
    while unit == "w" and number:
        day += DAY
        number -= works(law, day)
    while rolls and not works(law, day) and (day - start).days < NEVER_AFTER.get(law, 10_000):
        day += DAY
    return day


def moments(law: str, last: date) -> Iterator[tuple[str, date]]:
    """The day that our calendar makes of the last second of a day there, by the clocks of the place, and of the first after it."""
    midnight = datetime.combine(last + DAY, time(), ZoneInfo(ZONES[law])).astimezone(UTC)
    calendar = calendar_of(law)
    yield LAST, calendar.day_of(midnight - SECOND)
    yield AFTER, calendar.day_of(midnight)


def begin(law: str, kind: str, on: date) -> Standing:
    return received(terms=terms_of(law, kind), calendar=calendar_of(law, "NL" if law == "EU" else ""), on=on)


def take(standing: Standing, verb: Verb, on: date, law: str, kind: str, told: Told) -> Standing:
    return step(standing, verb, told, terms=terms_of(law, kind), calendar=calendar_of(law, "NL" if law == "EU" else ""), on=on)


@pytest.mark.parametrize(("law", "kind", "answer", "_more"), CASES)
def test_an_answer_is_in_time_on_the_day_before_and_in_the_last_moment_and_late_after_it(law: str, kind: str, answer: str, _more: str) -> None:
    for start in STARTS:
        due, standing = counted(law, answer, start), begin(law, kind, start)
        assert standing.due_on == due, start
        days = {"the day before": due - DAY, **dict(moments(law, due))}
        assert {name: standing.is_overdue(day) for name, day in days.items()} == {"the day before": False, LAST: False, AFTER: True}, start


@pytest.mark.parametrize("law", list(ANSWERS))
def test_receipt_is_confirmed_in_time_in_the_last_moment_and_not_after_it(law: str) -> None:
    for start in STARTS:
        by = acknowledge_by(terms=terms_of(law, "access"), calendar=calendar_of(law, "NL" if law == "EU" else ""), on=start)
        assert by == counted(law, ACKNOWLEDGE[law], start), start
        assert {name: by < day for name, day in moments(law, by)} == {LAST: False, AFTER: True}


@pytest.mark.parametrize(("law", "kind", "answer", "more"), CASES)
def test_more_time_is_had_up_to_the_last_moment_and_ends_with_its_own(law: str, kind: str, answer: str, more: str) -> None:
    for start in STARTS:
        due = counted(law, answer, start)
        standing = (
            take(begin(law, kind, start), Verb.PROVE, start, law, kind, Told(level=Level.STRONG))
            if terms_of(law, kind).proof != "none"
            else begin(law, kind, start)
        )
        if law in PART_FIRST and more:
            standing = take(standing, Verb.ANSWER_PART, start, law, kind, Told("A part."))
        named, days = due + 20 * DAY, dict(moments(law, due))
        why = Told("Much to gather.", until=named)
        if not more:
            with pytest.raises(NotTheLaw):
                take(standing, Verb.EXTEND, start, law, kind, why)
            continue
        with pytest.raises(TooLate):
            take(standing, Verb.EXTEND, days[AFTER], law, kind, why)
        extended = take(standing, Verb.EXTEND, days[LAST], law, kind, why)
        ends = named if more == "+" else counted(law, more, start)
        assert extended.due_on == ends, start
        assert {name: extended.is_overdue(day) for name, day in moments(law, ends)} == {LAST: False, AFTER: True}


@pytest.mark.parametrize("law", [law for law, kinds in ANSWERS.items() if ("+" in {more for _answer, more in kinds.values()})])
@pytest.mark.parametrize(("later", "refused"), [(-1, True), (0, True), (1, False)])
def test_a_day_that_a_notice_names_is_later_than_the_last_one(law: str, later: int, refused: bool) -> None:
    standing = begin(law, "access", STARTS[0])
    told = Told("Much.", until=standing.due_on + later * DAY)
    if refused:
        with pytest.raises(TooEarly):
            take(standing, Verb.EXTEND, STARTS[0], law, "access", told)
    else:
        assert take(standing, Verb.EXTEND, STARTS[0], law, "access", told).due_on == standing.due_on + DAY


def test_positive_control_a_rule_that_is_a_day_too_generous_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "is_overdue", lambda standing, today: standing.is_open and standing.days_left(today) < -1)
    with pytest.raises(AssertionError):
        test_an_answer_is_in_time_on_the_day_before_and_in_the_last_moment_and_late_after_it("EU", "access", "1m", "3m")


# What was found at these moments is told within hours that no night, no holiday and no change of the clock makes longer or shorter.
FOUND = [
    datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    datetime(2026, 3, 28, 20, 15, tzinfo=UTC),  # before the clocks of Brussels go forward
    datetime(2026, 3, 7, 20, tzinfo=UTC),  # before those of California do
    datetime(2026, 10, 24, 23, tzinfo=UTC),  # before they go back
    datetime(2028, 2, 27, 12, tzinfo=UTC),  # over 29 February
    datetime(2026, 12, 24, 18, tzinfo=UTC),  # over holidays
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
]
DUTIES = [(law, whom, stage, notice) for law, rows in BREACHES.items() for (whom, stage), notice in rows.items()]


def grave(notice: Notice) -> Found:
    """A breach that brings a duty about."""
    return Found(people=max(1, notice.people or 0), unreadable=False, harm=notice.harm, malicious=False)


def due(law: str, notice: Notice, detected_at: datetime, *, malicious: bool = False) -> datetime:
    base = due(law, BREACHES[law][notice.then, "first"], detected_at) if notice.then else detected_at
    hours = notice.malicious_hours if malicious and notice.malicious_hours else notice.hours
    return datetime.fromtimestamp(base.timestamp() + hours * 3600, UTC)


def found_due(law: str, whom: str, stage: str, found: Found, detected_at: datetime) -> datetime | None:
    return {(duty.whom, duty.stage): at for duty, at in notices_due(law, detected_at=detected_at, found=found)}.get((whom, stage))


@pytest.mark.parametrize(("law", "whom", "stage", "notice"), DUTIES)
def test_a_notice_is_in_time_up_to_its_last_moment(law: str, whom: str, stage: str, notice: Notice) -> None:
    for detected_at in FOUND:
        ours, theirs = found_due(law, whom, stage, grave(notice), detected_at), due(law, notice, detected_at)
        assert ours == theirs, detected_at
        last = theirs if notice.hours else detected_at + DAY  # at once: on the day on which it was found
        assert [is_late(theirs, detected_at=detected_at, at=last + step) for step in (-SECOND, 0 * SECOND, SECOND)] == [False, False, True]


@pytest.mark.parametrize(("law", "whom", "stage", "notice"), [each for each in DUTIES if each[3].malicious_hours])
def test_malice_gives_the_final_notice_the_longer_time(law: str, whom: str, stage: str, notice: Notice) -> None:
    for detected_at in FOUND:
        found = Found(1, unreadable=False, harm=False, malicious=True)
        assert found_due(law, whom, stage, found, detected_at) == due(law, notice, detected_at, malicious=True)


@pytest.mark.parametrize(("law", "whom", "stage", "notice"), DUTIES)
def test_a_duty_arises_from_the_first_person_too_many_on_and_not_before(law: str, whom: str, stage: str, notice: Notice) -> None:
    least = 1 if notice.always else notice.people
    for people in (least - 1, least, least + 1) if least else (10_000_000,):
        for unreadable in (False, True):
            found = Found(people, unreadable=unreadable, harm=False, malicious=False)
            arises = least is not None and people >= least and not (unreadable and notice.sealed)
            assert (found_due(law, whom, stage, found, FOUND[0]) is not None) is arises, (people, unreadable)


@pytest.mark.parametrize(("law", "whom", "stage", "notice"), DUTIES)
def test_harm_and_malice_bring_about_what_the_law_says(law: str, whom: str, stage: str, notice: Notice) -> None:
    for harm, malicious in product((False, True), repeat=2):
        found = Found(1, unreadable=False, harm=harm, malicious=malicious)
        arises = notice.always or (notice.harm and harm) or (notice.malicious and malicious)
        assert (found_due(law, whom, stage, found, FOUND[0]) is not None) is arises, (harm, malicious)


@pytest.mark.parametrize("law", list(REFUSALS_KEPT))
def test_a_refusal_is_kept_to_the_last_moment_of_the_laws_last_day(law: str) -> None:
    from boxmalls.privacy_office.actions.withholding import until_of

    for start in STARTS:
        request = Request(law=law, country="", kind="access")
        ends = datetime.combine(date.fromordinal(start.toordinal() + REFUSALS_KEPT[law] + 1), time(), ZoneInfo(ZONES[law]))
        assert until_of(request, start) == ends.astimezone(UTC), start


AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"a page" * 9


@pytest.fixture
def asked(db: None) -> Any:
    make_sites()
    return lambda law="EU": make_proven_request(make_account(at=AT), law=law, at=AT)


@pytest.mark.django_db(databases=["default", "safe"])
@pytest.mark.parametrize("law", list(ANSWERS))
def test_the_desk_counts_a_request_as_late_in_the_moment_after_its_last_day_there(asked: Any, law: str) -> None:
    request = asked(law)
    midnight = datetime.combine(counted(law, ANSWERS[law]["access"][0], AT.astimezone(ZoneInfo(ZONES[law])).date()) + DAY, time(), ZoneInfo(ZONES[law]))
    assert request.state == State.WORKING
    assert [waiting(at=midnight + step).late for step in (-DAY, -SECOND, 0 * SECOND, SECOND)] == [0, 0, 1, 1]
    confirmed = datetime.combine(request.acknowledge_by + DAY, time(), ZoneInfo(ZONES[law]))
    Request.objects.filter(pk=request.pk)
    assert [waiting(at=confirmed + step).unconfirmed for step in (-SECOND, 0 * SECOND)] == [0, int(request.acknowledged_on is None)]


@pytest.mark.django_db(databases=["default", "safe"])
@pytest.mark.parametrize(("step", "ready"), [(-SECOND, True), (0 * SECOND, False), (SECOND, False)])
def test_a_copy_is_ready_for_seven_days(asked: Any, step: timedelta, ready: bool) -> None:
    request = asked()
    give_copy(request=request, actor=Actor(None, "staff"), at=AT)
    if ready:
        assert fetch_copy(request=request, at=AT + 7 * DAY + step)
    else:
        with pytest.raises(CopyIsOver):
            fetch_copy(request=request, at=AT + 7 * DAY + step)


@pytest.mark.django_db(databases=["default", "safe"])
@pytest.mark.parametrize("law", ["EU", "US-CA", "JP"])
@pytest.mark.parametrize("moment", [-DAY, -SECOND, 0 * SECOND])
def test_a_document_is_taken_up_to_the_last_moment_of_the_day_there_and_ends_in_the_next(
    asked: Any, law: str, moment: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxmalls.privacy_office.actions.documents.read_paper", lambda content, words: None)
    last = date(2026, 11, 1)  # the clocks of California go back on it
    wanted = want_document(
        request=asked(law), what="A letter", reason="To see it.", until_on=last, actor=Actor(make_account("o@example.org").pk, "staff"), at=AT
    )
    at = datetime.combine(last + DAY, time(), ZoneInfo(ZONES[law])).astimezone(UTC) + moment
    if moment < 0 * SECOND:
        assert lapse_documents(at=at) == 0
        assert send_document(wanted=wanted, name="a.png", content=PNG, undertaken=True, at=at)
        return
    with pytest.raises(TooLate):
        send_document(wanted=wanted, name="a.png", content=PNG, undertaken=True, at=at)
    assert lapse_documents(at=at) == 1
