"""
The life of a request: where it stands, what may happen to it next, and what that does to its deadline.

Pure: days go in, a new standing or a refusal comes out. A day is the calendar day at the place of the site's law. A deadline is the
last day on which the answer is in time. It moves only through `extend`, `clarify`, `prove`, `agree_fee` and `appeal`, and each of
these names its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from boxmalls.privacy.laws.calendars import Calendar
from boxmalls.privacy.laws.deadlines import Terms
from boxmalls.privacy_office.refusals import (
    AlreadyProven,
    FeeNotAllowed,
    NeedsProof,
    NotNow,
    NotTheLaw,
    PartFirst,
    ReasonMissing,
    TooEarly,
    TooLate,
)


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    PROVING = "proving"
    WORKING = "working"
    CLARIFYING = "clarifying"
    QUOTED = "quoted"
    ANSWERED = "answered"
    REFUSED = "refused"
    APPEALED = "appealed"
    CLOSED = "closed"


class Verb(StrEnum):
    """What may happen to a request."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    ASK_PROOF = "ask_proof"
    PROVE = "prove"
    START = "start"
    ASK_CLARITY = "ask_clarity"
    CLARIFY = "clarify"
    QUOTE_FEE = "quote_fee"
    AGREE_FEE = "agree_fee"
    DECLINE_FEE = "decline_fee"
    EXTEND = "extend"
    ANSWER_PART = "answer_part"
    ANSWER = "answer"
    REFUSE = "refuse"
    APPEAL = "appeal"
    CONFIRM_REFUSAL = "confirm_refusal"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"
    CLOSE = "close"


class Level(IntEnum):
    """How sure we are who asks."""

    NONE = 0
    ADDRESS = 1
    STRONG = 2


STANDING_START = ""
"""Where a request stands before it is written down."""

LEVELS = {"none": Level.NONE, "address": Level.ADDRESS, "strong": Level.STRONG}
OPEN = frozenset({State.RECEIVED, State.PROVING, State.WORKING, State.CLARIFYING, State.QUOTED, State.APPEALED})
AT_WORK = frozenset({State.WORKING, State.ANSWERED})
"""Where nobody may stand who has not proven as much as the law asks."""

BEFORE_WORK = frozenset({State.RECEIVED, State.PROVING})
FROM: dict[Verb, frozenset[State]] = {
    Verb.ACKNOWLEDGE: OPEN,
    Verb.ASK_PROOF: frozenset({State.RECEIVED}),
    Verb.PROVE: BEFORE_WORK,
    Verb.START: BEFORE_WORK,
    Verb.ASK_CLARITY: frozenset({State.WORKING}),
    Verb.CLARIFY: frozenset({State.CLARIFYING}),
    Verb.QUOTE_FEE: frozenset({State.WORKING}),
    Verb.AGREE_FEE: frozenset({State.QUOTED}),
    Verb.DECLINE_FEE: frozenset({State.QUOTED}),
    Verb.EXTEND: OPEN - {State.APPEALED},
    Verb.ANSWER_PART: frozenset({State.WORKING}),
    Verb.ANSWER: frozenset({State.WORKING}),
    Verb.REFUSE: frozenset({State.RECEIVED, State.PROVING, State.WORKING, State.CLARIFYING}),
    Verb.APPEAL: frozenset({State.ANSWERED, State.REFUSED}),
    Verb.CONFIRM_REFUSAL: frozenset({State.APPEALED}),
    Verb.REOPEN: frozenset({State.APPEALED}),
    Verb.TAKE_BACK: OPEN,
    Verb.CLOSE: frozenset({State.ANSWERED, State.REFUSED}),
}
NEEDS_REASON = frozenset(
    {Verb.ASK_PROOF, Verb.ASK_CLARITY, Verb.QUOTE_FEE, Verb.EXTEND, Verb.REFUSE, Verb.APPEAL, Verb.CONFIRM_REFUSAL, Verb.REOPEN, Verb.ANSWER, Verb.ANSWER_PART}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands on a day, with all that decides what may come next."""

    state: State
    received_on: date
    due_on: date
    needs: Level
    proven: Level = Level.NONE
    stopped_on: date | None = None
    extended: bool = False
    partly: bool = False
    acknowledged_on: date | None = None
    appealed: bool = False
    ended_on: date | None = None
    counted_to: date | None = None
    """The last day by counting alone, before a day without work moved it; more time is counted on from here."""

    @property
    def counted(self) -> date:
        return self.counted_to or self.due_on

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def days_left(self, today: date) -> int:
        """Days until the last one; negative when it is past. A clock that is stopped does not run."""
        return (self.due_on - (self.stopped_on or today)).days

    def is_overdue(self, today: date) -> bool:
        """Whether the last day is past and there is no answer."""
        return self.is_open and self.days_left(today) < 0


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says with a verb: why, to which day, how sure we are, how much it would cost."""

    reason: str = ""
    code: str = ""
    until: date | None = None
    level: Level = Level.NONE
    amount_minor: int = 0


def received(*, terms: Terms, calendar: Calendar, on: date) -> Standing:
    """A request that has just come in. The clock runs from this day, whatever is still to be proven."""
    return Standing(State.RECEIVED, on, terms.answer.after(on, calendar), LEVELS[terms.proof], counted_to=terms.answer.counted(on, calendar))


def acknowledge_by(*, terms: Terms, calendar: Calendar, on: date) -> date:
    """The last day on which the confirmation of receipt is in time."""
    return terms.acknowledge.after(on, calendar)


def step(standing: Standing, verb: Verb, told: Told, *, terms: Terms, calendar: Calendar, on: date) -> Standing:
    """
    What becomes of a request by a verb on a day.

    :raises NotNow: if the request does not stand where this can happen.
    :raises ReasonMissing: if the verb needs a reason and none is given.
    """
    if standing.state not in FROM.get(verb, frozenset()):
        raise NotNow
    if verb in NEEDS_REASON and not told.reason.strip():
        raise ReasonMissing
    return _STEPS[verb](standing, told, terms, calendar, on)


def may_start(standing: Standing) -> bool:
    """Whether enough is proven for work to begin."""
    return standing.state in BEFORE_WORK and standing.proven >= standing.needs


def may(standing: Standing, verb: Verb, *, terms: Terms, on: date) -> bool:
    """Whether a verb is worth showing: it may still be refused for what is said with it."""
    if standing.state not in FROM.get(verb, frozenset()):
        return False
    if verb in (Verb.START, Verb.ASK_PROOF):
        return (standing.proven >= standing.needs) is (verb is Verb.START)
    return {
        Verb.ACKNOWLEDGE: standing.acknowledged_on is None,
        Verb.EXTEND: _has_more(standing, terms) and standing.days_left(on) >= 0 and (standing.partly or not terms.after_partial),
        Verb.QUOTE_FEE: bool(terms.fees.get("allowed")),
        Verb.APPEAL: not standing.appealed and _in_window(standing, terms, on),
        Verb.CLOSE: not _in_window(standing, terms, on),
    }.get(verb, True)


def _acknowledge(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if standing.acknowledged_on is not None:
        raise NotNow
    return replace(standing, acknowledged_on=on)


def _ask_proof(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if standing.proven >= standing.needs:
        raise AlreadyProven
    return replace(standing, state=State.PROVING, stopped_on=on if terms.prove_stops else None)


def _prove(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if standing.proven >= standing.needs and told.level <= standing.proven:
        raise AlreadyProven
    proven = max(standing.proven, told.level)
    if proven < standing.needs:
        return replace(standing, proven=proven)
    return _running_again(replace(standing, proven=proven, state=State.WORKING), calendar, on)


def _start(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if standing.proven < standing.needs:
        raise NeedsProof
    return _running_again(replace(standing, state=State.WORKING), calendar, on)


def _ask_clarity(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, state=State.CLARIFYING, stopped_on=on if terms.clarify_stops else None)


def _work_on(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return _running_again(replace(standing, state=State.WORKING), calendar, on)


def _quote_fee(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if not terms.fees.get("allowed") or told.code not in terms.fees.get("only", (told.code,)):
        raise FeeNotAllowed
    if told.amount_minor > terms.fees.get("most_minor", told.amount_minor):
        raise FeeNotAllowed
    return replace(standing, state=State.QUOTED, stopped_on=on if terms.fee_stops else None)


def _extend(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if not _has_more(standing, terms):
        raise NotTheLaw
    if standing.days_left(on) < 0:
        raise TooLate
    if terms.after_partial and not standing.partly:
        raise PartFirst
    counted_to = told.until if terms.by_notice else standing.counted + _more_days(standing, terms, calendar)
    due_on = counted_to if counted_to is None or terms.by_notice else _last_day(counted_to, standing, terms, calendar)
    if due_on is None or due_on <= standing.due_on:
        raise TooEarly
    return replace(standing, due_on=due_on, counted_to=counted_to, extended=True)


def _has_more(standing: Standing, terms: Terms) -> bool:
    """Whether the law still gives more time: once, and not for an appeal, whose time is the house's own."""
    return terms.may_extend and not standing.extended and not standing.appealed


def _more_days(standing: Standing, terms: Terms, calendar: Calendar) -> timedelta:
    """What an extension adds: both times are counted in one from the day of receipt, as if there were no day without work between them."""
    return (terms.answer + terms.extend).counted(standing.received_on, calendar) - terms.answer.counted(standing.received_on, calendar)


def _last_day(counted_to: date, standing: Standing, terms: Terms, calendar: Calendar) -> date:
    """The day on which an answer is in time; a day without work moves it once, and never beyond what the law allows in all."""
    rolled = calendar.rolled(counted_to)
    return rolled if terms.most_days is None else min(rolled, standing.received_on + timedelta(days=terms.most_days))


def _answer_part(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, partly=True)


def _answer(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, state=State.ANSWERED, ended_on=on, stopped_on=None)


def _refuse(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if told.code not in terms.refusals:
        raise NotTheLaw
    if told.code == "not-proven" and standing.proven >= standing.needs:
        raise AlreadyProven
    return replace(standing, state=State.REFUSED, ended_on=on, stopped_on=None)


def _appeal(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if standing.appealed:
        raise NotNow
    if not _in_window(standing, terms, on):
        raise TooLate
    return replace(
        standing,
        state=State.APPEALED,
        appealed=True,
        ended_on=None,
        due_on=max(standing.due_on, terms.appeal_answer.after(on, calendar)),
        counted_to=max(standing.counted, terms.appeal_answer.counted(on, calendar)),
    )


def _confirm_refusal(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, state=State.REFUSED, ended_on=on)


def _reopen(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, state=State.WORKING if standing.proven >= standing.needs else State.PROVING)


def _end(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    return replace(standing, state=State.CLOSED, ended_on=on, stopped_on=None)


def _close(standing: Standing, told: Told, terms: Terms, calendar: Calendar, on: date) -> Standing:
    if _in_window(standing, terms, on) and not standing.appealed:
        raise TooEarly
    return _end(standing, told, terms, calendar, on)


def _in_window(standing: Standing, terms: Terms, on: date) -> bool:
    """Whether the person may still appeal."""
    return standing.ended_on is not None and not standing.appealed and on <= standing.ended_on + timedelta(days=terms.appeal_window.days)


def _running_again(standing: Standing, calendar: Calendar, on: date) -> Standing:
    """The clock runs on; the days that it stood still are added to what was counted."""
    if standing.stopped_on is None:
        return standing
    counted_to = standing.counted + (on - standing.stopped_on)
    return replace(standing, due_on=max(standing.due_on, calendar.rolled(counted_to)), counted_to=counted_to, stopped_on=None)


_STEPS = {
    Verb.ACKNOWLEDGE: _acknowledge,
    Verb.ASK_PROOF: _ask_proof,
    Verb.PROVE: _prove,
    Verb.START: _start,
    Verb.ASK_CLARITY: _ask_clarity,
    Verb.CLARIFY: _work_on,
    Verb.QUOTE_FEE: _quote_fee,
    Verb.AGREE_FEE: _work_on,
    Verb.DECLINE_FEE: _end,
    Verb.EXTEND: _extend,
    Verb.ANSWER_PART: _answer_part,
    Verb.ANSWER: _answer,
    Verb.REFUSE: _refuse,
    Verb.APPEAL: _appeal,
    Verb.CONFIRM_REFUSAL: _confirm_refusal,
    Verb.REOPEN: _reopen,
    Verb.TAKE_BACK: _end,
    Verb.CLOSE: _close,
}
