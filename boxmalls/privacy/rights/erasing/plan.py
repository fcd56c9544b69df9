"""What an erasure would do, said before it is done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from boxmalls.privacy.register import HOLDINGS, Ending, Holding
from boxmalls.privacy.rights.silenced import counted_for

from .ways import latest_hold


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One holding: how many rows go, or stay as numbers, why and until when."""

    title: Any
    rows: int
    stays: bool
    emptied: bool
    why: Any = ""
    until: date | None = None


def plan_erasure(person_id: UUID, *, at: datetime) -> list[PlanLine]:
    """What goes and what must stay, holding by holding; what stays comes last, the longest at the end."""
    lines = [_line(holding, person_id, rows) for label, (rows, _) in counted_for(person_id, at=at).items() if (holding := HOLDINGS.get(label))]
    return sorted(lines, key=lambda line: (line.stays, line.until or date.min, str(line.title)))


def _line(holding: Holding, person_id: UUID, rows: int) -> PlanLine:
    hold = holding.hold
    if hold is None:
        return PlanLine(holding.title, rows, stays=False, emptied=holding.ending is Ending.BLANK)
    emptied = set(holding.fields) - set(hold.keeps.split())
    return PlanLine(holding.title, rows, stays=True, emptied=bool(emptied), why=hold.why, until=latest_hold(holding, person_id))
