"""Several statements in one journey to the database, for hot paths that write their own SQL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from django.db import connections


class Statement(NamedTuple):
    """Written SQL with its parameters; sent with server-side binding and prepared."""

    text: str
    parameters: Sequence[Any] | Mapping[str, Any] = ()


type Rows = list[tuple[Any, ...]]


def send(statements: Iterable[Statement], *, using: str = "default") -> list[Rows]:
    """
    Run statements in order, in one journey, inside the transaction that is open now; the rows that each returned.

    The first that fails raises as usual, and takes the transaction with it.
    """
    connection = connections[using]
    if connection.execute_wrappers or connection.queries_logged:
        return [_alone(connection, statement) for statement in statements]
    connection.ensure_connection()
    wire: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors, wire.pipeline():
        cursors = [psycopg.Cursor(wire).execute(statement.text, statement.parameters or None, prepare=True) for statement in statements]
    return [cursor.fetchall() if cursor.description else [] for cursor in cursors]


def _alone(connection: Any, statement: Statement) -> Rows:
    """One journey each, where somebody counts or watches every statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters or None)
        return cursor.fetchall() if cursor.description else []
