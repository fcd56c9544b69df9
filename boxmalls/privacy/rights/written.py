"""SQL that the ORM writes once, for nobody, and that is sent about somebody: only the person changes from one question to the next."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, repeat
from typing import Any
from uuid import UUID

from django.db import connections, models

from boxmalls.base.pipeline import Raw, Statement, send
from boxmalls.privacy.register import Holding

from .rows import ANYBODY, database_of_holding, model_of, rows_of


@dataclass(frozen=True)
class Text:
    """SQL about nobody yet."""

    words: str
    given: tuple[Any, ...]

    def about(self, person_id: UUID, *more: Any) -> Statement:
        """The same about somebody."""
        parameters = [person_id if whose else each for whose, each in zip(self._whose, self.given, strict=True)]
        others = [each for whose, each in zip(self._whose, self.given, strict=True) if not whose]
        return Statement(self.words, [*parameters, *more], Raw(self._numbered, [person_id, *others, *more]))

    @cached_property
    def _whose(self) -> tuple[bool, ...]:
        """Which of what is given stands for the person."""
        return tuple(each == ANYBODY for each in self.given)

    @cached_property
    def _numbered(self) -> bytes:
        return _number(self.words, self._whose)


PLACES = re.compile("%[%s]")


def _number(words: str, whose: Iterable[bool]) -> bytes:
    """The text with its places numbered: the person is the first wherever they stand, then what else is given, then what is added."""
    others = (f"${number}" for number in count(2))
    places = ("$1" if is_person else next(others) for is_person in chain(whose, repeat(False)))
    return PLACES.sub(lambda place: "%" if place[0] == "%%" else next(places), words).encode()


def write(query: Any, using: str) -> Text:
    """The text of a query that was made for ANYBODY."""
    words, given = query.get_compiler(using).as_sql()
    return Text(words, tuple(given))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person's rows in a holding are read, and made rows of its model again."""

    holding: Holding
    model: type[models.Model]
    database: str
    text: Text
    names: tuple[str, ...]
    beside: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]

    def row(self, values: Iterable[Any]) -> models.Model:
        """A row as `rows_of` gives it."""
        connection, found = connections[self.database], list(values)
        for position, converters, expression in self.converters:
            for convert in converters:
                found[position] = convert(found[position], expression, connection)
        made = self.model.from_db(self.database, self.names, found[: len(self.names)])
        for name, position in self.beside:
            setattr(made, name, found[position])
        return made


_readings: dict[str, Reading] = {}


def read_rows(holdings: Iterable[Holding], person_id: UUID) -> dict[str, list[models.Model]]:
    """Everything that `rows_of` gives for several holdings, in one journey to each database; the keys are the holdings' names."""
    readings = [_reading_of(holding) for holding in holdings]
    found: dict[str, list[models.Model]] = {}
    for database in sorted({reading.database for reading in readings}):
        here = [reading for reading in readings if reading.database == database]
        answers = send([reading.text.about(person_id) for reading in here], using=database)
        found |= {reading.holding.model: [reading.row(values) for values in answer] for reading, answer in zip(here, answers, strict=True)}
    return found


def _reading_of(holding: Holding) -> Reading:
    known = _readings.get(holding.model)
    if known is None or known.holding is not holding:
        known = _readings[holding.model] = _write_reading(holding)
    return known


def _write_reading(holding: Holding) -> Reading:
    rows, database = rows_of(holding, ANYBODY), database_of_holding(holding)
    compiler: Any = rows.query.get_compiler(database)
    words, given = compiler.as_sql()
    columns = [column for column, _text, _alias in compiler.select]
    positions = compiler.klass_info["select_fields"]
    assert positions == list(range(len(positions))), "the model's own columns come first"
    converted = compiler.get_converters(columns)
    return Reading(
        holding=holding,
        model=model_of(holding),
        database=database,
        text=Text(words, tuple(given)),
        names=tuple(columns[position].target.attname for position in positions),
        beside=tuple(compiler.annotation_col_map.items()),
        converters=tuple((position, tuple(converters), expression) for position, (converters, expression) in converted.items()),
    )
