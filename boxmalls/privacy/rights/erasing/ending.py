"""How holdings end for one person: as declared, in one transaction, each counted in the same statement."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from boxmalls.base import sql
from boxmalls.base.pipeline import send
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import ErasureOutcome
from boxmalls.privacy.purposes import ERASING
from boxmalls.privacy.register import Holding
from boxmalls.privacy.rights.hooks import Eraser, erasers
from boxmalls.privacy.rights.models import Erasure, ErasureLine
from boxmalls.privacy.rights.outcome import Outcome
from boxmalls.privacy.rights.rows import database_of_holding, model_of

from .ways import CannotBeEmptied, Way, columns_to_empty, last_day, question_of, way_of

__all__ = ["CannotBeEmptied", "columns_to_empty", "end_in_the_safe", "end_in_the_shop", "in_transactions"]

UNHURRIED = "SET LOCAL synchronous_commit = off"


@transaction.atomic
def end_in_the_shop(holdings: Sequence[Holding], erasure: Erasure, at: datetime, waited: bool = False) -> None:
    """
    End holdings of the shop's database, and count them there.

    :param waited: whether to wait until it is on the disk. In the saga that is for the step after: its commit carries all before it there, and
        only then does the safe record that it was done. A crash before loses an ending and its count together, and it is done again.
    """
    if not waited:
        sql.run(UNHURRIED)
    with collecting(ERASING, person=erasure.person_id, at=at):
        for holding, outcome in _end(holdings, erasure, at, "default"):
            ErasureOutcome.objects.add(erasure_id=erasure.pk, holding=holding.model, removed=outcome.removed, kept=outcome.kept, kept_until=outcome.kept_until)


def end_in_the_safe(holdings: Sequence[Holding], erasure: Erasure, at: datetime) -> None:
    """End holdings of the safe, inside the caller's transaction there."""
    for holding, outcome in _end(holdings, erasure, at, "safe"):
        ErasureLine.objects.add(erasure_id=erasure.pk, holding=holding.model, removed=outcome.removed, kept=outcome.kept, kept_until=outcome.kept_until)


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


def _end(holdings: Sequence[Holding], erasure: Erasure, at: datetime, database: str) -> Iterator[tuple[Holding, Outcome]]:
    """End holdings in their order; those that have been counted by their own statement are not told."""
    own_way = erasers()
    ways = [(holding, way_of(holding, own_way.get(holding.model))) for holding in holdings]
    for written, some in groupby(ways, key=lambda each: each[1] is not None):
        if written:
            _end_as_written([way for _holding, way in some if way], erasure, database)
        else:
            yield from [(holding, _end_otherwise(holding, own_way.get(holding.model), erasure.person_id, at)) for holding, _way in some]


def _end_as_written(ways: Sequence[Way], erasure: Erasure, database: str) -> None:
    """Two journeys to the database: until when the law keeps what stays, then everything ends."""
    until = _last_days([way.holding for way in ways if way.holding.hold], erasure.person_id, database)
    send([each for way in ways for each in way.statements(erasure.person_id, erasure.pk, until.get(way.holding.model))], using=database)


def _last_days(holdings: Sequence[Holding], person_id: UUID, database: str) -> dict[str, date | None]:
    asked = [(holding, question) for holding in holdings if (question := question_of(holding))]
    answers = send([question.about(person_id) for _holding, question in asked], using=database) if asked else []
    return {holding.model: last_day(holding, found) for (holding, _question), found in zip(asked, answers, strict=True)}


def _end_otherwise(holding: Holding, eraser: Eraser | None, person_id: UUID, at: datetime) -> Outcome:
    """As its room says; or row by row, where something listens to each that goes."""
    if eraser:
        return eraser(person_id, at)
    model = model_of(holding)
    _all, by_model = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: person_id}).delete()
    return Outcome(removed=by_model.get(model._meta.label, 0))
