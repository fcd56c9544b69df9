"""When a glass is open. Plain functions; no database, no clock."""

from datetime import datetime
from enum import StrEnum

from boxmalls.privacy.models import BreakGlass


class State(StrEnum):
    """Where a look stands."""

    ASKED = "asked"
    REFUSED = "refused"
    OPEN = "open"
    ENDED = "ended"


def state_of(glass: BreakGlass, at: datetime) -> State:
    """The state at a moment. It is open from the decision, and no longer in the second in which its time is over."""
    if glass.allowed is None:
        return State.ASKED
    if not glass.allowed:
        return State.REFUSED
    if glass.ends_at is None or at >= glass.ends_at or glass.closed_at is not None:
        return State.ENDED
    return State.OPEN
