"""Every row of every table of both databases, as PostgreSQL has it, in a form in which two runs can be held side by side."""

import json
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.db import connections

from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.models import Withheld

TABLES = """
SELECT c.oid, c.relname, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 3
"""
COUNTED = """
SELECT a.attname FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%%')
"""
POINTERS = """
SELECT a.attname, k.confrelid::regclass::text FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f' AND k.conrelid = %s AND cardinality(k.conkey) = 1
"""

BY_THE_DATABASE = {
    "base_outboxfact": {"transaction_id", "written_at"},
    "base_outboxcursor": {"transaction_id", "fact_id", "moved_at"},
    "ledger_transaction": {"written_by"},
    "privacy_journalending": {"ended_at"},
}
"""Numbers of transactions, and moments that the database takes from its own clock."""

MADE_TOGETHER = {"privacy_journalentry", "privacy_disclosure"}
"""Rows that are made about several persons in one go: their ids are drawn in a row, so one person more or less gives other ids to all after them."""

COUNTED_ID = re.compile(rb'"id": ?"[0-9]+"')
NOT_DATA = {"django_migrations"}

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Table → rows. A number that a sequence gave is replaced by what its row says, wherever it is pointed to."""

    rows: dict[str, list[Row]]

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])


def take_snapshot(*, keep_numbers: bool = False) -> Snapshot:
    """Read both databases."""
    rows: dict[str, list[Row]] = {}
    for database in ("default", "safe"):
        rows |= {f"{database}:{name}": found for name, found in _read(database, keep_numbers).items()}
    return Snapshot(rows)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns that a sequence fills, and where the others point."""

    name: str
    label: str
    counted: frozenset[str]
    pointers: dict[str, str]


@cache
def _tables(database: str) -> list[Table]:
    """Every table of a database; asked once a process, as no test here makes one."""
    found = []
    with connections[database].cursor() as cursor:
        cursor.execute(TABLES)
        for oid, name, label in cursor.fetchall():
            cursor.execute(COUNTED, [oid])
            counted = frozenset(column for (column,) in cursor.fetchall())
            cursor.execute(POINTERS, [oid])
            found.append(Table(name, label, counted, dict(cursor.fetchall())))
    return [table for table in found if table.name not in NOT_DATA]


def _read(database: str, keep_numbers: bool) -> dict[str, list[Row]]:
    tables, rows = _tables(database), {}
    with connections[database].cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(held)::text FROM {table.label} AS held")
            rows[table.label] = [json.loads(text) for (text,) in cursor.fetchall()]
            for row in rows[table.label]:
                for column in BY_THE_DATABASE.get(table.name, ()):
                    row.pop(column, None)
    counted, pointers = {table.label: table.counted for table in tables}, {table.label: table.pointers for table in tables}
    if not keep_numbers:
        _say_what_was_withheld(rows)
        _say_which_entry(rows)
        _say_what_they_point_to(rows, counted, pointers)
    return rows


def _say_what_was_withheld(rows: dict[str, list[Row]]) -> None:
    """What a refusal held back is a whole copy, sealed, which numbers its rows as the database does: let it stay as unreadable, without the numbers."""
    if rows.get("privacy_office_withheld"):
        opened = {str(each.pk): each.withheld for each in unwrap(Withheld.objects.all())}
        for row in rows["privacy_office_withheld"]:
            row["withheld"] = sha256(_without_numbers(bytes(opened[row["id"]] or b""))).hexdigest()


def _without_numbers(copy: bytes) -> bytes:
    with ZipFile(BytesIO(copy)) as packed:
        parts = [packed.read(name) for name in packed.namelist()]
    return b"".join(COUNTED_ID.sub(b'"id": "a number"', part) for part in parts)


def _say_which_entry(rows: dict[str, list[Row]]) -> None:
    """Leaves of the journal point to entries without a foreign key: say which entry it is, and forget ids that were drawn in a row."""
    said = {row["id"]: json.dumps({name: value for name, value in row.items() if name != "id"}, sort_keys=True) for row in rows.get("privacy_journalentry", ())}
    for leaf in rows.get("privacy_journalleaf", ()):
        leaf["entry_id"] = leaf["entry_id"] and said.get(leaf["entry_id"], "an entry that is gone")
    for label in MADE_TOGETHER & rows.keys():
        for row in rows[label]:
            row.pop("id")


def _say_what_they_point_to(rows: dict[str, list[Row]], counted: dict[str, frozenset[str]], pointers: dict[str, dict[str, str]]) -> None:
    """Replace numbers of a sequence, also where they are pointed to, by what stands in the row."""
    said: dict[str, dict[Any, str]] = {}

    def words(table: str) -> dict[Any, str]:
        if table not in said:
            said[table] = {}  # A table that points to itself is not followed.
            for row in rows[table]:
                for column, target in pointers[table].items():
                    if target in rows and counted[target] and row[column] is not None:
                        row[column] = words(target).get(row[column], "?")
            for row in rows[table]:
                numbers = {column: row.pop(column) for column in counted[table] if column in row}
                if "id" in numbers:
                    said[table][numbers["id"]] = json.dumps(row, sort_keys=True)
        return said[table]

    for table in rows:
        words(table)
