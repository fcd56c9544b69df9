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
    connection.ensure_connection()
    sent = list(statements)
    if connection.queries_logged:
        connection.queries_log.extend({"sql": statement.text, "time": "0"} for statement in sent)
    wire: psycopg.Connection[Any] = connection.connection
    with connection.wrap_database_errors, wire.pipeline():
        cursors = [psycopg.Cursor(wire).execute(statement.text, statement.parameters or None, prepare=True) for statement in sent]
    return [cursor.fetchall() if cursor.description else [] for cursor in cursors]
