"""Whom each law wants told of a breach, and by when: `breaches.toml`, read and applied. Plain functions; no database, no clock."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "breaches.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a breach: how many people under this law, whether all of it is unreadable to whoever has it, and how grave it is."""

    people: int
    unreadable: bool
    harm: bool
    malicious: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody has to be told under a law."""

    law: str
    whom: str
    stage: str
    source: str
    after: str
    within: timedelta
    within_if_malicious: timedelta
    always: bool
    people: int | None
    harm: bool
    malicious: bool
    spared_if_sealed: bool

    def arises(self, found: Found) -> bool:
        """Whether the law asks for it in this case."""
        if not found.people or (self.spared_if_sealed and found.unreadable):
            return False
        many = self.people is not None and found.people >= self.people
        grave = (self.harm and found.harm) or (self.malicious and found.malicious)
        return self.always or many or grave

    def due(self, *, detected_at: datetime, found: Found) -> datetime:
        """The last moment, counted from the finding; for one that counts from another notice, from the last moment of that."""
        return detected_at + (self.within_if_malicious if found.malicious else self.within)


@cache
def duties() -> Mapping[str, Sequence[Duty]]:
    """Every duty by the code of its law."""
    read = tomllib.loads(SOURCE.read_text())
    return {law: [_duty(law, entry) for entry in entries] for law, entries in read.items()}


def notices_due(law: str, *, detected_at: datetime, found: Found) -> list[tuple[Duty, datetime]]:
    """What has to be said under a law, and by when: a duty that waits for another is due when both times are over."""
    arising = [duty for duty in duties().get(law, ()) if duty.arises(found)]
    first = {duty.whom: duty.due(detected_at=detected_at, found=found) for duty in arising if duty.stage == "first" and not duty.after}
    return [(duty, duty.due(detected_at=first.get(duty.after, detected_at), found=found)) for duty in arising]


AT_ONCE = timedelta(days=1)
"""What has to be said at once is not late on the day on which the breach was found."""


def is_late(due_at: datetime, *, detected_at: datetime, at: datetime) -> bool:
    """Whether the time for a notice that did not go out is over; in the last moment itself it is not."""
    return due_at + (AT_ONCE if due_at == detected_at else timedelta()) < at


def _duty(law: str, entry: Mapping[str, Any]) -> Duty:
    within = timedelta(days=entry.get("days", 0), hours=entry.get("hours", 0))
    return Duty(
        law=law,
        whom=entry["whom"],
        stage=entry["stage"],
        source=entry["src"],
        after=entry.get("after", ""),
        within=within,
        within_if_malicious=timedelta(days=entry["malicious_days"]) if "malicious_days" in entry else within,
        always=entry.get("always", False),
        people=entry.get("people"),
        harm=entry.get("harm", False),
        malicious=entry.get("malicious", False),
        spared_if_sealed=entry.get("sealed", False),
    )
