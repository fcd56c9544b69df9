"""How holdings end, as SQL: the ORM writes each statement once, for nobody, and only the person changes from one erasure to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet, signals
from django.db.models.deletion import CASCADE, DO_NOTHING, get_candidate_relations_to_delete
from django.db.models.sql import DeleteQuery, UpdateQuery

from boxmalls.base import sql
from boxmalls.base.pipeline import Statement
from boxmalls.privacy.laws import law_of_site
from boxmalls.privacy.register import Ending, Holding
from boxmalls.privacy.retention.rules import hold_until
from boxmalls.privacy.rights.hooks import Eraser
from boxmalls.privacy.rights.rows import ANYBODY, database_of_holding, model_of, moment_path, rows_of, site_path
from boxmalls.privacy.rights.written import Text, write

REMOVED, EMPTIED, KEPT = "removed", "emptied", "kept"

COUNTS = {
    "default": """
INSERT INTO privacy_erasureoutcome AS known (erasure_id, holding, removed, emptied, kept, kept_until)
SELECT %s::uuid, %s, {removed}, {emptied}, {kept}, %s::date FROM counted WHERE n > 0
ON CONFLICT (erasure_id, holding) DO UPDATE
   SET removed = known.removed + excluded.removed, emptied = greatest(known.emptied, excluded.emptied),
       kept = greatest(known.kept, excluded.kept), kept_until = greatest(known.kept_until, excluded.kept_until)
""",
    "safe": """
INSERT INTO rights_erasureline AS known (erasure_id, holding, removed, kept, kept_until)
SELECT %s::uuid, %s, {removed} + {emptied}, {kept}, %s::date FROM counted WHERE n > 0
ON CONFLICT (erasure_id, holding) DO UPDATE SET removed = known.removed + excluded.removed, kept = excluded.kept, kept_until = excluded.kept_until
""",
}
"""Where each database counts. It stands in the statement that ends the rows, so the count is right wherever it is killed."""


class CannotBeEmptied(Exception):
    """A column that is declared to be emptied has no empty value: a mistake in the declaration, found before the start."""


@dataclass(frozen=True, slots=True)
class Way:
    """
    How a holding ends.

    :param before: what hangs on its rows and goes with them.
    :param ending: ends the rows and counts them; takes the erasure, the holding and the last day besides.
    """

    holding: Holding
    before: tuple[Text, ...]
    ending: Text

    def statements(self, person_id: UUID, erasure_id: UUID, until: date | None) -> list[Statement]:
        """What ends this holding for one person, in order."""
        return [*(text.about(person_id) for text in self.before), self.ending.about(person_id, erasure_id, self.holding.model, until)]


_ways: dict[str, tuple[Holding, Eraser | None, Way | None]] = {}
_questions: dict[str, tuple[Holding, Text | None]] = {}


def way_of(holding: Holding, eraser: Eraser | None) -> Way | None:
    """How a holding ends as SQL; None where only its room, or the ORM, knows."""
    known = _ways.get(holding.model)
    if known is None or known[0] is not holding or known[1] is not eraser:
        known = _ways[holding.model] = holding, eraser, _written(holding, eraser)
    return known[2]


def _written(holding: Holding, eraser: Eraser | None) -> Way | None:
    unlinks = getattr(eraser, "unlinks", "")
    rows = _rows(holding, unlinks or holding.person)
    if unlinks:
        return _counted(holding, _updating(rows, **columns_to_empty(holding), **{unlinks: None}), KEPT if holding.hold else REMOVED)
    if eraser:
        return None
    if holding.ending is Ending.DELETE:
        *hanging, own = _going(rows) or (None,)
        return _counted(holding, _deleting(own), REMOVED, tuple(_deleting(each) for each in hanging if each is not None)) if own is not None else None
    emptied = columns_to_empty(holding)
    return _counted(holding, _updating(rows, **emptied) if emptied else _selecting(rows), KEPT if holding.hold else EMPTIED)


def _rows(holding: Holding, person: str) -> QuerySet[Any]:
    return model_of(holding)._base_manager.using(database_of_holding(holding)).filter(**{person: ANYBODY}).order_by()


def _counted(holding: Holding, ending: Text, counts_as: str, before: tuple[Text, ...] = ()) -> Way:
    returning = "" if ending.words.startswith("SELECT") else " RETURNING 1"
    count = COUNTS[database_of_holding(holding)].format(**{name: "n" if name == counts_as else "0" for name in (REMOVED, EMPTIED, KEPT)})
    return Way(holding, before, Text(f"WITH ended AS ({ending.words}{returning}), counted AS (SELECT count(*)::int AS n FROM ended){count}", ending.given))  # noqa: S608 the ORM wrote it


def _going(rows: QuerySet[Any]) -> list[QuerySet[Any]] | None:
    """The rows and all that hangs on them, what hangs first; None where something listens, objects, or is more than rows."""
    model = rows.model
    listened = any(signal.has_listeners(model) for signal in (signals.pre_delete, signals.post_delete))
    if listened or model._meta.parents or any(hasattr(field, "bulk_related_objects") for field in model._meta.private_fields):
        return None
    hanging: list[QuerySet[Any]] = []
    relations: Iterable[Any] = get_candidate_relations_to_delete(model._meta)
    for relation in relations:
        rule = relation.field.remote_field.on_delete
        if rule is DO_NOTHING:
            continue
        theirs = _going(relation.related_model._base_manager.using(rows.db).filter(**{f"{relation.field.name}__in": rows})) if rule is CASCADE else None
        if theirs is None:
            return None
        hanging += theirs
    return [*hanging, rows]


def _deleting(rows: QuerySet[Any]) -> Text:
    return write(rows.query.chain(DeleteQuery), rows.db)


def _updating(rows: QuerySet[Any], **values: Any) -> Text:
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(values)
    return write(query, rows.db)


def _selecting(rows: QuerySet[Any]) -> Text:
    return write(rows.values("pk").query, rows.db)


def question_of(holding: Holding) -> Text | None:
    """Asks from when the newest row of each site counts; None where no row says so."""
    known = _questions.get(holding.model)
    if known is None or known[0] is not holding:
        known = _questions[holding.model] = holding, _asking(holding)
    return known[1]


def _asking(holding: Holding) -> Text | None:
    if moment_path(holding) is None:
        return None
    sited = site_path(model_of(holding)) is not None
    rows = rows_of(holding, ANYBODY).order_by().values("held_from", *(["held_site"] if sited else []))
    inner = write(rows.query, rows.db)
    return Text(f"SELECT {'held_site' if sited else 'NULL'}, max(held_from) FROM ({inner.words}) AS held GROUP BY 1", inner.given)  # noqa: S608 the ORM wrote it


def latest_hold(holding: Holding, person_id: UUID) -> date | None:
    """The last day of the row that stays longest."""
    question = question_of(holding)
    if question is None:
        return None
    asked = question.about(person_id)
    return last_day(holding, sql.rows(asked.text, asked.parameters, using=database_of_holding(holding)))


def last_day(holding: Holding, found: list[tuple[Any, ...]]) -> date | None:
    """The last day, from the newest row of each site: of two rows of one law the newer stays longer."""
    assert holding.hold is not None
    days = (hold_until(holding.hold, newest, law_of_site(site)) for site, newest in found)
    return max((day for day in days if day), default=None)


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
