"""The end of lines: here at once, at the service as soon as it answers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from boxmalls.privacy.rights.outcome import Outcome


def close_lines(lines: Any, *, at: datetime) -> int:
    """Forget these lines and note that the service has to close them, inside the caller's transaction; returns how many."""
    from boxmalls.orders.models import LineToClose

    sessions = list(lines.values_list("pk", flat=True))
    LineToClose.objects.bulk_create([LineToClose(pk=session, wanted_at=at) for session in sessions], ignore_conflicts=True)
    lines.delete()
    return len(sessions)


def take_back(person_id: UUID, at: datetime) -> None:
    """Whoever is restricted is neither called nor written to by way of us: addresses and numbers that stood for theirs go at once."""
    from boxmalls.orders.models import PhoneLine, RelayAddress

    RelayAddress.objects.filter(person_id=person_id).delete()
    close_lines(PhoneLine.objects.filter(person_id=person_id), at=at)


def erase_lines(person_id: UUID, at: datetime) -> "Outcome":
    """Whoever goes is not called any more: the number here goes, and the service is told to close the line."""
    from boxmalls.orders.models import PhoneLine
    from boxmalls.privacy.rights.outcome import Outcome

    return Outcome(removed=close_lines(PhoneLine.objects.filter(person_id=person_id), at=at))


erase_lines.concerns = ("orders.PhoneLine",)  # type: ignore[attr-defined]
