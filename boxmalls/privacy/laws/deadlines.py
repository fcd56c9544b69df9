"""How long each law gives for each kind of request, and what may move that: the data of `laws.toml`, with a type."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from boxmalls.privacy.laws import house, laws

from .calendars import Calendar


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days, working days or months."""

    days: int = 0
    business_days: int = 0
    months: int = 0

    def after(self, day: date, calendar: Calendar) -> date:
        """
        The last day of a time that begins on a day. The first day does not count.

        A month ends on the day of the same number, or on the last of a month that has no such day.
        """
        return calendar.rolled(self.counted(day, calendar))

    def counted(self, day: date, calendar: Calendar) -> date:
        """The same by counting alone: a last day without work has not moved yet."""
        day = calendar.add_working_days(day, self.business_days)
        return add_months(day, self.months) + timedelta(days=self.days)

    def __add__(self, other: Span) -> Span:
        return Span(self.days + other.days, self.business_days + other.business_days, self.months + other.months)

    def __bool__(self) -> bool:
        return bool(self.days or self.business_days or self.months)


def add_months(day: date, months: int) -> date:
    """The same day, some months later; 31 January and a month is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What a law says of one kind of request.

    :param answer: within which time.
    :param extend: by how much, once; `by_notice`: to a day that the notice names; `after_partial`: only after a part was answered.
    :param most_days: calendar days from receipt that no extension goes beyond, whatever day that is; None where the law names none.
    :param source: where that stands; it begins with H where it is the house's promise and not the law's.
    """

    law: str
    kind: str
    answer: Span
    acknowledge: Span
    extend: Span
    by_notice: bool
    after_partial: bool
    most_days: int | None
    notice: str
    clarify_stops: bool
    prove_stops: bool
    fee_stops: bool
    fees: Mapping[str, Any]
    refusals: tuple[str, ...]
    refusal_kept_days: int
    proof: str
    points_address: int
    points_strong: int
    appeal_window: Span
    appeal_answer: Span
    source: str

    @property
    def may_extend(self) -> bool:
        """Whether there is any more time to be had."""
        return bool(self.extend) or self.by_notice

    @property
    def by_law(self) -> bool:
        """Whether the law itself names the number."""
        return not self.source.startswith("H")


NO_FEE: Mapping[str, Any] = {"allowed": False}


@cache
def terms_of(law: str | None, kind: str) -> Terms:
    """What applies to a kind of request; where the law is not known or silent, what the house promises."""
    known = laws().get(law or "")
    said: Mapping[str, Any] = known.parameters if known else {}
    rule = _rule(said, kind) or _rule(house(), kind)
    assert rule is not None, kind
    stops = said.get("stops", {})
    extend = rule.get("extend", {})
    proof = said.get("proof", {})
    refusals = said.get("refusals", {"reasons": ["not-proven", "not-held", "third-party"], "keep_days": 365})
    return Terms(
        law=law or "",
        kind=kind,
        answer=_span(rule["answer"]),
        acknowledge=_span(said.get("acknowledge", house()["acknowledge"])),
        extend=_span(extend),
        by_notice=extend.get("by_notice", False),
        after_partial=extend.get("after_partial", False),
        most_days=extend.get("most_days"),
        notice=extend.get("notice", ""),
        clarify_stops=stops.get("clarify", False),
        prove_stops=stops.get("prove", False),
        fee_stops=stops.get("fee", False),
        fees=_fees(said.get("fees", NO_FEE), kind),
        refusals=tuple(refusals["reasons"]),
        refusal_kept_days=refusals["keep_days"],
        proof=proof.get(kind, "address"),
        points_address=proof.get("points_address", 2),
        points_strong=proof.get("points_strong", 3),
        appeal_window=Span(days=house()["appeal"]["window_days"]),
        appeal_answer=Span(days=house()["appeal"]["answer_days"]),
        source=rule["src"],
    )


@dataclass(frozen=True, slots=True)
class Ages:
    """Below the one age nobody is taken; below the other a guardian has to agree."""

    refuse_below: int
    guardian_below: int


@cache
def ages_of(law: str | None, country: str = "") -> Ages:
    """The ages of a law; within the European Union those of the site's country."""
    known = laws().get(law or "")
    told = known.parameters.get("children") if known else None
    told = told or house()["children"]
    guardian = told.get("by_country", {}).get(country, told["guardian_below"])
    return Ages(min(told["refuse_below"], guardian), guardian)


def house_days(what: str) -> int:
    """A number of days that the house set for itself: `due_soon`, `download`, `document`, `guardian`."""
    return int(house()[f"{what}_days"])


def _rule(said: Mapping[str, Any], kind: str) -> Mapping[str, Any] | None:
    rules: Mapping[str, Mapping[str, Any]] = said.get("deadlines", {})
    return next((rule for rule in rules.values() if kind in rule["kinds"]), None)


def _fees(told: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    return told if kind in told.get("kinds", (kind,)) else NO_FEE


def _span(told: Mapping[str, Any]) -> Span:
    return Span(told.get("days", 0), told.get("business_days", 0), told.get("months", 0))
