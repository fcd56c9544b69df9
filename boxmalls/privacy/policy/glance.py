"""What the databases say about one person now, in a handful of questions, however much is held: what the margin of the policy is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F

from boxmalls.base.pipeline import Rows, Statement, send
from boxmalls.privacy.choices.standing import NOTHING, Standing, standing
from boxmalls.privacy.models import Acceptance, PolicyVersion
from boxmalls.privacy.register import HOLDINGS, Category, Holding, Occasion
from boxmalls.privacy.register.declarations import Words
from boxmalls.privacy.retention.rules import keep_until
from boxmalls.privacy.rights.rows import ANYBODY, count_values, database_of_holding, holdings_with_a_person, model_of, moment_path
from boxmalls.privacy.rights.written import Text

from .queries import acceptance_from, question_of_acceptance


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the margin: what holds for the reader now, and where they see or change it."""

    words: Words
    href: str = ""
    link: Words = ""
    file: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What one table holds about the person: rows, values by column, the first and the last moment from which time counts."""

    holding: Holding
    rows: int
    values: Mapping[str, int]
    first: datetime | None
    last: datetime | None

    @property
    def occasions(self) -> frozenset[Occasion]:
        """On which occasions it is collected."""
        return _occasions(self.holding.model)

    @property
    def until(self) -> date | None:
        """The day on which the last of it has gone by itself, at the latest; None while it is not counted in days."""
        return keep_until(self.holding.keep, self.last, None)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one recipient was given: which kinds of data, how often, when last."""

    name: str
    categories: frozenset[str]
    times: int
    last: datetime


@dataclass(slots=True)
class Glance:
    """The answers. Nothing here asks again."""

    person_id: UUID
    site: Any
    version: PolicyVersion
    at: datetime
    acceptance: Acceptance | None = None
    held: dict[str, Held] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    stands: Standing = NOTHING
    looks: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    @property
    def agreed(self) -> Mapping[str, datetime]:
        """The purposes that the person said yes to, with the moment."""
        return self.stands.agreed

    def rows(self, model: str) -> int:
        """How many rows a table holds about the person."""
        return self.held[model].rows if model in self.held else 0

    def by_category(self, category: Category) -> list[tuple[Held, int]]:
        """The tables that hold something of a kind, each with how many values."""
        counted = ((held, sum(held.values[column] for column, (its, _why) in held.holding.fields.items() if its is category)) for held in self.held.values())
        return [(held, values) for held, values in counted if values]

    def by_occasion(self, occasion: Occasion) -> list[Held]:
        """The tables that hold something collected on an occasion."""
        return [held for held in self.held.values() if occasion in held.occasions]

    def recipients(self, category: Category) -> list[str]:
        """Who was given something of a kind."""
        return sorted({sent.name for sent in self.sent if category.value in sent.categories})


def look(person_id: UUID, *, site: Any, version: PolicyVersion, at: datetime) -> Glance:
    """Ask the databases about a person: the shop's in one journey (what is held, who saw it, what was accepted), the safe's in another."""
    shops, seen, accepted = send([_statement("default").about(person_id), Statement(SEEN, {"person": person_id}), question_of_acceptance(person_id, version)])
    (safes,) = send([_statement("safe").about(person_id)], using="safe")
    sent, looks = _seen(seen)
    return Glance(
        person_id=person_id,
        site=site,
        version=version,
        at=at,
        acceptance=acceptance_from(accepted),
        held={held.holding.model: held for held in _held([*shops, *safes])},
        sent=sent,
        stands=standing(person_id),
        looks=looks,
    )


def _held(found: Rows) -> Iterable[Held]:
    for label, rows, values, first, last in found:
        holding = HOLDINGS.get(label)
        if rows and holding is not None:
            yield Held(holding, rows, dict(zip(holding.fields, values, strict=True)), first, last)


@cache
def _occasions(model: str) -> frozenset[Occasion]:
    holding = HOLDINGS.get(model)
    return frozenset(purpose.occasion for purpose in holding.purposes) if holding else frozenset()


@cache
def _statement(database: str) -> Text:
    """One question about every table of a database. Made once: the declarations do not change."""
    parts = [_part(holding) for holding in holdings_with_a_person() if database_of_holding(holding) == database]
    return Text(" UNION ALL ".join(part for part, _times in parts), (ANYBODY,) * sum(times for _part, times in parts))


def _part(holding: Holding) -> tuple[str, int]:
    """The part about one table; its placeholders all stand for the person."""
    model, path = model_of(holding), moment_path(holding)
    rows = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: ANYBODY}).order_by()
    named = rows.values(*(holding.fields or ["pk"]), **({"counted_from": F(path)} if path else {}))
    asked, given = named.query.sql_with_params()
    fields = {each.attname: each for each in model._meta.concrete_fields}
    values = ", ".join(count_values(fields[name]) for name in holding.fields)
    ends = "min(counted_from)::timestamptz, max(counted_from)::timestamptz" if path else "NULL::timestamptz, NULL::timestamptz"
    return f"SELECT '{holding.model}', count(*), ARRAY[{values}]::bigint[], {ends} FROM ({asked}) AS held", len(given)  # noqa: S608 names come from the models


SEEN = """
SELECT 'sent', recipient_name, array_to_string(categories, ''), count(*), max(at) FROM privacy_disclosure WHERE person_id = %(person)s GROUP BY 2, categories
UNION ALL
SELECT 'look', actor_role, '', count(*), max(at) FROM privacy_journalentry WHERE subject_id = %(person)s GROUP BY 2
"""
"""Who was given something, and who looked: each with how often, and when last."""


def _seen(found: Rows) -> tuple[list[Sent], dict[str, tuple[int, datetime]]]:
    sent: dict[str, Sent] = {}
    looks: dict[str, tuple[int, datetime]] = {}
    for kind, name, letters, times, last in found:
        if kind == "look":
            looks[name] = times, last
        else:
            known = sent.get(name, Sent(name, frozenset(), 0, last))
            sent[name] = Sent(name, known.categories | frozenset(letters), known.times + times, max(known.last, last))
    return [sent[name] for name in sorted(sent)], looks
