"""Whether canaries arrived: which personal columns of both databases hold, or have held, something of theirs."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg import sql

if TYPE_CHECKING:
    from psycopg import Connection

    from proofs.ground import Ground

EMPTY_SEAL = 29
"""How long what seals nothing is: a version, a nonce, a tag."""
ROW = "a row"
"""What is awaited where no column is marked: the row itself is what is personal."""
SESSIONS = "django_session"
"""Tickets at the door name nobody; whose they are, the list of open sessions says."""

OF_SESSIONS = (
    "held.session_key IN (SELECT mine.session_key FROM usersessions_usersession mine "
    "JOIN signin_user who ON who.id = mine.user_id WHERE who.person_id = ANY(%s))"
)
KEYS = """
SELECT k.conrelid::regclass::text, a.attname::text, k.confrelid::regclass::text, b.attname::text FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
WHERE k.contype = 'f' AND cardinality(k.conkey) = 1
"""
COLUMNS = "SELECT attrelid::regclass::text, attname::text FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid >= 16384"
type Cell = tuple[str, str]


@dataclass(slots=True)
class Arrival:
    """
    What was reached so far, looked at from outside after each chapter of a walk.

    :param strangers: the persons who were there before the first canary came; whoever came since is one.
    """

    ground: "Ground"
    awaited: dict[str, dict[str, Any]]
    strangers: frozenset[str]
    reached: dict[Cell, str] = field(default_factory=dict)

    @classmethod
    def at(cls, ground: "Ground") -> "Arrival":
        """Nothing is reached yet: nobody has come."""
        book = json.loads(ground.run("register", "--json"))
        awaited = {table["table"]: table for table in book["tables"] if table["about"] == "person"}
        return cls(ground, awaited, frozenset(_persons(ground)))

    @property
    def cells(self) -> set[Cell]:
        """Every column that a person's value may stand in; the row, where the register marks none."""
        marked = {name: [each["column"] for each in table["columns"] if each["category"]] for name, table in self.awaited.items()}
        return {(table, column) for table, columns in marked.items() for column in columns or [ROW]}

    @property
    def missing(self) -> set[Cell]:
        """What was never reached."""
        return self.cells - set(self.reached)

    def look(self, chapter: str) -> None:
        """Look at every table that still awaits something."""
        canaries = sorted(set(_persons(self.ground)) - self.strangers)
        for cluster in ("shop", "safe"):
            with self.ground.connect(cluster) as connection:
                keys = {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(KEYS).fetchall()}
                here = {tuple(row) for row in connection.execute(COLUMNS).fetchall()}
                for table, columns in _by_table(self.missing).items():
                    if any(name == table for name, _column in here):
                        found = self._in_table(connection, table, columns, keys, here, canaries)
                        self.reached |= {(table, column): chapter for column in found}

    def _in_table(self, connection: "Connection[Any]", table: str, columns: list[str], keys: Any, here: set[Any], canaries: list[str]) -> list[str]:
        sealed = {each["column"] for each in self.awaited[table]["columns"] if each.get("sealed")}
        joins, whose = _whose(table, self.awaited[table]["person"], keys, here)
        full = [sql.SQL("true") if column == ROW else _full(column, column in sealed) for column in columns]
        read = sql.SQL("SELECT {} FROM {} AS held {} WHERE {}").format(
            sql.SQL(", ").join(sql.SQL("bool_or({})").format(each) for each in full), sql.Identifier(table), joins, whose
        )
        found = connection.execute(read, [canaries]).fetchone() or ()
        return [column for column, is_full in zip(columns, found, strict=True) if is_full]


def _persons(ground: "Ground") -> list[str]:
    return [str(row[0]) for row in ground.rows("SELECT id FROM privacy_person")]


def _by_table(cells: set[Cell]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in sorted(cells):
        found.setdefault(table, []).append(column)
    return found


def _full(column: str, sealed: bool) -> sql.Composable:
    if sealed:
        return sql.SQL("octet_length(held.{}) > {}").format(sql.Identifier(column), sql.Literal(EMPTY_SEAL))
    return sql.SQL("coalesce(to_jsonb(held) -> {}, 'null') NOT IN ('null', '\"\"', '[]', '{{}}')").format(sql.Literal(column))


def _whose(table: str, way: str, keys: dict[Cell, Cell], here: set[Any]) -> tuple[sql.Composable, sql.Composable]:
    """The joins along the way that the register names and the database's keys know, and the condition that a row is a canary's."""
    if table == SESSIONS:
        return sql.SQL(""), sql.SQL(OF_SESSIONS)
    *steps, last = way.split("__")
    joins, alias = [], "held"
    for number, step in enumerate(steps):
        target, key = keys[table, f"{step}_id"]
        joins.append(sql.SQL("JOIN {} AS {} ON {}.{} = {}.{}").format(*map(sql.Identifier, (target, f"on{number}", f"on{number}", key, alias, f"{step}_id"))))
        table, alias = target, f"on{number}"
    column = last if (table, last) in here else f"{last}_id"
    return sql.SQL(" ").join(joins), sql.SQL("{}.{}::text = ANY(%s)").format(*map(sql.Identifier, (alias, column)))
