"""
Nothing undeclared: random changes to the tables, as the tables' owner and as superuser, each refused whole or declared to the last column.

What must happen to a change is not asked of the shop: it is made with the trigger off, in a transaction that is thrown away, and the catalog is
compared with the register's own print. That is the control, too: with the trigger off, the same changes leave undeclared columns behind.
"""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from proofs import Ground, Outcome, Proof, Size
from proofs.changes import TIDY, Change, prepare, random_change

SEED = 20261122
THROUGH_PSQL = 25
COLUMNS = """
SELECT n.nspname, c.relname, a.attname, (SELECT p.relname FROM pg_partition_root(c.oid) AS r JOIN pg_class p ON p.oid = r)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = ANY ('{r,p,f,m,c}') AND c.oid >= 16384 AND n.nspname !~ '^pg_'
"""
CATALOG = """
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
  SELECT concat_ws('.', c.oid, c.relname, c.relnamespace, c.relkind, a.attname, a.atttypid, a.attisdropped) AS line
  FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.oid >= 16384 AND c.relpersistence <> 't'
  UNION ALL SELECT concat_ws('.', table_name, column_name, kind) FROM register.declared) AS all_of_it
"""
OWN = {"django_migrations", "procrastinate_job_to_defer_v1", "register.declared"}
REFUSED = "PD002"

type Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(slots=True)
class Tried:
    """How one change went."""

    change: Change
    must_be_refused: bool
    held: bool
    sign: str


def run(ground: Ground, size: Size) -> Outcome:
    """Make each change twice: with the trigger off to learn what it would leave, and on to see what becomes of it."""
    rng = random.Random(SEED)
    known = printed_columns(ground)
    with ground.connect() as admin, scratch_tables(admin, known):
        admin.execute("SET lock_timeout = '5s'")
        tried = [_try(ground, admin, known, random_change(rng), number) for number in range(size.of(small=60, full=500))]
    refused = sum(each.must_be_refused for each in tried)
    short = tuple(f"{each.sign}: {each.change.statements}" for each in tried if not each.held)
    told = f"the trigger off ({refused} of them left something undeclared, {len(tried) - refused} did not)"
    return Outcome(len(tried), sum(each.held for each in tried), told, 0 < refused < len(tried), short)


def printed_columns(ground: Ground) -> set[tuple[str, str]]:
    """Table and column, as `boxmalls register --json` prints them."""
    book = json.loads(ground.run("register", "--json"))
    return {(table["table"], column["column"]) for table in book["tables"] for column in table["columns"]}


def undeclared(connection: Connection, known: set[tuple[str, str]]) -> list[str]:
    """What stands in the catalog and not in the register."""
    found = []
    for schema, relation, column, root in connection.execute(COLUMNS).fetchall():
        table = root or relation
        name = table if schema == "public" else f"{schema}.{table}"
        if name not in OWN and (name, column) not in known and not (column is None and any(table == name for table, _ in known)):
            found.append(f"{name}.{column}")
    return found


def _try(ground: Ground, admin: Connection, known: set[tuple[str, str]], change: Change, number: int) -> Tried:
    declared = known | set(change.declares)
    must = bool(_left_without_trigger(admin, change, declared))
    before = admin.execute(CATALOG).fetchone()
    try:
        with admin.transaction(force_rollback=True):
            _make(admin, change)
            refused, left = False, undeclared(admin, declared)
    except psycopg.Error as error:
        if error.sqlstate != REFUSED:
            raise
        refused, left = True, []
    same = admin.execute(CATALOG).fetchone() == before
    if must and number % THROUGH_PSQL == 0:
        refused = refused and "Nothing is kept undeclared" in ground.run("psql", "--role", change.role, *_as_psql(change), fails=True)
        same = same and admin.execute(CATALOG).fetchone() == before
    sign = f"{'refused' if refused else 'made'}, must be {'refused' if must else 'made'}; left {left}; catalog {'as before' if same else 'CHANGED'}"
    return Tried(change, must, refused == must and not left and same, sign)


def _left_without_trigger(admin: Connection, change: Change, declared: set[tuple[str, str]]) -> list[str]:
    with admin.transaction(force_rollback=True):
        admin.execute("ALTER EVENT TRIGGER refuse_undeclared DISABLE")
        found: set[str] = set()
        _make(admin, change, after_each=lambda: found.update(undeclared(admin, declared)))
        return sorted(found)


def _make(admin: Connection, change: Change, *, after_each: Callable[[], None] = lambda: None) -> None:
    admin.execute(f"SET LOCAL ROLE boxmalls_{change.role}".encode())
    for table, column in change.declares:
        admin.execute("INSERT INTO register.declared VALUES (%s, %s, 'plain') ON CONFLICT DO NOTHING", [table, column])
    for statement in change.statements:
        admin.execute(statement.encode())
        after_each()
    admin.execute("RESET ROLE")


def _as_psql(change: Change) -> list[str]:
    return ["-v", "ON_ERROR_STOP=1", "--single-transaction", *(word for statement in change.statements for word in ("-c", statement))]


@contextmanager
def scratch_tables(admin: Connection, known: set[tuple[str, str]]) -> Iterator[None]:
    """Declared tables to change, and some of the shop's own; gone afterwards."""
    statements, columns = prepare()
    for table, column in columns:
        admin.execute("INSERT INTO register.declared VALUES (%s, %s, 'plain') ON CONFLICT DO NOTHING", [table, column])
    known |= set(columns)
    try:
        for statement in statements:
            admin.execute(statement.encode())
        yield
    finally:
        for statement in TIDY:
            admin.execute(statement.encode())
        for table, column in columns:
            admin.execute("DELETE FROM register.declared WHERE table_name = %s AND column_name = %s", [table, column])


PROOF = Proof(code="declared", words="A table or column without a declaration is refused, from psql too", run=run)
