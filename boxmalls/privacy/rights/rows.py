"""A person's rows, found by the declaration of each holding: the one door that seeing, carrying and erasing share."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import F, QuerySet

from boxmalls.privacy.laws import law_of_site
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.vault.fields import SealedText
from config.router import database_of

SEAL_BYTES = 1 + 12 + 16
"""Version, nonce and tag: what a sealed value is longer than its text."""

SITE_IS_AT_MOST = 3
"""How many foreign keys away a row's site may be."""


def model_of(holding: Holding) -> type[models.Model]:
    """The model of a holding."""
    return apps.get_model(holding.model)


def database_of_holding(holding: Holding) -> str:
    """`default` or `safe`."""
    return database_of(holding.model.split(".")[0])


def holdings_with_a_person() -> list[Holding]:
    """Every holding whose rows are found by a person, in the order of their names."""
    return sorted((holding for holding in HOLDINGS if holding.person), key=lambda holding: holding.model)


def rows_of(holding: Holding, person_id: UUID) -> QuerySet[Any]:
    """
    A person's rows in a holding, the newest first, whatever a room's default manager hides.

    Each row carries `held_from`, the moment from which its time counts, and `held_site`, the code of its site, where it has them.
    """
    model = model_of(holding)
    found = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: person_id}).order_by("-pk")
    counted_from = moment_path(holding)
    if counted_from:
        found = found.annotate(held_from=F(counted_from))
    if path := site_path(model):
        found = found.annotate(held_site=F(path))
    return found


def held_from(row: models.Model) -> datetime | date | None:
    """The moment from which this row's time counts."""
    return getattr(row, "held_from", None)


def law_of(row: models.Model) -> str | None:
    """The law of the site that the row belongs to, where it can be told."""
    return law_of_site(getattr(row, "held_site", None))


def moment_path(holding: Holding) -> str | None:
    """The column that a row's time counts from, or else the one that says when it was made."""
    if holding.keep.counted_from:
        return holding.keep.counted_from
    if holding.hold:
        return holding.hold.counted_from
    names = [field.name for field in model_of(holding)._meta.concrete_fields if isinstance(field, models.DateTimeField)]
    made = [name for name in names if name in ("at", "made_at", "created_at", "added_at", "opened_at", "placed_at")]
    return next(iter(made or names), None)


@cache
def site_path(model: type[models.Model]) -> str | None:
    """The shortest path of foreign keys from a model to a site's code: `site_code`, `order__group__site`."""
    waiting: deque[tuple[type[models.Model], tuple[str, ...]]] = deque([(model, ())])
    while waiting:
        here, path = waiting.popleft()
        for field in here._meta.concrete_fields:
            if field.name in ("site_code", "site"):
                return "__".join((*path, field.name))
            target = field.related_model if isinstance(field, models.ForeignKey) else None
            if isinstance(target, type) and target is not Person and len(path) < SITE_IS_AT_MOST:
                waiting.append((target, (*path, field.name)))
    return None


def count_rows(person_id: UUID, databases: Iterable[str] = ("default", "safe")) -> dict[str, tuple[int, dict[str, int]]]:
    """How many rows each holding has of a person, and how many values in each column: one question to each database."""
    counted: dict[str, tuple[int, dict[str, int]]] = {}
    for database in databases:
        for label, rows, values in _ask(_count_sql, database, person_id):
            holding = HOLDINGS.get(label)
            if rows and holding is not None:
                counted[label] = rows, dict(zip(holding.fields, values, strict=True))
    return counted


def holding_something(person_id: UUID, database: str) -> set[str]:
    """The holdings of a database that have a row of a person, by their names: one light question."""
    return {label for (label,) in _ask(_exists_sql, database, person_id)}


type Part = Callable[[Holding, UUID], tuple[str, list[Any]]]

ANYBODY = UUID(int=0)
_asked: dict[tuple[Part, str], tuple[tuple[Holding, ...], str, list[Any]]] = {}


def _ask(part: Part, database: str, person_id: UUID) -> list[tuple[Any, ...]]:
    """One statement over every holding of a database. It is put together once: it is long, and the same for everybody."""
    holdings = tuple(holding for holding in holdings_with_a_person() if database_of_holding(holding) == database)
    if not holdings:
        return []
    known, statement, given = _asked.get((part, database), ((), "", []))
    if known != holdings:
        parts = [part(holding, ANYBODY) for holding in holdings]
        statement, given = " UNION ALL ".join(text for text, _ in parts), [each for _, some in parts for each in some]
        _asked[part, database] = holdings, statement, given
    with connections[database].cursor() as cursor:
        cursor.execute(statement, [person_id if each == ANYBODY else each for each in given])
        return cursor.fetchall()


def _count_sql(holding: Holding, person_id: UUID) -> tuple[str, list[Any]]:
    model = model_of(holding)
    found = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: person_id}).order_by()
    fields = {field.attname: field for field in model._meta.concrete_fields}
    sql, given = found.values(*(holding.fields or ["pk"])).query.sql_with_params()
    values = ", ".join(count_values(fields[name]) for name in holding.fields)
    return f"SELECT %s::text, count(*), ARRAY[{values}]::bigint[] FROM ({sql}) AS held", [holding.model, *given]  # noqa: S608 names come from the models


def _exists_sql(holding: Holding, person_id: UUID) -> tuple[str, list[Any]]:
    found = model_of(holding)._base_manager.using(database_of_holding(holding)).filter(**{holding.person: person_id}).order_by()
    sql, given = found.values("pk").query.sql_with_params()
    return f"SELECT %s::text WHERE EXISTS ({sql})", [holding.model, *given]


NEVER_EMPTY = (models.DateField, models.IntegerField, models.UUIDField, models.BooleanField)
"""Columns that hold something unless they are null; they need not be looked into."""


def count_values(field: Any) -> str:
    """How many rows have something in a column; a sealed nothing is as long as its seal alone."""
    column = f'held."{field.column}"'
    if isinstance(field, SealedText):
        return f"count(*) FILTER (WHERE octet_length({column}) > {SEAL_BYTES})"
    if isinstance(field, models.JSONField | ArrayField):
        return f"count(*) FILTER (WHERE {column}::text NOT IN ('{{}}', '[]', 'null'))"
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, NEVER_EMPTY):
        return f"count({column})" if field.null else "count(*)"
    return f"count(nullif({column}::text, ''))"


def in_order_of_ending(holdings: Iterable[Holding]) -> list[Holding]:
    """Holdings so that a row always goes before the rows that it points to."""
    left = {model_of(holding): holding for holding in holdings}
    ordered: list[Holding] = []
    while left:
        pointed_to = {target for model in left for target in _targets(model) if target is not model}
        free = sorted((model for model in left if model not in pointed_to), key=lambda model: model._meta.label) or list(left)
        ordered += [left.pop(model) for model in free]
    return ordered


def _targets(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
