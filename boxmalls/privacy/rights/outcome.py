"""What became of a holding: the shape that erasers return."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Outcome:
    """So many rows removed, so many kept without the person in them, and the last day of those."""

    removed: int = 0
    kept: int = 0
    kept_until: date | None = None
