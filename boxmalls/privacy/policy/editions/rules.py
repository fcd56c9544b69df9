"""Which step follows which, how much notice people get. Plain functions."""

from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(StrEnum):
    """What was done last with an edition; that is its state."""

    DRAFTED = "drafted"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Promise:
        """The state, as people read it."""
        return _WORDS[self]


_WORDS: dict[Step, Promise] = {
    Step.DRAFTED: _("Draft"),
    Step.PROPOSED: _("Waiting for approval"),
    Step.RETURNED: _("Sent back to its author"),
    Step.APPROVED: _("Approved"),
    Step.SCHEDULED: _("Announced, not yet in force"),
    Step.IN_FORCE: _("In force"),
    Step.WITHDRAWN: _("Withdrawn"),
}

FOLLOWING: dict[Step | None, frozenset[Step]] = {
    None: frozenset({Step.DRAFTED}),
    Step.DRAFTED: frozenset({Step.PROPOSED, Step.WITHDRAWN}),
    Step.PROPOSED: frozenset({Step.RETURNED, Step.APPROVED, Step.WITHDRAWN}),
    Step.RETURNED: frozenset({Step.PROPOSED, Step.WITHDRAWN}),
    Step.APPROVED: frozenset({Step.RETURNED, Step.SCHEDULED, Step.WITHDRAWN}),
    Step.SCHEDULED: frozenset({Step.IN_FORCE, Step.WITHDRAWN}),
    Step.IN_FORCE: frozenset(),
    Step.WITHDRAWN: frozenset(),
}
OPEN_TO_CHANGE = frozenset({Step.DRAFTED, Step.RETURNED})
NOTICE_DAYS = 30
"""How long before people are told of what they are asked about. Less needs a reason, which the approver and the readers see."""

LATEST_LETTER = timedelta(days=NOTICE_DAYS)
"""How long after a text began, or was called off, its letter is still tried. Then whoever was not reached is counted, and only the pages tell them."""


def may_follow(before: Step | None, step: Step) -> bool:
    """Whether a step may come after another."""
    return step in FOLLOWING[before]


def first_day(today: date, *, asks: bool, short_notice: str) -> date:
    """The first day on which an edition may begin: at once if nobody is asked or there is a reason, else after the notice."""
    return today + timedelta(days=NOTICE_DAYS) if asks and not short_notice else today


def needed_number(accepted: int | None, asking: list[int]) -> int | None:
    """
    The version that somebody has to be asked about, or None.

    :param accepted: the highest number that they accepted; None if they never did: such people are asked when they register or order.
    :param asking: the numbers of versions that ask anew.
    """
    if accepted is None:
        return None
    return max((number for number in asking if number > accepted), default=None)
