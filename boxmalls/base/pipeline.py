"""Several statements in one journey to the database, for hot paths that write their own SQL."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import connections
from psycopg.pq import ExecStatus


class Raw(NamedTuple):
    """SQL with `$1`, `$2`, … in the database's own words: the driver reads any other text of more than 4 kB anew each time."""

    text: bytes
    parameters: Sequence[Any]


class Statement(NamedTuple):
    """Written SQL with its parameters; sent with server-side binding and prepared. A long one may say itself raw, too."""

    text: str
    parameters: Sequence[Any] | Mapping[str, Any] = ()
    raw: Raw | None = None


type Rows = list[tuple[Any, ...]]

ALONG: dict[str, Callable[[UUID], Statement]] = {}
"""
What the frame of a page asks the shop's database about its reader (`cart_count`), so that a page with questions of its own sends it along and
keeps the answer in `request.along`.
"""


def send(statements: Iterable[Statement], *, using: str = "default") -> list[Rows]:
    """
    Run statements in order, in one journey, inside the transaction that is open now; the rows that each returned.

    The first that fails raises as usual, and takes the transaction with it.
    """
    connection = connections[using]
    if connection.execute_wrappers or connection.queries_logged:
        return [_alone(connection, statement) for statement in statements]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    wire: psycopg.Connection[Any] = connection.connection
    several = list(statements)
    with connection.wrap_database_errors, wire.pipeline() if len(several) > 1 else nullcontext():
        cursors = [_sent(wire, statement) for statement in several]
    return [cursor.fetchall() if cursor.pgresult and cursor.pgresult.status == ExecStatus.TUPLES_OK else [] for cursor in cursors]


def _sent(wire: "psycopg.Connection[Any]", statement: Statement) -> "psycopg.Cursor[Any]":
    if statement.raw:
        return psycopg.RawCursor(wire).execute(statement.raw.text, statement.raw.parameters, prepare=True)
    return psycopg.Cursor(wire).execute(statement.text, statement.parameters or None, prepare=True)


def _alone(connection: Any, statement: Statement) -> Rows:
    """One journey each, where somebody counts or watches every statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters or None)
        return cursor.fetchall() if cursor.description else []
