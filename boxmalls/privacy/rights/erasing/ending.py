"""How one holding ends for one person: as declared, in one transaction, counted in the same."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import ErasureOutcome
from boxmalls.privacy.purposes import ERASING
from boxmalls.privacy.register import Ending, Holding
from boxmalls.privacy.rights.hooks import erasers
from boxmalls.privacy.rights.models import Erasure, ErasureLine
from boxmalls.privacy.rights.outcome import Outcome
from boxmalls.privacy.rights.rows import database_of_holding, model_of

from .plan import latest_hold


class CannotBeEmptied(Exception):
    """A column that is declared to be emptied has no empty value: a mistake in the declaration, found before the start."""


@transaction.atomic
def end_in_the_shop(holdings: Sequence[Holding], erasure: Erasure, at: datetime) -> None:
    """End holdings of the shop's database, and count them there."""
    with collecting(ERASING, person=erasure.person_id, at=at):
        ended = [(holding, *_end(holding, erasure.person_id, at)) for holding in holdings]
    for holding, removed, emptied, outcome in ended:
        ErasureOutcome.objects.add(
            erasure_id=erasure.pk, holding=holding.model, removed=removed, emptied=emptied, kept=outcome.kept, kept_until=outcome.kept_until
        )


def in_transactions(holdings: Iterable[Holding]) -> Iterator[list[Holding]]:
    """In their order, as many as may share a transaction: who touches more than the person's own rows has one alone, and holds its locks no longer."""
    own_way, together = erasers(), list[Holding]()
    for holding in holdings:
        eraser = own_way.get(holding.model)
        if eraser is None or getattr(eraser, "own_rows", False):
            together.append(holding)
            continue
        if together:
            yield together
        yield [holding]
        together = []
    if together:
        yield together


def end_in_the_safe(holding: Holding, erasure: Erasure, at: datetime) -> None:
    """End a holding of the safe, inside the caller's transaction there."""
    removed, emptied, outcome = _end(holding, erasure.person_id, at)
    ErasureLine.objects.add(erasure_id=erasure.pk, holding=holding.model, removed=removed + emptied, kept=outcome.kept, kept_until=outcome.kept_until)


def _end(holding: Holding, person_id: UUID, at: datetime) -> tuple[int, int, Outcome]:
    """Rows removed, rows emptied, and what is kept."""
    eraser = erasers().get(holding.model)
    if eraser:
        outcome = eraser(person_id, at)
        return outcome.removed, 0, outcome
    model = model_of(holding)
    rows = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: person_id})
    if holding.ending is Ending.DELETE:
        _all, by_model = rows.delete()
        return by_model.get(model._meta.label, 0), 0, Outcome()
    count = empty(holding, rows)
    if holding.hold is None:
        return 0, count, Outcome()
    return 0, 0, Outcome(kept=count, kept_until=latest_hold(holding, holding.hold, person_id))


def empty(holding: Holding, rows: models.QuerySet[Any]) -> int:
    """Empty the personal columns of rows, but for those that the law holds; returns how many rows there are."""
    emptied = columns_to_empty(holding)
    return rows.update(**emptied) if emptied else rows.count()


def columns_to_empty(holding: Holding) -> dict[str, Any]:
    """The columns that an ending empties, each with its empty value."""
    kept = set(holding.hold.keeps.split()) if holding.hold else set()
    fields = {field.attname: field for field in model_of(holding)._meta.concrete_fields}
    return {name: empty_value(fields[name]) for name in holding.fields if name not in kept}


def empty_value(field: Any) -> Any:
    """What a column holds when it holds nothing."""
    if field.null:
        return None
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.CharField | models.TextField):
        return ""
    if isinstance(field, models.BinaryField):
        return b""
    raise CannotBeEmptied(str(field))
