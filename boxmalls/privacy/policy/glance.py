"""What the databases say about one person now, in a handful of questions, however much is held: what the margin of the policy is made of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import Count, F, Max

from boxmalls.base.pipeline import Rows, Statement, send
from boxmalls.privacy.choices.standing import NOTHING, Standing, standing
from boxmalls.privacy.models import Acceptance, Disclosure, JournalEntry, PolicyVersion
from boxmalls.privacy.register import HOLDINGS, Category, Holding, Occasion
from boxmalls.privacy.register.declarations import Words
from boxmalls.privacy.retention.rules import keep_until
from boxmalls.privacy.rights.rows import ANYBODY, count_values, database_of_holding, holdings_with_a_person, model_of, moment_path, rows_of
from boxmalls.privacy.rights.silenced import Looks, naming_looks, shown, silent_looks
from boxmalls.privacy.rights.written import Text

from .queries import question_of_version, version_from


class Fact(NamedTuple):
    """One line of the margin: what holds for the reader now, and where they see or change it."""

    words: Words
    href: str = ""
    link: Words = ""
    file: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What one table holds about the person: rows, values by column, the last moment from which time counts."""

    holding: Holding
    rows: int
    values: Mapping[str, int]
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
    switches: dict[str, Fact] = field(default_factory=dict)
    _by_category: dict[Category, list[tuple[Held, int]]] | None = None
    _by_occasion: dict[Occasion, list[Held]] | None = None

    @property
    def agreed(self) -> Mapping[str, datetime]:
        """The purposes that the person said yes to, with the moment."""
        return self.stands.agreed

    def rows(self, model: str) -> int:
        """How many rows a table holds about the person."""
        return self.held[model].rows if model in self.held else 0

    def by_category(self, category: Category) -> list[tuple[Held, int]]:
        """The tables that hold something of a kind, each with how many values."""
        if self._by_category is None:
            self._by_category = defaultdict(list)
            for held in self.held.values():
                for kind, columns in _columns(held.holding.model):
                    values = sum(map(held.values.__getitem__, columns))
                    if values:
                        self._by_category[kind].append((held, values))
        return self._by_category[category]

    def by_occasion(self, occasion: Occasion) -> list[Held]:
        """The tables that hold something collected on an occasion."""
        if self._by_occasion is None:
            self._by_occasion = defaultdict(list)
            for held in self.held.values():
                for each in held.occasions:
                    self._by_occasion[each].append(held)
        return self._by_occasion[occasion]

    def recipients(self, category: Category) -> list[str]:
        """Who was given something of a kind."""
        return sorted({sent.name for sent in self.sent if category.value in sent.categories})


def look(person_id: UUID, *, site: Any, at: datetime, along: Sequence[Statement] = ()) -> tuple[Glance, list[Rows]]:
    """
    Ask the databases about a person: the shop's in one journey (what is held, who saw it, what was accepted), the safe's in another.

    :param along: questions to the shop's database that the page asks besides; their answers come second.
    :raises NotFound: if no policy was published on the site.
    """
    shops, accepted, *besides = send([question_of("default", person_id), question_of_version(site.code, person_id), *along])
    (safes,) = send([question_of("safe", person_id)], using="safe")
    version, acceptance = version_from(accepted, site.code)
    glance = Glance(person_id, site, version, at, acceptance, stands=standing(person_id))
    for found in (*shops, *safes):
        _note(glance, *found)
    if looks := silent_looks(person_id, at=at, known=glance.held):
        _leave_out(glance, looks)
    glance.sent.sort(key=lambda sent: sent.name)
    return glance, besides


def question_of(database: str, person_id: UUID) -> Statement:
    """What every table of a database holds about a person."""
    return _statement(database).about(person_id)


def _note(glance: Glance, label: str, rows: int, values: list[int], last: datetime | None, name: str, letters: str) -> None:
    """Take up one row of the answer."""
    if label == SENT:
        _note_sent(glance.sent, Sent(name, frozenset(letters), rows, cast(datetime, last)))
    elif label == LOOK:
        glance.looks[name] = rows, cast(datetime, last)
    elif (holding := HOLDINGS.get(label)) is not None:
        glance.held[label] = Held(holding, rows, dict(zip(holding.fields, values, strict=True)), last)


def _leave_out(glance: Glance, looks: Looks) -> None:
    """Ask anew about what names a silent look, without it."""
    for holding in naming_looks():
        rows = shown(holding, rows_of(holding, glance.person_id), looks)
        glance.held.pop(holding.model, None)
        if count := rows.count():
            values = {column: rows.exclude(**{f"{column}__isnull": True}).count() for column in holding.fields}
            glance.held[holding.model] = Held(holding, count, values, rows.aggregate(last=Max("held_from"))["last"])
    told = Disclosure.objects.filter(person_id=glance.person_id).exclude(look_id__isnull=False, look_id__in=looks)
    glance.sent = []
    for name, categories, times, last in told.values_list("recipient_name", "categories").annotate(times=Count("pk"), last=Max("at")):
        _note_sent(glance.sent, Sent(name, frozenset(categories), times, last))
    seen = JournalEntry.objects.filter(subject=glance.person_id).exclude(row__in=[str(each) for each in looks])
    glance.looks = {role: (times, last) for role, times, last in seen.values_list("actor_role").annotate(times=Count("pk"), last=Max("at"))}


def _note_sent(known: list[Sent], more: Sent) -> None:
    """Several rows are about one recipient where they were given several sets of kinds."""
    for position, each in enumerate(known):
        if each.name == more.name:
            known[position] = Sent(each.name, each.categories | more.categories, each.times + more.times, max(each.last, more.last))
            return
    known.append(more)


@cache
def _occasions(model: str) -> frozenset[Occasion]:
    holding = HOLDINGS.get(model)
    return frozenset(purpose.occasion for purpose in holding.purposes) if holding else frozenset()


@cache
def _columns(model: str) -> tuple[tuple[Category, tuple[str, ...]], ...]:
    """The columns of a table by the kind of what they hold."""
    holding, columns = HOLDINGS.get(model), defaultdict[Category, list[str]](list)
    for column, (category, _why) in holding.fields.items() if holding else ():
        columns[category].append(column)
    return tuple((category, tuple(names)) for category, names in columns.items())


@cache
def _statement(database: str) -> Text:
    """One question about every table of a database; a table that has nothing answers nothing. Made once: the declarations do not change."""
    parts = [_part(holding) for holding in holdings_with_a_person() if database_of_holding(holding) == database]
    more = SEEN if database == "default" else ()
    return Text(" UNION ALL ".join((*(part for part, _times in parts), *more)), (ANYBODY,) * (sum(times for _part, times in parts) + len(more)))


def _part(holding: Holding) -> tuple[str, int]:
    """The part about one table; its placeholders all stand for the person."""
    model, path = model_of(holding), moment_path(holding)
    rows = model._base_manager.using(database_of_holding(holding)).filter(**{holding.person: ANYBODY}).order_by()
    named = rows.values(*(holding.fields or ["pk"]), **({"counted_from": F(path)} if path else {}))
    asked, given = named.query.sql_with_params()
    fields = {each.attname: each for each in model._meta.concrete_fields}
    values = ", ".join(count_values(fields[name]) for name in holding.fields)
    last = "max(counted_from)::timestamptz" if path else "NULL::timestamptz"
    return f"SELECT '{holding.model}', count(*), ARRAY[{values}]::bigint[], {last}, '', '' FROM ({asked}) AS held HAVING count(*) > 0", len(given)  # noqa: S608 names come from the models


SENT, LOOK = ">sent", ">look"
SEEN = (
    f"SELECT '{SENT}', count(*), NULL, max(at), recipient_name, array_to_string(categories, '') FROM privacy_disclosure WHERE person_id = %s "  # noqa: S608
    "GROUP BY recipient_name, categories",
    f"SELECT '{LOOK}', count(*), NULL, max(at), actor_role, '' FROM privacy_journalentry WHERE subject_id = %s GROUP BY actor_role",  # noqa: S608
)
"""Who was given something, and who looked: each with how often, and when last."""
