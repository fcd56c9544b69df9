"""
What a download leaves out because it is about somebody else.

Numbers of the people who work here are left out always. What the person told us about others, such as the name on a gift's parcel, is
theirs to have back; it is left out where the download goes on to somebody else, since the other one was never asked.
"""

from typing import Any
from uuid import UUID

from boxmalls.privacy.register import Holding

from .hooks import strangers

ALWAYS = {
    "privacy.JournalEntry": frozenset({"actor_id"}),
    "admin.LogEntry": frozenset({"object_id", "object_repr", "change_message"}),
}
"""Columns with somebody else in them: who of the staff looked; whom a member of staff worked on."""


def left_out(holding: Holding, row: Any, person_id: UUID, *, goes_on: bool) -> frozenset[str]:
    """The columns of a row that a download leaves out."""
    out = ALWAYS.get(holding.model, frozenset[str]())
    if getattr(row, "actor_id", None) == person_id:
        out -= {"actor_id"}
    about = strangers().get(holding.model) if goes_on else None
    return out | (about(row, person_id) if about else frozenset())
