"""The life of a request, by the rules alone: every boundary a day before, on the day, and a day after; then any path at all."""

from calendar import SATURDAY
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boxmalls.base.refusals import Refusal
from boxmalls.privacy.laws import laws
from boxmalls.privacy.laws.calendars import Calendar, calendar_of
from boxmalls.privacy.laws.deadlines import Span, ages_of, terms_of
from boxmalls.privacy_office.models import Kind
from boxmalls.privacy_office.refusals import AlreadyProven, FeeNotAllowed, NeedsProof, NotNow, NotTheLaw, PartFirst, ReasonMissing, TooEarly, TooLate
from boxmalls.privacy_office.rules import AT_WORK, OPEN, Level, Standing, State, Told, Verb, acknowledge_by, may, received, step
from proofs.deadlines import EXTENSIONS, HOLIDAYS_2026, last_day

DAY = timedelta(days=1)
WHY = Told(reason="Because.")
LAWS = [*laws(), "nowhere"]
MOVES_THE_DEADLINE = {Verb.EXTEND, Verb.CLARIFY, Verb.PROVE, Verb.START, Verb.AGREE_FEE, Verb.APPEAL}


def begin(law: str, kind: str, on: date, country: str = "") -> Standing:
    return received(terms=terms_of(law, kind), calendar=calendar_of(law, country), on=on)


def take(standing: Standing, verb: Verb, on: date, law: str, kind: str, told: Told = WHY, country: str = "") -> Standing:
    return step(standing, verb, told, terms=terms_of(law, kind), calendar=calendar_of(law, country), on=on)


def at_work(law: str, kind: str, on: date) -> Standing:
    return take(begin(law, kind, on), Verb.PROVE, on, law, kind, Told(level=Level.STRONG))


@pytest.mark.parametrize(
    ("law", "kind", "received_on", "due_on"),
    [
        ("TW", "access", date(2026, 3, 2), date(2026, 3, 17)),
        ("TW", "delete", date(2026, 3, 2), date(2026, 4, 1)),
        ("MY", "access", date(2026, 4, 6), date(2026, 4, 27)),
        ("SG", "access", date(2026, 3, 2), date(2026, 4, 1)),
        ("EU", "access", date(2026, 3, 2), date(2026, 4, 2)),
        ("US-CA", "delete", date(2026, 3, 2), date(2026, 4, 16)),
        # A month that has no such day ends on its last; in a leap year that is the 29th.
        ("EU", "access", date(2027, 12, 31), date(2028, 1, 31)),
        ("EU", "access", date(2028, 1, 30), date(2028, 2, 29)),
        ("EU", "access", date(2027, 1, 29), date(2027, 3, 1)),
        ("EU", "access", date(2028, 2, 29), date(2028, 3, 29)),
        # The last day has no work: 15 March 2026 is a Sunday, 27 April a holiday in the Netherlands.
        ("TW", "access", date(2026, 2, 28), date(2026, 3, 16)),
        ("EU", "access", date(2026, 3, 27), date(2026, 4, 28)),
        # Lunar New Year 2026 in Taiwan: 15 to 20 February, and the weekend after it.
        ("TW", "access", date(2026, 2, 1), date(2026, 2, 23)),
        # Ten working days in Singapore over Good Friday; fifteen in California over Memorial Day.
        ("SG", "withdraw", date(2026, 3, 27), date(2026, 4, 13)),
        ("US-CA", "object", date(2026, 5, 18), date(2026, 6, 9)),
        # Days are days where the law says days, also over the end of daylight saving.
        ("US-CA", "access", date(2026, 10, 26), date(2026, 12, 10)),
    ],
)
def test_each_law_counts_to_its_last_day(law: str, kind: str, received_on: date, due_on: date) -> None:
    standing = begin(law, kind, received_on, "NL" if law == "EU" else "")
    assert standing.due_on == due_on
    working = take(standing, Verb.PROVE, received_on, law, kind, Told(level=Level.STRONG))
    for today, left, overdue in ((due_on - DAY, 1, False), (due_on, 0, False), (due_on + DAY, -1, True)):
        assert (working.days_left(today), working.is_overdue(today)) == (left, overdue)


def test_receipt_is_confirmed_in_ten_working_days_in_california_and_in_three_by_the_house_elsewhere() -> None:
    for law, received_on, by in (("US-CA", date(2026, 6, 26), date(2026, 7, 10)), ("EU", date(2026, 4, 30), date(2026, 5, 5))):
        assert acknowledge_by(terms=terms_of(law, "access"), calendar=calendar_of(law, "NL" if law == "EU" else ""), on=received_on) == by


@pytest.mark.parametrize("before", [-1, 0, 1])
@pytest.mark.parametrize(
    ("law", "kind", "received_on", "due_on", "extended_to"),
    [
        # 19 April is a Sunday, and 4 May ends 30 days from receipt: the base moves to Monday, the whole is counted from receipt.
        ("TW", "access", date(2026, 4, 4), date(2026, 4, 20), date(2026, 5, 4)),
        ("TW", "delete", date(2026, 4, 3), date(2026, 5, 4), date(2026, 6, 2)),
        ("MY", "access", date(2026, 4, 4), date(2026, 4, 27), date(2026, 5, 11)),
        ("MY", "correct", date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 11)),
        # A month from 31 January, and three: 28 February is a Saturday, and 30 April works.
        ("EU", "access", date(2026, 1, 31), date(2026, 3, 2), date(2026, 4, 30)),
        ("EU", "access", date(2027, 11, 29), date(2027, 12, 29), date(2028, 2, 29)),
        # Ninety days in all are ninety, though that day be a Sunday: 7 June 2026.
        ("US-CA", "access", date(2026, 3, 9), date(2026, 4, 23), date(2026, 6, 7)),
        ("US-CA", "delete", date(2026, 4, 6), date(2026, 5, 21), date(2026, 7, 5)),
        # Over the end of daylight saving, on 1 November.
        ("US-CA", "access", date(2026, 8, 10), date(2026, 9, 24), date(2026, 11, 8)),
        ("SG", "access", date(2026, 4, 6), date(2026, 5, 6), date(2026, 6, 30)),
        ("JP", "access", date(2026, 4, 6), date(2026, 4, 20), date(2026, 6, 30)),
    ],
)
def test_more_time_is_taken_once_and_before_the_last_day_is_over(law: str, kind: str, received_on: date, due_on: date, extended_to: date, before: int) -> None:
    standing = at_work(law, kind, received_on)
    assert standing.due_on == due_on
    if law == "MY":
        standing = take(standing, Verb.ANSWER_PART, received_on, law, kind)
    on, notice = due_on + DAY * before, Told("Much to gather.", until=date(2026, 6, 30))
    assert may(standing, Verb.EXTEND, terms=terms_of(law, kind), on=on) is (before <= 0)
    if before > 0:
        with pytest.raises(TooLate):
            take(standing, Verb.EXTEND, on, law, kind, notice)
        return
    extended = take(standing, Verb.EXTEND, on, law, kind, notice)
    assert extended.due_on == extended_to
    for today, left, overdue in ((extended_to - DAY, 1, False), (extended_to, 0, False), (extended_to + DAY, -1, True)):
        assert (extended.days_left(today), extended.is_overdue(today)) == (left, overdue)
    with pytest.raises(NotTheLaw):
        take(extended, Verb.EXTEND, on, law, kind, notice)


@pytest.mark.parametrize("law", list(HOLIDAYS_2026))
def test_the_holidays_of_a_year_are_those_that_somebody_copied_by_hand(law: str) -> None:
    calendar, year = calendar_of(law), [date(2026, 1, 1) + DAY * number for number in range(365)]
    assert " ".join(f"{day:%m-%d}" for day in year if day.weekday() < SATURDAY and not calendar.works_on(day)) == HOLIDAYS_2026[law]


def test_california_knows_no_friday_for_a_saturday_and_no_day_that_is_only_remembered() -> None:
    assert all(calendar_of("US-CA").works_on(day) for day in (date(2026, 7, 3), date(2028, 2, 15)))
    assert not calendar_of("US-CA").works_on(date(2028, 2, 21))


@pytest.mark.parametrize("law", [law for law, kinds in EXTENSIONS.items() if kinds])
def test_whatever_day_a_request_arrives_on_more_time_ends_when_somebody_else_counts_that_it_ends(law: str) -> None:
    """The last day with and without more time, and with days on which the clock stood still, beside a second count of the same law."""
    start = date(2026, 1, 1)
    for number in range(365):
        on = start + DAY * number
        for kind, stopped in product(EXTENSIONS[law], (0, 11) if terms_of(law, "access").clarify_stops else (0,)):
            standing = take(at_work(law, kind, on), Verb.ANSWER_PART, on, law, kind)
            if stopped:
                standing = take(take(standing, Verb.ASK_CLARITY, on, law, kind), Verb.CLARIFY, on + DAY * stopped, law, kind)
            extended = take(standing, Verb.EXTEND, on + DAY * stopped, law, kind)
            ends = last_day(law, kind, on, stopped=stopped), last_day(law, kind, on, stopped=stopped, more=True)
            assert (standing.due_on, extended.due_on) == ends, (kind, on)


def test_positive_control_more_time_that_is_counted_from_a_day_that_has_moved_ends_too_late() -> None:
    """What the second count is there to find: added to a last day that a weekend moved, more time ends days after the law."""
    late = [on for on in (date(2026, 1, 1) + DAY * number for number in range(365)) if _from_the_moved_day(on) > last_day("US-CA", "access", on, more=True)]
    assert len(late) > 100


def _from_the_moved_day(on: date) -> date:
    calendar = calendar_of("US-CA")
    return calendar.rolled(calendar.rolled(on + 45 * DAY) + 45 * DAY)


def test_each_stop_adds_its_days_once_and_a_weekend_between_them_adds_none() -> None:
    """Received on 27 March, due on 27 April, which is a holiday there: two stops of five days end on 7 May, not days later."""
    standing = at_work("EU", "access", date(2026, 3, 27))
    for asked, clear in ((date(2026, 3, 30), date(2026, 4, 4)), (date(2026, 4, 8), date(2026, 4, 13))):
        standing = take(take(standing, Verb.ASK_CLARITY, asked, "EU", "access"), Verb.CLARIFY, clear, "EU", "access")
    assert standing.due_on == date(2026, 5, 7)


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_more_time_may_be_taken_while_the_clock_stands_still_but_not_if_it_stopped_too_late(late: int) -> None:
    standing = at_work("EU", "access", date(2026, 3, 2))
    asked = take(standing, Verb.ASK_CLARITY, standing.due_on + DAY * late, "EU", "access")
    long_after = standing.due_on + 30 * DAY
    assert may(asked, Verb.EXTEND, terms=terms_of("EU", "access"), on=long_after) is (late <= 0)
    if late > 0:
        with pytest.raises(TooLate):
            take(asked, Verb.EXTEND, long_after, "EU", "access")
        return
    extended = take(asked, Verb.EXTEND, long_after, "EU", "access")
    assert (extended.state, extended.due_on, extended.days_left(long_after)) == (State.CLARIFYING, date(2026, 6, 2), 61 - late)
    clear = take(extended, Verb.CLARIFY, long_after, "EU", "access")
    assert clear.days_left(long_after) in range(61 - late, 61 - late + 5)


def test_an_appeal_has_the_time_of_the_house_and_no_more_of_the_laws() -> None:
    refused = take(at_work("EU", "access", date(2026, 4, 6)), Verb.REFUSE, date(2026, 4, 10), "EU", "access", Told("No.", code="legal-claim"))
    reopened = take(take(refused, Verb.APPEAL, date(2026, 4, 13), "EU", "access"), Verb.REOPEN, date(2026, 4, 14), "EU", "access")
    assert not may(reopened, Verb.EXTEND, terms=terms_of("EU", "access"), on=date(2026, 4, 14))
    with pytest.raises(NotTheLaw):
        take(reopened, Verb.EXTEND, date(2026, 4, 14), "EU", "access")


def test_more_time_needs_a_reason() -> None:
    standing = at_work("EU", "access", date(2026, 4, 6))
    with pytest.raises(ReasonMissing):
        take(standing, Verb.EXTEND, date(2026, 4, 7), "EU", "access", Told(reason="  "))


def test_malaysia_gives_more_time_only_after_a_part_was_answered() -> None:
    standing = at_work("MY", "access", date(2026, 4, 6))
    with pytest.raises(PartFirst):
        take(standing, Verb.EXTEND, date(2026, 4, 20), "MY", "access")
    partly = take(standing, Verb.ANSWER_PART, date(2026, 4, 20), "MY", "access")
    assert take(partly, Verb.EXTEND, date(2026, 4, 27), "MY", "access").due_on == date(2026, 5, 11)


def test_singapore_names_the_soonest_day_and_not_one_that_is_sooner() -> None:
    standing = at_work("SG", "access", date(2026, 4, 6))
    for until in (None, standing.due_on - DAY, standing.due_on):
        with pytest.raises(TooEarly):
            take(standing, Verb.EXTEND, date(2026, 4, 20), "SG", "access", Told("Much to gather.", until=until))
    assert take(standing, Verb.EXTEND, date(2026, 4, 20), "SG", "access", Told("Much.", until=standing.due_on + DAY)).due_on == standing.due_on + DAY


@pytest.mark.parametrize(("law", "stops"), [("EU", True), ("US-CA", False), ("TW", False), ("MY", False)])
def test_waiting_for_a_clarification_stops_the_clock_only_where_the_law_lets_it(law: str, stops: bool) -> None:
    standing = at_work(law, "delete", date(2026, 4, 7))
    asked = take(standing, Verb.ASK_CLARITY, date(2026, 4, 9), law, "delete")
    assert asked.days_left(date(2026, 4, 19)) == standing.days_left(date(2026, 4, 9) if stops else date(2026, 4, 19))
    again = take(asked, Verb.CLARIFY, date(2026, 4, 19), law, "delete")
    assert again.due_on == (calendar_of(law).rolled(standing.due_on + 10 * DAY) if stops else standing.due_on)


def test_the_time_that_proving_takes_counts_in_california_and_not_in_europe() -> None:
    for law, moved in (("EU", 10), ("US-CA", 0)):
        standing = take(begin(law, "delete", date(2026, 4, 7)), Verb.ASK_PROOF, date(2026, 4, 8), law, "delete")
        proven = take(standing, Verb.PROVE, date(2026, 4, 18), law, "delete", Told(level=Level.STRONG))
        assert proven.due_on == calendar_of(law).rolled(standing.due_on + DAY * moved)


def test_a_fee_is_only_where_the_law_knows_one() -> None:
    with pytest.raises(FeeNotAllowed):
        take(at_work("US-CA", "access", date(2026, 4, 6)), Verb.QUOTE_FEE, date(2026, 4, 7), "US-CA", "access")
    for code in ("", "legal-claim"):
        with pytest.raises(FeeNotAllowed):
            take(at_work("EU", "access", date(2026, 4, 6)), Verb.QUOTE_FEE, date(2026, 4, 7), "EU", "access", Told("It costs.", code=code))
    for code in ("unfounded", "excessive"):
        assert take(at_work("EU", "access", date(2026, 4, 6)), Verb.QUOTE_FEE, date(2026, 4, 7), "EU", "access", Told("It costs.", code=code))
    standing = at_work("SG", "access", date(2026, 4, 6))
    quoted = take(standing, Verb.QUOTE_FEE, date(2026, 4, 7), "SG", "access")
    assert quoted.stopped_on == date(2026, 4, 7)
    assert take(quoted, Verb.AGREE_FEE, date(2026, 4, 14), "SG", "access").due_on > standing.due_on
    assert take(quoted, Verb.DECLINE_FEE, date(2026, 4, 14), "SG", "access").state is State.CLOSED


@pytest.mark.parametrize(("amount_minor", "allowed"), [(999, True), (1000, True), (1001, False)])
def test_malaysia_has_a_roof_of_ten_ringgit(amount_minor: int, allowed: bool) -> None:
    standing, told = at_work("MY", "access", date(2026, 4, 6)), Told("It costs.", amount_minor=amount_minor)
    if allowed:
        assert take(standing, Verb.QUOTE_FEE, date(2026, 4, 7), "MY", "access", told).state is State.QUOTED
        return
    with pytest.raises(FeeNotAllowed):
        take(standing, Verb.QUOTE_FEE, date(2026, 4, 7), "MY", "access", told)


@pytest.mark.parametrize("law", ["TW", "MY", "SG", "JP"])
def test_a_correction_costs_nothing_where_a_copy_may(law: str) -> None:
    assert may(at_work(law, "access", date(2026, 4, 6)), Verb.QUOTE_FEE, terms=terms_of(law, "access"), on=date(2026, 4, 7))
    standing = at_work(law, "correct", date(2026, 4, 6))
    assert not may(standing, Verb.QUOTE_FEE, terms=terms_of(law, "correct"), on=date(2026, 4, 7))
    with pytest.raises(FeeNotAllowed):
        take(standing, Verb.QUOTE_FEE, date(2026, 4, 7), law, "correct")


def test_a_refusal_needs_a_reason_that_the_law_knows_and_that_is_true() -> None:
    standing = at_work("TW", "access", date(2026, 4, 6))
    for code, refused in (("", NotTheLaw), ("busy", NotTheLaw), ("not-proven", AlreadyProven)):
        with pytest.raises(refused):
            take(standing, Verb.REFUSE, date(2026, 4, 7), "TW", "access", Told("No.", code=code))
    assert take(standing, Verb.REFUSE, date(2026, 4, 7), "TW", "access", Told("It is held for a claim.", code="legal-claim")).state is State.REFUSED


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_an_appeal_is_heard_for_thirty_days_and_a_request_is_closed_after_them(late: int) -> None:
    ended = date(2026, 4, 10)
    refused = take(at_work("EU", "access", date(2026, 4, 6)), Verb.REFUSE, ended, "EU", "access", Told("No.", code="legal-claim"))
    on = ended + DAY * (30 + late)
    if late > 0:
        with pytest.raises(TooLate):
            take(refused, Verb.APPEAL, on, "EU", "access")
        assert take(refused, Verb.CLOSE, on, "EU", "access").state is State.CLOSED
        return
    with pytest.raises(TooEarly):
        take(refused, Verb.CLOSE, on, "EU", "access")
    appealed = take(refused, Verb.APPEAL, on, "EU", "access")
    assert (appealed.state, appealed.due_on >= on + DAY * 30) == (State.APPEALED, True)
    confirmed = take(appealed, Verb.CONFIRM_REFUSAL, on, "EU", "access")
    with pytest.raises(NotNow):
        take(confirmed, Verb.APPEAL, on, "EU", "access")


def test_a_day_ends_at_midnight_there_also_when_the_clocks_are_changed() -> None:
    brussels = Calendar("Europe/Brussels", "BE")
    assert brussels.end_of(date(2026, 3, 28)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert brussels.end_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert brussels.end_of(date(2026, 10, 25)) - brussels.end_of(date(2026, 10, 24)) == timedelta(hours=25)
    for minute, day in ((59, date(2026, 10, 24)), (60, date(2026, 10, 25))):
        assert brussels.day_of(datetime(2026, 10, 24, 21, tzinfo=UTC) + timedelta(minutes=minute)) == day
    assert calendar_of("TW").day_of(datetime(2026, 2, 28, 16, tzinfo=UTC)) == date(2026, 3, 1)


def test_weekends_are_those_of_the_place_and_made_up_days_are_worked() -> None:
    kedah = Calendar("Asia/Kuala_Lumpur", "MY", "KDH")
    assert (kedah.works_on(date(2026, 11, 27)), kedah.works_on(date(2026, 11, 29))) == (False, True)
    assert calendar_of("TW").works_on(date(2025, 2, 8))
    assert Calendar("UTC").works_on(date(2026, 12, 25))


@given(start=st.dates(date(2023, 1, 1), date(2030, 12, 31)), count=st.integers(1, 60), law=st.sampled_from(list(laws())))
@settings(max_examples=150, deadline=None)
def test_working_days_are_counted_as_they_are_added(start: date, count: int, law: str) -> None:
    calendar = calendar_of(law)
    end = Span(business_days=count).after(start, calendar)
    assert calendar.works_on(end)
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(start, end - DAY) == count - 1


def test_every_value_of_every_law_says_where_it_stands() -> None:
    for code, law in laws().items():
        for name in ("calendar", "stops", "fees", "refusals", "proof", "children"):
            assert law.parameters[name]["src"][0] in "SKH", (code, name)
        for name, rule in law.parameters["deadlines"].items():
            assert rule["src"][0] in "SKH", (code, name)
            assert set(rule["kinds"]) <= set(Kind.values), (code, name)
        assert set(law.parameters["proof"]) - {"src", "points_address", "points_strong"} == set(Kind.values), code


def test_ages_follow_the_country_within_europe() -> None:
    assert [ages_of("EU", country).guardian_below for country in ("NL", "BE", "DE", "AT")] == [16, 13, 16, 14]
    assert (ages_of("US-CA").refuse_below, ages_of("US-CA").guardian_below) == (13, 16)


@st.composite
def paths(draw: st.DrawFn) -> tuple[str, str, list[tuple[Verb, int, Told]]]:
    law, kind = draw(st.sampled_from(LAWS)), draw(st.sampled_from(Kind.values))
    codes = st.sampled_from([*terms_of(law, kind).refusals, "", "excessive", "busy"])
    told = st.builds(
        Told, reason=st.sampled_from(["", "Because."]), code=codes, until=st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1)), level=st.sampled_from(Level)
    )
    return law, kind, draw(st.lists(st.tuples(st.sampled_from(Verb), st.integers(0, 40), told), max_size=25))


@given(paths())
@settings(max_examples=600, deadline=None)
def test_no_path_skips_the_proof_moves_a_deadline_unsaid_or_comes_back_from_the_end(path: tuple[str, str, list[tuple[Verb, int, Told]]]) -> None:
    law, kind, wished = path
    terms, calendar = terms_of(law, kind), calendar_of(law)
    today = date(2026, 1, 5)
    standing = received(terms=terms, calendar=calendar, on=today)
    for verb, days, told in wished:
        today += DAY * days
        try:
            after = step(standing, verb, told, terms=terms, calendar=calendar, on=today)
        except Refusal:
            continue
        assert standing.state is not State.CLOSED
        assert after.state not in AT_WORK or after.proven >= after.needs
        assert (after.state in OPEN) is (after.ended_on is None)
        assert after.due_on >= standing.due_on
        if after.due_on != standing.due_on:
            assert verb in MOVES_THE_DEADLINE
        if verb not in MOVES_THE_DEADLINE | {Verb.ASK_PROOF, Verb.ASK_CLARITY, Verb.QUOTE_FEE}:
            assert after.stopped_on in (standing.stopped_on, None)
        standing = after


@given(paths())
@settings(max_examples=200, deadline=None)
def test_what_may_not_be_shown_may_not_be_done(path: tuple[str, str, list[tuple[Verb, int, Told]]]) -> None:
    law, kind, wished = path
    terms, calendar = terms_of(law, kind), calendar_of(law)
    today = date(2026, 1, 5)
    standing = received(terms=terms, calendar=calendar, on=today)
    for verb, days, told in wished:
        today += DAY * days
        shown = may(standing, verb, terms=terms, on=today)
        try:
            standing = step(standing, verb, told, terms=terms, calendar=calendar, on=today)
        except Refusal:
            continue
        assert shown, (standing, verb)


def test_positive_control_without_its_guard_the_machine_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from boxmalls.privacy_office import rules

    monkeypatch.setitem(rules._STEPS, Verb.START, rules._work_on)
    with pytest.raises(AssertionError):
        test_no_path_skips_the_proof_moves_a_deadline_unsaid_or_comes_back_from_the_end()


def test_starting_needs_the_proof_that_the_law_wants() -> None:
    standing = begin("EU", "delete", date(2026, 4, 7))
    with pytest.raises(NeedsProof):
        take(standing, Verb.START, date(2026, 4, 7), "EU", "delete")
    complaint = begin("EU", "complain", date(2026, 4, 7))
    assert take(complaint, Verb.START, date(2026, 4, 7), "EU", "complain").state is State.WORKING
