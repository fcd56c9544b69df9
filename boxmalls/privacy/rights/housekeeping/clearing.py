"""
Making the bytes of removed rows go from a database's files.

A vacuum frees the room that a removed row took, and leaves its bytes lying there. So a table is written anew (`VACUUM FULL`), with
its indexes and what lies beside it; then the write-ahead log is switched and a checkpoint deletes the segments before, which our own
clusters delete instead of using again (`wal_recycle`).
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import errors, sql

from config.env import env

from .changes import state_of

LARGE_BYTES = 256 * 1024 * 1024
"""A table that takes more is written anew at night alone: it is closed for as long, about a second for each 100 MB."""

LOCK_WITHIN = "3s"


class NotYet(Exception):
    """Something stands in the way for now; the next run tries again."""


@dataclass(slots=True)
class Cleared:
    """
    What was done in one database.

    :ivar anew: the tables that were written anew, each with its state before (`changes.py`).
    :ivar left: what stood in the way. Only when there is nothing are the bytes gone.
    :ivar log_from: the first segment of the new log.
    """

    anew: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    segments: int = 0
    log_from: str = ""


def clear_database(alias: str, known: Mapping[str, str], *, at_night: bool) -> Cleared:
    """
    Write anew those of these tables that have changed, then begin a new log and delete the old one.

    What cannot be done now is left, and said; the rest is done all the same, so that the next run has less to do.

    :param known: each table with the state in which it was written anew last; the empty text where it is to be written in any case.
    """
    done = Cleared()
    with own_connection(alias) as connection:
        heard: list[str] = []
        connection.add_notice_handler(lambda said: heard.append(said.message_detail or str(said.severity_nonlocalized)))
        connection.execute(sql.SQL("SET lock_timeout = {}").format(LOCK_WITHIN))
        for table, written in sorted(known.items()):
            state = state_of(connection, table)
            if state.is_clean_since(written):
                continue
            try:
                _write_anew(connection, table, heard, at_night)
                done.anew[table] = state.text
            except NotYet as reason:
                done.left.append(str(reason))
        if not done.left:
            _begin_a_new_log(connection, done)
    return done


def _begin_a_new_log(connection: "psycopg.Connection[Any]", done: Cleared) -> None:
    before = _segments(connection)
    try:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
    except errors.InsufficientPrivilege:
        done.left.append("the tables' owner may not begin a new log: grant it pg_checkpoint and pg_switch_wal()")
        return
    done.segments = max(0, before - _segments(connection))
    done.log_from = str(connection.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()[0])  # type: ignore[index]


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
