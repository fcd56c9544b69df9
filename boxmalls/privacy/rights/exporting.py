"""Everything about a person, to carry away: JSON with its schema, a page to read, and files, in one ZIP."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import get_language

from boxmalls.privacy.models import Person
from boxmalls.privacy.register import HOLDINGS, Category, Holding
from boxmalls.privacy.retention.rules import keep_until
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy.vault.keys import keyring

from .redacting import left_out
from .rows import held_from, holding_something, law_of, model_of
from .silenced import is_shown, silent_looks
from .words import NEVER_SHOWN, name_of
from .written import read_rows

SCHEMA = Path(__file__).parent / "export.schema.json"
FORMAT = "boxmalls-export/1"


def export_person(*, person: Person | UUID, at: datetime, category: Category | None = None, goes_on: bool = False) -> bytes:
    """
    Return a ZIP with everything, or one category of everything, that is held about a person, by the same declarations that *Your data* shows.

    The same holdings at the same moment make the same bytes.

    :param goes_on: whether it is to be handed on to somebody else: then what the person told us about others is left out.

    `export.json` is for machines (`export.schema.json` describes it), `index.html` for people, `files/` holds files as they were sent.
    """
    person_id = person.pk if isinstance(person, Person) else person
    files: dict[str, bytes] = {}
    with keyring():
        said = describe(person_id, at, files, category, goes_on=goes_on)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        _write(archive, "export.json", json.dumps(said, ensure_ascii=False), at)
        _write(archive, "export.schema.json", SCHEMA.read_text(), at)
        _write(archive, "index.html", _page(said), at)
        for name, content in sorted(files.items()):
            _write(archive, name, content, at)
    return packed.getvalue()


def _write(archive: ZipFile, name: str, content: str | bytes, at: datetime) -> None:
    entry = ZipInfo(name, date_time=at.timetuple()[:6])
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, content)


def describe(
    person_id: UUID, at: datetime, files: dict[str, bytes] | None = None, category: Category | None = None, *, goes_on: bool = False
) -> dict[str, Any]:
    """Everything that is held, as plain values; files are put into `files` under the names that the values say."""
    from .importing import rows_brought

    person, beside = Person.objects.get(pk=person_id), {} if files is None else files
    something = holding_something(person_id, "default") | holding_something(person_id, "safe")
    brought = rows_brought(person_id) if "privacy.Brought" in something else {}
    labels = sorted({*something, *brought} - {"privacy.Brought"})
    held = [holding for label in labels if (holding := HOLDINGS.get(label)) and exported_columns(holding, category)]
    rows, looks = read_rows(held, person_id), silent_looks(person_id, at=at, known=labels)
    if looks:
        rows = {holding.model: [row for row in rows[holding.model] if is_shown(holding, row, looks)] for holding in held}
        held = [holding for holding in held if rows[holding.model] or holding.model in brought]
    unwrap(chain.from_iterable(rows.values()))
    return {
        "format": FORMAT,
        "exported_at": at.isoformat(),
        "person": {"id": str(person.pk), "kind": person.kind, "made_at": person.made_at.isoformat()},
        "holdings": [
            _holding(holding, exported_columns(holding, category), rows[holding.model], person_id, beside, brought.get(holding.model, []), goes_on=goes_on)
            for holding in held
        ],
    }


def exported_columns(holding: Holding, category: Category | None = None) -> list[str]:
    """The columns that an export carries: the personal ones; where there are none, the row itself is what is personal."""
    if category is not None:
        return [column for column, (its, _purpose) in holding.fields.items() if its is category]
    of_the_row = sorted(holding.plain.split()) if holding.purpose or not holding.fields else []
    return [*holding.fields, *of_the_row]


def _holding(
    holding: Holding, columns: list[str], rows: list[Any], person_id: UUID, files: dict[str, bytes], brought: list[dict[str, Any]], *, goes_on: bool
) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "holding": holding.model,
        "title": str(holding.title),
        "columns": [_told(holding, column, language) for column in columns],
        "rows": [
            *(_row(holding, row, columns, files, left_out(holding, row, person_id, goes_on=goes_on)) for row in rows),
            *(_row_brought(row, columns, files) for row in brought),
        ],
    }


_described: dict[tuple[str, str, str], tuple[Holding, dict[str, Any]]] = {}


def _told(holding: Holding, column: str, language: str) -> dict[str, Any]:
    """What is said of a column: the same for everybody who reads this language, and put into words once."""
    known = _described.get((holding.model, column, language))
    if known is None or known[0] is not holding:
        known = _described[holding.model, column, language] = holding, _column(holding, column)
    return dict(known[1])


def _column(holding: Holding, column: str) -> dict[str, Any]:
    field = next(field for field in model_of(holding)._meta.concrete_fields if field.attname == column)
    category, purpose = holding.fields.get(column, (None, holding.purpose))
    assert purpose is not None
    return {
        "column": column,
        "name": name_of(holding, column, field),
        "category": category.clause if category else None,
        "occasion": purpose.occasion.clause,
        "purpose": purpose.code,
        "why": str(purpose.words),
        "basis": purpose.basis.value,
    }


def _row_brought(row: dict[str, Any], columns: list[str], files: dict[str, bytes]) -> dict[str, Any]:
    """A row as it stood in the download that it came from."""
    from .importing import files_of

    files |= files_of(row)
    return row | {"values": {column: value for column, value in row["values"].items() if column in columns}}


def _row(holding: Holding, row: models.Model, columns: list[str], files: dict[str, bytes], out: frozenset[str]) -> dict[str, Any]:
    until = keep_until(holding.keep, held_from(row), law_of(row))
    said: dict[str, Any] = {
        "id": ":".join(map(str, row.pk)) if isinstance(row.pk, tuple) else str(row.pk),
        "until": until.isoformat() if until else None,
        "values": {column: _plain(getattr(row, column), files) for column in columns if column not in NEVER_SHOWN and column not in out},
    }
    withheld, redacted = (
        [column for column in columns if column in NEVER_SHOWN and row.__dict__[column] is not None],
        sorted(column for column in out & set(columns) if getattr(row, column)),
    )
    return said | ({"withheld": withheld} if withheld else {}) | ({"redacted": redacted} if redacted else {})


def _plain(value: Any, files: dict[str, bytes]) -> Any:
    """A value as JSON has it; bytes in hex, and files lie beside it."""
    if isinstance(value, FieldFile):
        return _lay_beside(value, files)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each, files) for each in value]
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _lay_beside(value: FieldFile, files: dict[str, bytes]) -> str | None:
    if not value:
        return None
    name = f"files/{value.name}"
    with value.open("rb") as opened:
        files[name] = opened.read()
    return name


def _page(said: dict[str, Any]) -> str:
    from boxmalls.ui.rendering import render_text

    words = {"said": said, "tables": list(_tables(said)), "language": get_language() or "en"}
    return render_text("privacy/export.html", words)


def _tables(said: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[list[str]]]]:
    """Each holding with its rows as words."""
    for holding in said["holdings"]:
        names = [column["column"] for column in holding["columns"]]
        yield holding, [[_words(row["values"].get(name)) for name in names] for row in holding["rows"]]


def _words(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
