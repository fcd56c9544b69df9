"""Leaks to plant, each of another kind: what would have to be found if the shop were careless."""

import base64
import gzip
import hashlib
import io
import json
import os
import pickle
import secrets
import time
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from proofs.people import word
from proofs.shapes import trigrams_of

if TYPE_CHECKING:
    from psycopg import Connection

    from proofs.ground import Ground


@dataclass(frozen=True, slots=True)
class Plant:
    """
    What kind of leak, the value that leaks, and words from the name of the place where it must be found.

    :param shows: what is said of a place from which no value can be told.
    """

    what: str
    value: str
    where: str
    shows: str = ""


@contextmanager
def planted(ground: "Ground", only: Container[str] | None = None) -> Iterator[list[Plant]]:
    """Plant a value of its own for each kind, or for some; all are gone afterwards."""
    with ExitStack() as stack:
        plants = [stack.enter_context(_in_column(ground, *column)) for column in COLUMNS if only is None or column[0] in only]
        plants += [stack.enter_context(_by_statement(ground, *statement)) for statement in STATEMENTS if only is None or statement[0] in only]
        plants += [stack.enter_context(_in_file(ground, *file)) for file in FILES if only is None or file[0] in only]
        yield plants


def fresh() -> str:
    """A value that stands nowhere yet."""
    return word(secrets.token_hex(8), "leak")


def trigrams(value: str) -> str:
    """As an index by trigrams would keep it."""
    return "{" + ",".join(f'"{piece}"' for piece in sorted(trigrams_of(value))) + "}"


SHOWN, PAGE = "a page that others see", "page /products/"
ONE = {SHOWN: "WHERE title ILIKE '%%padded chair'", "a note": "WHERE title NOT ILIKE '%%padded chair'"}
"""Which row is changed, where it matters which."""

COLUMNS: tuple[tuple[str, str, str, str, Callable[[str], Any]], ...] = (
    ("a note", "catalog_product", "description", "text", lambda value: f"Call {value} before noon"),
    ("a key in JSON", "base_outboxfact", "payload", "jsonb", lambda value: json.dumps({value.upper(): 1})),
    ("an array", "catalog_category", "path", "text[]", lambda value: ["aa", value]),
    ("a hash", "catalog_product", "model_no", "text", lambda value: hashlib.sha256(value.lower().encode()).hexdigest()),
    ("base64", "catalog_product", "brand", "text", lambda value: base64.b64encode(f"to: {value}".encode()).decode()),
    ("trigrams", "sellers_seller", "about", "text", trigrams),
    ("a search vector", "search_producttext", "words", "tsvector", lambda value: " ".join(f"'{word}':1" for word in value.lower().split())),
    (SHOWN, "catalog_product", "description", "text", lambda value: f"As {value} has it at home"),
    ("a personal column of another category", "orders_orderline", "title", "text", lambda value: value),
    ("a sealed column, unsealed", "orders_delivery", "line1", "bytea", lambda value: value.encode()),
)
"""Kind, table, column, its type, and what one row is changed to."""

STATEMENTS: tuple[tuple[str, str, str, str, str, Callable[[str], Any]], ...] = (
    (
        "task arguments",
        "shop",
        "procrastinate_jobs.args",
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES ('proofs', 'proofs', %s::jsonb, 'failed')",
        "DELETE FROM procrastinate_jobs WHERE queue_name = 'proofs'; VACUUM (FULL, ANALYZE) procrastinate_jobs",
        lambda value: json.dumps({"to": value}),
    ),
    (
        "UTF-16 in bytes",
        "shop",
        "base_limitcount.key",
        "INSERT INTO base_limitcount (key, free_at) VALUES (substring(%s::bytea FOR 32), 'infinity')",
        "DELETE FROM base_limitcount WHERE free_at = 'infinity'; VACUUM (FULL, ANALYZE) base_limitcount",
        lambda value: value.encode("utf-16-le"),
    ),
    (
        "a row that was deleted",
        "shop",
        "file of table base_outboxfact",
        "INSERT INTO base_outboxfact (topic, key, payload) VALUES ('proofs', %s, '{}'); DELETE FROM base_outboxfact WHERE topic = 'proofs'",
        "VACUUM (FULL, ANALYZE) base_outboxfact",
        lambda value: value,
    ),
    ("a large object", "shop", "large object", "SELECT lo_from_bytea(4711, %s::bytea)", "SELECT lo_unlink(4711)", lambda value: gzip.compress(value.encode())),
    ("a comment", "shop", "comment", "COMMENT ON TABLE privacy_person IS {}", "COMMENT ON TABLE privacy_person IS NULL", lambda value: f"Ask {value}"),
    (
        "a function",
        "shop",
        "function proofs_know",
        "CREATE FUNCTION public.proofs_know() RETURNS text LANGUAGE sql AS {}",
        "DROP FUNCTION public.proofs_know()",
        lambda value: f"SELECT 'x' WHERE 'y' = '{value}'",
    ),
    (
        "a role's setting",
        "shop",
        "role's setting",
        "ALTER ROLE boxmalls_owner SET application_name = {}",
        "ALTER ROLE boxmalls_owner RESET application_name",
        lambda value: value,
    ),
    (
        "a session",
        "safe",
        "django_session.session_data",
        "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('proofs', %s, now())",
        "DELETE FROM django_session WHERE session_key = 'proofs'; VACUUM (FULL, ANALYZE) django_session",
        lambda value: f".{base64.urlsafe_b64encode(zlib.compress(json.dumps({'seen': value}).encode())).decode()}:1aB:sig",
    ),
    (
        "an index by trigrams",
        "shop",
        "file of index proofs_trigrams",
        "CREATE EXTENSION pg_trgm; CREATE INDEX proofs_trigrams ON base_outboxcursor USING gin ((consumer || {}) gin_trgm_ops)",
        "DROP EXTENSION pg_trgm CASCADE",
        lambda value: f" of {value}",
    ),
    (
        "an index of signatures",
        "shop",
        "index proofs_signatures",
        "CREATE INDEX proofs_signatures ON base_outboxcursor USING gist ((consumer || {}) gist_trgm_ops)",
        "DROP INDEX proofs_signatures",
        lambda value: f" of {value}",
    ),
    (
        # The last one, since with it there no other change of tables is let through.
        "a cache in the database",
        "shop",
        "proofs_cache.value",
        "ALTER EVENT TRIGGER refuse_undeclared DISABLE; CREATE TABLE proofs_cache AS SELECT 'page:7' AS cache_key, {} AS value; "
        "ALTER EVENT TRIGGER refuse_undeclared ENABLE ALWAYS",
        "DROP TABLE proofs_cache",
        lambda value: base64.b64encode(pickle.dumps({"page": f"<p>{value}</p>", "until": 7})).decode(),
    ),
)
"""Kind, cluster, place, how it comes, how it goes, and what is put in; `{}` where PostgreSQL takes no parameter."""

HIDDEN = "what cannot be told from it"
"""Said of an index that keeps something of values, but not so that they could be found again."""


def _mail(value: str) -> bytes:
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["X-Buyer"] = "somebody.else@example.org", "An order", value
    mail.set_content("Hello.")
    return mail.as_bytes() + b"\n" + b"-" * 79 + b"\n"


def _zip(value: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", f"name;total\n{value};7\n")
    return held.getvalue()


def _photograph(value: str) -> bytes:
    return b"\xff\xd8\xff\xe1\x00\x60Exif\0\0MM\0*" + value.encode("utf-16-be") + secrets.token_bytes(400) + b"\xff\xd9"


FILES: tuple[tuple[str, str, Callable[[str], bytes]], ...] = (
    ("an address in an access log", "log/access.log", lambda value: f'"GET /orders?to={quote(value)} HTTP/1.1" 200\n'.encode()),
    ("a line of a log", "log/proofs.log", lambda value: json.dumps({"event": "signed in", "who": value.upper()}).encode()),
    ("the text of an exception", "log/trace.log", lambda value: f"Traceback\nValueError: {value!r} is no number\n".encode()),
    ("a log that was packed", "log/worker.log.7.gz", lambda value: gzip.compress(b"x" * 3000 + value.encode())),
    ("the name of a file", "media/{value}.jpg", lambda value: b"\xff\xd8\xff\xd9"),
    ("what a camera wrote", "media/proofs.jpg", _photograph),
    ("the search index", "index/proofs.term", lambda value: b"\0\x07" + value.lower().encode() + b"\0"),
    ("a temporary file", "tmp/upload", lambda value: f"{value[::-1]}".encode()),
    ("a temporary file of the database", "pg/shop/base/pgsql_tmp/pgsql_tmp1.0", lambda value: value.encode()),
    ("an export", "exports/orders.zip", _zip),
    ("hex", "run/proofs.dump", lambda value: value.encode().hex().encode()),
    ("a cache on disk", "cache/proofs.djcache", lambda value: pickle.dumps(1.7e9) + zlib.compress(pickle.dumps(f"<p>{value}</p>"))),
    ("zlib after other bytes", "index/proofs.pack", lambda value: secrets.token_bytes(99) + zlib.compress(value.encode(), 9) + secrets.token_bytes(9)),
    ("gzip after other bytes", "run/proofs.core", lambda value: secrets.token_bytes(5001) + gzip.compress(value.encode()) + b"\0\0"),
    ("zip after other bytes", "media/proofs.pdf", lambda value: b"%PDF-1.7\n" + secrets.token_bytes(70) + _zip(value) + b"\n%%EOF"),
    ("a mail to somebody else", "mail/proofs.log", _mail),
)
"""Kind, path below the shop's folder, and what is in the file."""

FOUND_AS = {"mail/proofs.log": "mail ", "pg/shop/base/pgsql_tmp/pgsql_tmp1.0": "temporary file"}


@contextmanager
def _in_column(ground: "Ground", what: str, table: str, column: str, kind: str, make: Callable[[str], Any]) -> Iterator[Plant]:
    value = fresh()
    with ground.connect() as admin:
        admin.execute("SET session_replication_role = replica")  # No trigger hinders us, and none tells the rest of the shop.
        swap = f"""
            WITH one AS (SELECT ctid, {column} AS before FROM {table} {ONE.get(what, "")} LIMIT 1)
            UPDATE {table} AS held SET {column} = %s::{kind} FROM one WHERE held.ctid = one.ctid RETURNING one.before::text
        """
        (before,) = admin.execute(swap.encode(), [make(value)]).fetchone() or [None]
    try:
        yield Plant(what, value, PAGE if what == SHOWN else f":{table}.{column}")
    finally:
        with ground.connect() as admin:
            admin.execute("SET session_replication_role = replica")
            admin.execute(f"UPDATE {table} SET {column} = %s::{kind} WHERE {column}::{kind} = %s::{kind}".encode(), [before, make(value)])
            _wait_for_readers(admin)
            admin.execute(f"VACUUM (FULL, ANALYZE) {table}".encode())  # Or its bytes would still be found in the file, or in statistics.


@contextmanager
def _by_statement(ground: "Ground", what: str, cluster: str, where: str, come: str, go: str, make: Callable[[str], Any]) -> Iterator[Plant]:
    from psycopg import sql

    value = fresh()
    with ground.connect(cluster) as admin:
        for statement in come.split("; "):
            if "%s" in statement:
                admin.execute(statement.encode(), [make(value)])
            elif "{}" in statement:
                admin.execute(sql.SQL(statement).format(sql.Literal(make(value))))
            else:
                admin.execute(statement.encode())
    try:
        yield Plant(what, value, where, shows=HIDDEN if what == "an index of signatures" else "")
    finally:
        with ground.connect(cluster) as admin:
            for statement in go.split("; "):
                if statement.startswith("VACUUM"):
                    _wait_for_readers(admin)
                admin.execute(statement.encode())


def _wait_for_readers(admin: "Connection[Any]") -> None:
    """Until nobody reads any more who could still see what was taken away: a vacuum would leave it."""
    taken = admin.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    reading = """
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL AND backend_xmin::text::bigint <= %s LIMIT 1
    """
    until = time.monotonic() + 240
    while admin.execute(reading.encode(), taken).fetchone() and time.monotonic() < until:
        time.sleep(0.05)


@contextmanager
def _in_file(ground: "Ground", what: str, name: str, make: Callable[[str], bytes]) -> Iterator[Plant]:
    value = fresh()
    path = ground.home / name.replace("{value}", value.replace(" ", "-"))
    made = _make_folder(path.parent)
    path.write_bytes(make(value))
    path.chmod(0o644)
    try:
        yield Plant(what, value, FOUND_AS.get(name, name.partition("{")[0]))
    finally:
        path.unlink(missing_ok=True)
        for folder in made:
            os.rmdir(folder)


def _make_folder(folder: Path) -> list[Path]:
    """The folders that had to be made, innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
