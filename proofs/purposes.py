"""Personal data is written only for a purpose that its declaration names, whoever writes: each table is tried with none and with a wrong one."""

import json

import psycopg

from proofs import Ground, Outcome, Proof, Size

REFUSED = "PD001"
WRONG = ("", "proofs.curiosity")


def run(ground: Ground, size: Size) -> Outcome:
    """Try to write into each table about people as the role that serves."""
    book = json.loads(ground.run("register", "--json"))
    there = {table for (table,) in ground.rows("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace")}
    tables = sorted(table["table"] for table in book["tables"] if table["about"] == "person" and table["table"] in there)
    tries = [(table, purpose) for table in tables for purpose in WRONG]
    held = [is_refused(ground, table, purpose) for table, purpose in tries]
    short = tuple(table for (table, _purpose), good in zip(tries, held, strict=True) if not good)
    return Outcome(len(tries), sum(held), "one guard taken away", not is_refused(ground, tables[0], "", unguarded=True), short)


def is_refused(ground: Ground, table: str, purpose: str, *, unguarded: bool = False) -> bool:
    """Whether the guard, and not something else, refuses a row; nothing is kept either way."""
    with ground.connect(role="owner" if unguarded else "app") as connection, connection.transaction(force_rollback=True):
        if unguarded:
            connection.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER privacy_guard'.encode())
        connection.execute("SELECT set_config('boxmalls.purpose', %s, true)", [purpose])
        try:
            connection.execute(f'INSERT INTO "{table}" DEFAULT VALUES'.encode())
        except psycopg.Error as error:
            return error.sqlstate == REFUSED
        return False


PROOF = Proof(code="purposes", words="Personal data is written only for a declared purpose, from psql too", run=run)
