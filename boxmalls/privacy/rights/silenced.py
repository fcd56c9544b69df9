"""
What a person is not shown for a while because a court or an authority forbade it: looks, and all that names a silent look.

A holding says in which column its rows name a look (`Holding.look`). This is the one rule by which pages, counts, copies and lists leave rows
out; whoever erases, sweeps or joins goes past it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from boxmalls.privacy.models import Silence
from boxmalls.privacy.register import HOLDINGS, Holding

from .outcome import Outcome
from .rows import count_rows, model_of, rows_of

SILENCE = "privacy.Silence"
type Looks = frozenset[UUID]
NONE: Looks = frozenset()


def silent_looks(person_id: UUID, *, at: datetime, known: Iterable[str] | None = None) -> Looks:
    """
    The looks that a person is not shown.

    :param known: the holdings that have something of the person, where the caller knows them: without a silence among them nothing is asked.
    """
    if known is not None and SILENCE not in set(known):
        return NONE
    return frozenset(Silence.objects.filter(person_id=person_id, ends_at__gt=at).values_list("glass_id", flat=True))


def shown[Rows: QuerySet[Any]](holding: Holding, rows: Rows, looks: Looks) -> Rows:
    """Rows without those that name a silent look."""
    if not holding.look or not looks:
        return rows
    named = Q(**{f"{holding.look}__in": [str(each) for each in looks]})
    return rows.filter(~named | Q(**{f"{holding.look}__isnull": True}))


def is_shown(holding: Holding, row: Any, looks: Looks) -> bool:
    """The same for a row that was read."""
    return not holding.look or str(getattr(row, holding.look)) not in {str(each) for each in looks}


def counted_for(person_id: UUID, *, at: datetime) -> dict[str, tuple[int, dict[str, int]]]:
    """What `count_rows` counts, as its person may know it."""
    counted = count_rows(person_id)
    looks = silent_looks(person_id, at=at, known=counted)
    return counted if not looks else without(counted, person_id, looks)


def without(counted: Mapping[str, tuple[int, dict[str, int]]], person_id: UUID, looks: Looks) -> dict[str, tuple[int, dict[str, int]]]:
    """The same counts but for what names a silent look; a holding of which nothing is left is not named."""
    left = dict(counted)
    for holding in naming_looks():
        rows = shown(holding, rows_of(holding, person_id), looks)
        left.pop(holding.model, None)
        if count := rows.count():
            left[holding.model] = count, {column: rows.exclude(**{f"{column}__isnull": True}).count() for column in holding.fields}
    return left


def naming_looks() -> list[Holding]:
    """The holdings whose rows name a look."""
    return [holding for holding in HOLDINGS if holding.look]


def erase_silenced(person_id: UUID, at: datetime) -> Outcome:
    """
    End what is silent before anything is counted: a receipt that counted it would tell of it.

    The journal ends with its own holding; it is not read by anybody while the erasure goes on.
    """
    looks = silent_looks(person_id, at=at)
    for holding in naming_looks():
        if holding.model != "privacy.JournalEntry":
            model_of(holding)._base_manager.filter(**{holding.person: person_id, f"{holding.look}__in": looks}).delete()
    Silence.objects.filter(person_id=person_id).delete()
    return Outcome()


erase_silenced.own_rows = True  # type: ignore[attr-defined]
erase_silenced.concerns = frozenset({SILENCE})  # type: ignore[attr-defined]
