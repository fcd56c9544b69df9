"""Written SQL on hot paths: kept in `sql/` beside a room's `queries.py`, sent with server-side binding, returned as plain tuples."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

type Parameters = Sequence[Any] | Mapping[str, Any]


@cache
def read(room_file: str, name: str) -> str:
    """The text of `sql/<name>` beside a module: `read(__file__, "listing.sql")`."""
    return (Path(room_file).parent / "sql" / name).read_text(encoding="utf-8")


def rows(statement: str, parameters: Parameters = (), *, using: str = "default") -> list[tuple[Any, ...]]:
    """Run a statement and return its rows as tuples. Past Django's own cursors, which cost as much as a light statement, unless somebody counts or watches."""
    connection = connections[using]
    if connection.execute_wrappers or connection.queries_logged:
        with connection.cursor() as watched:
            watched.execute(statement, parameters or None)
            return watched.fetchall()
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        # What the safe answered is not kept a moment longer than it is needed.
        cursor = _cursor(connection) if using == "default" else psycopg.Cursor(connection.connection)
        return cursor.execute(statement, parameters or None).fetchall()


def _cursor(connection: Any) -> "psycopg.Cursor[Any]":
    """One for all statements of a connection, which is a thread's own: it remembers how each kind of value is sent and read."""
    kept: psycopg.Cursor[Any] | None = getattr(connection, "kept_cursor", None)
    if kept is None or kept.connection is not connection.connection:
        kept = connection.kept_cursor = psycopg.Cursor(connection.connection)
    return kept


def row(statement: str, parameters: Parameters = (), *, using: str = "default") -> tuple[Any, ...] | None:
    """The first row, or None."""
    found = rows(statement, parameters, using=using)
    return found[0] if found else None


def run(statement: str, parameters: Parameters = (), *, using: str = "default") -> int:
    """Run a statement that returns no rows; the number of rows it touched."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return int(cursor.rowcount)
