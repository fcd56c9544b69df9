"""Random changes to tables, of every kind by which PostgreSQL lets a column come to be."""

import random
from collections.abc import Callable
from dataclasses import dataclass

type Columns = list[tuple[str, str]]

PLAIN, PARTED, PART, ABOVE, TYPED, MATERIAL = "proof_plain", "proof_parted", "proof_part", "proof_above", "proof_typed", "proof_material"
SHOPS_OWN = ("privacy_person", "orders_delivery", "accounts_address", "base_outboxfact")
TYPES = ("text", "jsonb", "bytea", "text[]", "tsvector", "inet", "integer", "date", "proof_shape")


TIDY = (
    f"DROP MATERIALIZED VIEW IF EXISTS {MATERIAL}",
    f"DROP TABLE IF EXISTS {', '.join((PLAIN, PARTED, ABOVE, TYPED))} CASCADE",
    "DROP TYPE IF EXISTS proof_shape CASCADE",
    "DROP SCHEMA IF EXISTS proof_elsewhere CASCADE",
    "DROP FOREIGN DATA WRAPPER IF EXISTS proof_abroad CASCADE",
    "REVOKE CREATE ON DATABASE boxmalls FROM boxmalls_owner",
)


@dataclass(frozen=True, slots=True)
class Change:
    """Statements, the columns that they bring a declaration for, and who makes them."""

    statements: tuple[str, ...]
    declares: tuple[tuple[str, str], ...] = ()
    role: str = "owner"


def prepare() -> tuple[list[str], Columns]:
    """What stands before, and its declarations."""
    statements = [
        "CREATE TYPE proof_shape AS (kind text)",
        f"CREATE TABLE {PLAIN} (id integer, note text)",
        f"CREATE TABLE {ABOVE} (id integer)",
        f"CREATE TABLE {PARTED} (id integer, at date) PARTITION BY RANGE (at)",
        f"CREATE TABLE {PART} PARTITION OF {PARTED} FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        f"CREATE TABLE {TYPED} OF proof_shape",
        f"CREATE MATERIALIZED VIEW {MATERIAL} AS SELECT id FROM {ABOVE}",
        "CREATE SCHEMA proof_elsewhere",
        "CREATE FOREIGN DATA WRAPPER proof_abroad",
        "CREATE SERVER proof_server FOREIGN DATA WRAPPER proof_abroad",
        *(f"ALTER TABLE {table} OWNER TO boxmalls_owner" for table in (PLAIN, ABOVE, PARTED, PART, TYPED)),
        f"ALTER MATERIALIZED VIEW {MATERIAL} OWNER TO boxmalls_owner",
        "ALTER TYPE proof_shape OWNER TO boxmalls_owner",
        "GRANT ALL ON SCHEMA proof_elsewhere TO boxmalls_owner",
        "GRANT USAGE ON FOREIGN SERVER proof_server TO boxmalls_owner",
        "GRANT CREATE ON DATABASE boxmalls TO boxmalls_owner",
    ]
    columns = [(PLAIN, "id"), (PLAIN, "note"), (ABOVE, "id"), (PARTED, "id"), (PARTED, "at"), ("proof_shape", "kind"), (TYPED, "kind"), (MATERIAL, "id")]
    return statements, columns


def random_change(rng: random.Random) -> Change:
    """One to three changes; half of them bring their declaration along, some of those forget a column."""
    names = _Names(rng)
    statements: list[str] = []
    declares: Columns = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        made, needs = rng.choice(KINDS)(names)
        statements += made
        declares += needs
    if rng.random() < 0.5:
        declares = []
    elif declares and rng.random() < 0.2:
        declares.remove(rng.choice(declares))
    return Change(tuple(statements), tuple(declares), rng.choice(("owner", "owner", "admin")))


class _Names:
    """Fresh names and columns."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.given = 0

    def fresh(self, prefix: str) -> str:
        self.given += 1
        return f"{prefix}_{self.rng.randrange(16**6):06x}_{self.given}"

    def columns(self) -> tuple[list[str], str]:
        names = [self.fresh("c") for _ in range(self.rng.randint(1, 3))]
        return names, ", ".join(f"{name} {self.rng.choice(TYPES)}" for name in names)


type Kind = Callable[[_Names], tuple[list[str], Columns]]


def _create(names: _Names) -> tuple[list[str], Columns]:
    table, (columns, told) = names.fresh("proof_new"), names.columns()
    how = names.rng.choice(("TABLE", "UNLOGGED TABLE", "TABLE IF NOT EXISTS"))
    return [f"CREATE {how} {table} ({told})"], [(table, column) for column in columns]


def _create_without_columns(names: _Names) -> tuple[list[str], Columns]:
    table = names.fresh("proof_new")
    return [f"CREATE TABLE {table} ()", f"ALTER TABLE {table} ADD kept text"], [(table, "kept")]


def _create_as(names: _Names) -> tuple[list[str], Columns]:
    table, column = names.fresh("proof_new"), names.fresh("c")
    how = names.rng.choice(("CREATE TABLE {0} AS SELECT 1 AS {1}", "SELECT 1 AS {1} INTO {0}", "CREATE MATERIALIZED VIEW {0} AS SELECT 1 AS {1}"))
    return [how.format(table, column)], [(table, column)]


def _create_like(names: _Names) -> tuple[list[str], Columns]:
    table = names.fresh("proof_new")
    how = names.rng.choice(("CREATE TABLE {0} (LIKE {1} INCLUDING ALL)", "CREATE TABLE {0} () INHERITS ({1})", "CREATE TABLE {0} AS TABLE {1}"))
    return [how.format(table, PLAIN)], [(table, "id"), (table, "note")]


def _create_elsewhere(names: _Names) -> tuple[list[str], Columns]:
    table, (columns, told) = names.fresh("t"), names.columns()
    return [f"CREATE TABLE proof_elsewhere.{table} ({told})"], [(f"proof_elsewhere.{table}", column) for column in columns]


def _create_schema(names: _Names) -> tuple[list[str], Columns]:
    schema, (columns, told) = names.fresh("proof_schema"), names.columns()
    return [f"CREATE SCHEMA {schema} CREATE TABLE t ({told})"], [(f"{schema}.t", column) for column in columns]


def _create_abroad(names: _Names) -> tuple[list[str], Columns]:
    table, (columns, told) = names.fresh("proof_foreign"), names.columns()
    return [f"CREATE FOREIGN TABLE {table} ({told}) SERVER proof_server"], [(table, column) for column in columns]


def _create_in_code(names: _Names) -> tuple[list[str], Columns]:
    table = names.fresh("proof_new")
    return [f"DO $do$ BEGIN EXECUTE 'CREATE TABLE {table} (hidden text)'; END $do$"], [(table, "hidden")]


def _create_by_function(names: _Names) -> tuple[list[str], Columns]:
    table, function = names.fresh("proof_new"), names.fresh("proof_make")
    body = f"CREATE TABLE {table} (hidden text)"
    return [f"CREATE FUNCTION {function}() RETURNS void LANGUAGE plpgsql AS $fn$ BEGIN {body}; END $fn$", f"SELECT {function}()"], [(table, "hidden")]


def _create_typed(names: _Names) -> tuple[list[str], Columns]:
    table = names.fresh("proof_new")
    return [f"CREATE TABLE {table} OF proof_shape"], [(table, "kind")]


def _create_type(names: _Names) -> tuple[list[str], Columns]:
    kind, (columns, told) = names.fresh("proof_type"), names.columns()
    return [f"CREATE TYPE {kind} AS ({told})"], [(kind, column) for column in columns]


def _widen_type(names: _Names) -> tuple[list[str], Columns]:
    column = names.fresh("c")
    return [f"ALTER TYPE proof_shape ADD ATTRIBUTE {column} text CASCADE"], [("proof_shape", column), (TYPED, column)]


def _create_parted(names: _Names) -> tuple[list[str], Columns]:
    table, (columns, told) = names.fresh("proof_new"), names.columns()
    made = [f"CREATE TABLE {table} (place integer, {told}) PARTITION BY HASH (place)"]
    made += [f"CREATE TABLE {table}_{part} PARTITION OF {table} FOR VALUES WITH (MODULUS 2, REMAINDER {part})" for part in range(2)]
    return made, [(table, column) for column in ("place", *columns)]


def _add_partition(names: _Names) -> tuple[list[str], Columns]:
    year = names.rng.randint(2030, 9000)
    return [f"CREATE TABLE {names.fresh('proof_part')} PARTITION OF {PARTED} FOR VALUES FROM ('{year}-01-01') TO ('{year}-01-02')"], []


def _detach(names: _Names) -> tuple[list[str], Columns]:
    part, year = names.fresh("proof_part"), names.rng.randint(2030, 9000)
    made = [f"CREATE TABLE {part} PARTITION OF {PARTED} FOR VALUES FROM ('{year}-02-01') TO ('{year}-02-02')", f"ALTER TABLE {PARTED} DETACH PARTITION {part}"]
    return made, [(part, "id"), (part, "at")]


def _add_column(names: _Names) -> tuple[list[str], Columns]:
    table, (columns, _told) = names.rng.choice((PLAIN, ABOVE, PARTED, *SHOPS_OWN)), names.columns()
    return [f"ALTER TABLE {table} {', '.join(f'ADD COLUMN {column} text' for column in columns)}"], [(table, column) for column in columns]


def _add_generated(names: _Names) -> tuple[list[str], Columns]:
    column = names.fresh("c")
    return [f"ALTER TABLE {PLAIN} ADD {column} text GENERATED ALWAYS AS (upper(note)) STORED"], [(PLAIN, column)]


def _rename_column(names: _Names) -> tuple[list[str], Columns]:
    column = names.fresh("c")
    how = names.rng.choice(("TABLE", "TABLE", "TABLE IF EXISTS"))
    name = names.fresh("proof_new")  # A table of its own, so that several changes do not meet.
    return [f"CREATE TABLE {name} (id integer)", f"ALTER {how} {name} RENAME COLUMN id TO {column}"], [(name, "id"), (name, column)]


def _rename_table(names: _Names) -> tuple[list[str], Columns]:
    old, new = names.fresh("proof_new"), names.fresh("proof_named")
    return [f"CREATE TABLE {old} (id integer)", f"ALTER TABLE {old} RENAME TO {new}"], [(old, "id"), (new, "id")]


def _move_table(names: _Names) -> tuple[list[str], Columns]:
    table = names.fresh("proof_new")
    made = [f"CREATE TABLE {table} (id integer)", f"ALTER TABLE {table} SET SCHEMA proof_elsewhere"]
    return made, [(table, "id"), (f"proof_elsewhere.{table}", "id")]


def _rename_in_view(names: _Names) -> tuple[list[str], Columns]:
    column = names.fresh("c")
    return [f"ALTER MATERIALIZED VIEW {MATERIAL} RENAME COLUMN id TO {column}", f"ALTER MATERIALIZED VIEW {MATERIAL} RENAME COLUMN {column} TO id"], [
        (MATERIAL, column)
    ]


def _harmless(names: _Names) -> tuple[list[str], Columns]:
    name = names.fresh("proof_free")
    return [
        names.rng.choice(
            (
                f"CREATE TEMP TABLE {name} (anything text)",
                f"CREATE INDEX {name} ON {PLAIN} (id)",
                f"CREATE VIEW {name} AS SELECT note AS renamed FROM {PLAIN}",
                f"CREATE SEQUENCE {name}",
                f"COMMENT ON TABLE {PLAIN} IS 'seen'",
                f"CREATE TEMP TABLE {name} AS SELECT 1 AS anything",
                f"ALTER TABLE {PLAIN} ADD CONSTRAINT {name} CHECK (id > 0)",
            )
        )
    ], []


KINDS: tuple[Kind, ...] = (
    _create,
    _create_without_columns,
    _create_as,
    _create_like,
    _create_elsewhere,
    _create_schema,
    _create_abroad,
    _create_in_code,
    _create_by_function,
    _create_typed,
    _create_type,
    _widen_type,
    _create_parted,
    _add_partition,
    _detach,
    _add_column,
    _add_generated,
    _rename_column,
    _rename_table,
    _move_table,
    _rename_in_view,
    _harmless,
)
