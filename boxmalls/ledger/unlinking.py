"""How a row of the books ends: it stays, and no longer knows whose it was."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from boxmalls.privacy.register import HOLDINGS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from boxmalls.privacy.rights.outcome import Outcome


def unlink(label: str, field: str = "person") -> "Callable[[UUID, datetime], Outcome]":
    """An eraser for a holding: empties what the law does not hold, and takes the person out of what it does."""

    def erase(person_id: UUID, at: datetime) -> "Outcome":
        from boxmalls.privacy.rights.erasing.ways import columns_to_empty, latest_hold
        from boxmalls.privacy.rights.outcome import Outcome
        from boxmalls.privacy.rights.rows import model_of

        holding = HOLDINGS.get(label)
        assert holding is not None
        rows = model_of(holding)._base_manager.filter(**{field: person_id})
        until = latest_hold(holding, person_id) if holding.hold else None
        count = rows.update(**columns_to_empty(holding), **{field: None})
        return Outcome(kept=count, kept_until=until) if holding.hold else Outcome(removed=count)

    erase.own_rows, erase.unlinks = True, field  # type: ignore[attr-defined]
    return erase


def unlink_when_over(field: str = "person") -> "Callable[[QuerySet[Any], int], int]":
    """A sweeper: when the law's years are over, the row stays in the books and no longer knows whose it was."""

    def sweep(rows: "QuerySet[Any]", limit: int) -> int:
        some = list(rows.filter(known).values_list("pk", flat=True)[:limit])
        return rows.model._base_manager.filter(pk__in=some).update(**{field: None})

    known = Q(**{f"{field}__isnull": False})
    sweep.left = known  # type: ignore[attr-defined]
    return sweep


def forget_words_when_over(words: str) -> "Callable[[QuerySet[Any], int], int]":
    """A sweeper: when the law's years are over, the numbers stay, so that the books add up, and these words go."""

    def sweep(rows: "QuerySet[Any]", limit: int) -> int:
        some = list(rows.filter(left).values_list("pk", flat=True)[:limit])
        return rows.model._base_manager.filter(pk__in=some).update(**dict.fromkeys(words.split(), ""))

    left = Q()
    for word in words.split():
        left |= ~Q(**{word: ""})
    sweep.left = left  # type: ignore[attr-defined]
    return sweep


def stay(rows: "QuerySet[Any]", limit: int) -> int:
    """A sweeper for rows that name nobody themselves: they stay."""
    return 0


stay.left = Q(pk__in=())  # type: ignore[attr-defined]
