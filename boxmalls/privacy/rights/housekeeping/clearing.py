"""
Making the bytes of removed rows go from a database's files.

A vacuum frees the room that a removed row took, and leaves its bytes lying there. So a table is written anew (`VACUUM FULL`), with
its indexes and what lies beside it; then the write-ahead log is switched and a checkpoint deletes the segments before, which our own
clusters delete instead of using again (`wal_recycle`).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import errors, sql

from config.env import env

LARGE_BYTES = 256 * 1024 * 1024
"""A table that takes more is written anew at night alone: it is closed for as long, about a second for each 100 MB."""

LOCK_WITHIN = "3s"


class NotYet(Exception):
    """Something stands in the way for now; the next run tries again."""


@dataclass(slots=True)
class Cleared:
    """What was done in one database."""

    tables: int = 0
    rows: int = 0
    segments: int = 0
    left: list[str] = field(default_factory=list)


def clear_database(alias: str, tables: Iterable[str], *, at_night: bool) -> Cleared:
    """
    Write these tables anew, then begin a new log and delete the old one.

    :raises NotYet: if a table is busy or too large for the day, or somebody still reads what was removed.
    """
    done = Cleared()
    with own_connection(alias) as connection:
        heard: list[str] = []
        connection.add_notice_handler(lambda said: heard.append(said.message_detail or str(said.severity_nonlocalized)))
        connection.execute(sql.SQL("SET lock_timeout = {}").format(LOCK_WITHIN))
        for table in sorted(tables):
            _write_anew(connection, table, heard, at_night)
            done.tables += 1
        before = _segments(connection)
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
        done.segments = max(0, before - _segments(connection))
    return done


@contextmanager
def own_connection(alias: str) -> "Iterator[psycopg.Connection[Any]]":
    """A connection beside the pool, of the role that owns the tables: before PostgreSQL 17 nobody else may write them anew."""
    where = env.databases_as("owner")[alias]
    options = {name: value for name, value in where["OPTIONS"].items() if name in ("sslmode", "sslrootcert", "sslcert", "sslkey")}
    with psycopg.connect(
        host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=where["USER"], password=where["PASSWORD"], autocommit=True, **options
    ) as connection:
        yield connection


def _write_anew(connection: "psycopg.Connection[Any]", table: str, heard: list[str], at_night: bool) -> None:
    size: int = connection.execute("SELECT pg_total_relation_size(%s::regclass)", [table]).fetchone()[0]  # type: ignore[index]
    if size > LARGE_BYTES and not at_night:
        raise NotYet(f"{table} is large, and is written anew at night")
    heard.clear()
    try:
        connection.execute(sql.SQL("VACUUM (FULL, VERBOSE, ANALYZE) {}").format(sql.Identifier(table)))
    except errors.LockNotAvailable as busy:
        raise NotYet(f"{table} is in use") from busy
    if "WARNING" in heard:
        raise NotYet(f"the role that owns the tables may not write {table} anew")
    if any(int(found[0]) for detail in heard if (found := re.search(r"\d+", detail))):
        raise NotYet(f"somebody still reads what was removed from {table}")


def _segments(connection: "psycopg.Connection[Any]") -> int:
    """How many segments of the log there are, as far as we may ask."""
    try:
        return int(connection.execute("SELECT count(*) FROM pg_ls_waldir()").fetchone()[0])  # type: ignore[index]
    except errors.InsufficientPrivilege:
        return 0
