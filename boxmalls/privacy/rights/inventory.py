"""What is held about a person, value by value: from which occasion, why, until when, who received it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Min

from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.register import HOLDINGS, Category, Holding, Purpose
from boxmalls.privacy.retention.rules import keep_until
from boxmalls.privacy.vault import unwrap

from .masks import mask
from .rows import count_rows, held_from, law_of, model_of, rows_of
from .silenced import NONE, Looks, shown
from .words import NEVER_SHOWN, is_hidden, name_of, words_of

type Counts = Mapping[str, tuple[int, dict[str, int]]]

ROWS_SHOWN = 10
"""Rows of one holding that a page shows; the download has all."""


@dataclass(frozen=True, slots=True)
class HeldCell:
    """One value that is held."""

    holding: Holding
    row_id: str
    column: str
    category: Category
    purpose: Purpose
    name: str
    value: str
    hidden: bool
    correctable: bool
    since: datetime | date | None
    until: date | None
    raw: Any = field(repr=False, default=None)

    @property
    def key(self) -> str:
        """Names the cell in an address or a form."""
        return f"{self.holding.model}:{self.row_id}:{self.column}"

    @property
    def masked(self) -> str:
        """As much as may stand on a page unasked."""
        return mask(self.value) if self.hidden else self.value


@dataclass(slots=True)
class Card:
    """A category, with what is held in it; shown also when that is nothing."""

    category: Category
    cells: list[HeldCell] = field(default_factory=list)
    things: int = 0
    recipients: list[str] = field(default_factory=list)

    @property
    def groups(self) -> list[list[HeldCell]]:
        """Values of one row that are held for one reason, together."""
        return [list(cells) for _key, cells in groupby(self.cells, key=lambda cell: (cell.holding.model, cell.row_id, cell.purpose.code))]

    @property
    def more(self) -> int:
        """Values that the page leaves to the download."""
        return self.things - len(self.cells)


def cards_of(person_id: UUID | None, counted: Counts | None = None, looks: Looks = NONE) -> list[Card]:
    """
    The nine categories, each with what is held about a person: live, in a number of queries that does not grow with the rows.

    :param looks: those that are silent; what names them is left out.
    """
    cards = {category: Card(category) for category in Category}
    if person_id is None:
        return list(cards.values())
    for label, (_rows, values) in (count_rows(person_id) if counted is None else counted).items():
        holding = HOLDINGS.get(label)
        if holding is None or not holding.fields:
            continue
        for cell in cells_of(holding, shown(holding, rows_of(holding, person_id), looks)[:ROWS_SHOWN]):
            cards[cell.category].cells.append(cell)
        for column, count in values.items():
            cards[holding.fields[column][0]].things += count
    for category, name in _recipients(person_id, looks):
        cards[category].recipients.append(name)
    return list(cards.values())


def holdings_of(person_id: UUID) -> list[HeldCell]:
    """Every value that is held about a person, all rows."""
    return [cell for label in count_rows(person_id) if (holding := HOLDINGS.get(label)) for cell in cells_of(holding, rows_of(holding, person_id))]


def cells_of(holding: Holding, rows: Iterable[models.Model]) -> list[HeldCell]:
    """The values of rows, by the declaration of their holding."""
    fields = {each.attname: each for each in model_of(holding)._meta.concrete_fields}
    return [
        cell
        for row in unwrap(rows)
        for column, (category, purpose) in holding.fields.items()
        if (cell := _cell(holding, row, fields[column], category, purpose))
    ]


def _cell(holding: Holding, row: models.Model, column: Any, category: Category, purpose: Purpose) -> HeldCell | None:
    words = words_of(row, column)
    if words is None:
        return None
    return HeldCell(
        holding=holding,
        row_id=str(row.pk),
        column=column.attname,
        category=category,
        purpose=purpose,
        name=name_of(holding, column.attname, column),
        value=words,
        hidden=is_hidden(column, category) and column.attname not in NEVER_SHOWN,
        correctable=column.attname in holding.correct,
        since=held_from(row),
        until=keep_until(holding.keep, held_from(row), law_of(row)),
        raw=None if column.attname in NEVER_SHOWN else getattr(row, column.attname),
    )


def _recipients(person_id: UUID, looks: Looks) -> list[tuple[Category, str]]:
    left = Disclosure.objects.filter(person_id=person_id).exclude(look_id__isnull=False, look_id__in=looks)
    found = left.values_list("recipient_name", "categories").distinct()
    return sorted({(Category(letter), name) for name, letters in found for letter in letters})


def next_ending(person_id: UUID, counted: Counts, at: datetime, looks: Looks = NONE) -> tuple[date, Any] | None:
    """The next day on which something of a person's ends by itself, with what that is; rows that are counted in days, the oldest first."""
    held = [holding for label in counted if (holding := HOLDINGS.get(label)) and holding.keep.days is not None]
    oldest = [(holding, shown(holding, rows_of(holding, person_id), looks).aggregate(since=Min("held_from"))["since"]) for holding in held]
    ends = [(day, holding.title) for holding, since in oldest if since and (day := keep_until(holding.keep, since, None))]
    return min((each for each in ends if each[0] >= at.date()), key=lambda each: each[0], default=None)
