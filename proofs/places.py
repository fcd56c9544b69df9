"""Every place where a shop may keep something: columns, index and table files, large objects, comments, statistics, files, mails, pages."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    from psycopg import Connection

    from proofs.ground import Ground

CHUNK = 4 * 1024 * 1024
NOT_OF_THE_SHOP = frozenset({"pg", "secrets", "keys", "mail"})
"""The databases are read by column and by relation; keys are random; mails are read one by one."""

ANY = frozenset("abcdefghi")
COLUMNS = """
SELECT CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname, n.nspname, c.relname, a.attname, t.typname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'm', 'S') AND c.oid >= 16384 AND NOT c.relispartition AND n.nspname <> 'pg_toast' AND c.relpersistence <> 't'
ORDER BY 1, a.attnum
"""
RELATIONS = """
SELECT c.relname, c.relkind, pg_relation_filepath(c.oid), owner.relname,
       CASE WHEN c.relkind = 'i' THEN ARRAY(
           SELECT DISTINCT a.attname::text FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
           WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass) END
FROM pg_class c
LEFT JOIN pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_class toasted ON toasted.reltoastrelid = coalesce(i.indrelid, c.oid)
LEFT JOIN pg_class owner ON owner.oid = coalesce(toasted.oid, i.indrelid, c.oid)
WHERE c.relkind IN ('r', 'i', 't', 'm') AND c.oid >= 16384 AND c.relpersistence <> 't'
"""
OTHERS = {
    "large object": "SELECT oid::text, lo_get(oid) FROM pg_largeobject_metadata",
    "comment": "SELECT objoid::text, description FROM pg_description WHERE objoid >= 16384",
    "comment on the cluster": "SELECT objoid::text, description FROM pg_shdescription",
    "statement at work": "SELECT pid::text, query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query <> ''",
    "prepared statement": "SELECT name, statement FROM pg_prepared_statements",
    "prepared transaction": "SELECT gid, gid FROM pg_prepared_xacts",
    "role's setting": "SELECT setrole::text, setconfig::text FROM pg_db_role_setting",
    "function": "SELECT proname, prosrc FROM pg_proc WHERE oid >= 16384",
    "label": "SELECT objoid::text, label FROM pg_seclabels",
}
STATISTICS = """
SELECT tablename, attname, concat_ws(' ', most_common_vals::text, histogram_bounds::text, most_common_elems::text) FROM pg_stats
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


@dataclass(frozen=True, slots=True)
class Place:
    """
    One place: its name, the categories of the policy that may stand there, and what is in it, piece by piece.

    :param owner: an address whose owner's own values may be here, as in a mail to them.
    """

    name: str
    pieces: Iterable[bytes]
    may: frozenset[str] = frozenset()
    owner: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """What the printed register says of a column."""

    categories: dict[tuple[str, str], str] = field(default_factory=dict)
    sealed: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, book: dict) -> "Declared":
        """From `boxmalls register --json`."""
        told = [(table["table"], column) for table in book["tables"] for column in table["columns"]]
        categories = {(table, column["column"]): column["category"][-1] for table, column in told if column.get("category")}
        return cls(categories, frozenset((table, column["column"]) for table, column in told if column.get("sealed")))

    def may(self, table: str, columns: Iterable[str]) -> frozenset[str]:
        """The categories that these columns may hold in the open."""
        return frozenset(self.categories[table, column] for column in columns if (table, column) in self.categories and (table, column) not in self.sealed)

    def table_may(self, table: str) -> frozenset[str]:
        """The categories that a table's file may hold."""
        return self.may(table, [column for known, column in self.categories if known == table])


def all_places(ground: "Ground", declared: Declared) -> Iterator[Place]:
    """Everything that the shop keeps now."""
    for cluster in ("shop", "safe"):
        with ground.connect(cluster) as connection:
            connection.execute("CHECKPOINT")
            yield from _columns(connection, cluster, declared)
            yield from _others(connection, cluster, declared)
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])
            yield from _relations(connection, cluster, data, declared)
        yield from _temporary(data, cluster)
    yield from _files(ground.home)
    yield from _mails(ground)


def _columns(connection: "Connection", cluster: str, declared: Declared) -> Iterator[Place]:
    for name, schema, table, column, kind in connection.execute(COLUMNS.encode()).fetchall():
        read = sql.SQL("SELECT {0} FROM {1}.{2} WHERE {0} IS NOT NULL" if kind == "bytea" else "SELECT {0}::text FROM {1}.{2} WHERE {0} IS NOT NULL")
        values = (row[0] for row in connection.execute(read.format(*map(sql.Identifier, (column, schema, table)))))
        yield Place(f"{cluster}:{name}.{column}", _joined(values), declared.may(name, [column]), sealed=(name, column) in declared.sealed)


def _joined(values: Iterable[str | bytes]) -> Iterator[bytes]:
    """Short values together, so that a search costs little; bytes one by one, since they may be packed."""
    held: list[bytes] = []
    size = 0
    for value in values:
        if isinstance(value, bytes):
            yield value
            continue
        held.append(value.encode())
        size += len(held[-1])
        if size > CHUNK:
            yield b"\n".join(held)
            held, size = [], 0
    if held:
        yield b"\n".join(held)


def _others(connection: "Connection", cluster: str, declared: Declared) -> Iterator[Place]:
    for what, read in OTHERS.items():
        for name, value in connection.execute(read.encode()).fetchall():
            yield Place(f"{cluster}:{what} {name}", [value if isinstance(value, bytes) else str(value).encode()])
    for table, column, values in connection.execute(STATISTICS.encode()).fetchall():
        yield Place(f"{cluster}:statistics of {table}.{column}", [str(values).encode()], declared.may(table, [column]))


def _relations(connection: "Connection", cluster: str, data: Path, declared: Declared) -> Iterator[Place]:
    """The files themselves: what was deleted may still stand in them."""
    for name, kind, path, table, columns in connection.execute(RELATIONS.encode()).fetchall():
        may = declared.may(table, columns) if kind == "i" and columns else declared.table_may(table)
        yield Place(f"{cluster}:file of {'index' if kind == 'i' else 'table'} {name}", _segments(data / path), may)


def _segments(first: Path) -> Iterator[bytes]:
    for path in [first, *sorted(first.parent.glob(f"{first.name}.*"))] if first.exists() else ():
        yield from _pieces(path)


def _temporary(data: Path, cluster: str) -> Iterator[Place]:
    for path in sorted(data.rglob("pgsql_tmp*/**/*")):
        if path.is_file():
            yield Place(f"{cluster}:temporary file {path.name}", _pieces(path))


def _files(home: Path) -> Iterator[Place]:
    for path in sorted(path for top in home.iterdir() if top.name not in NOT_OF_THE_SHOP for path in [top, *(top.rglob("*") if top.is_dir() else ())]):
        if path.is_file() and not path.is_symlink():
            yield Place(f"file {path.relative_to(home)}", [str(path.relative_to(home)).encode(), *_attributes(path), *_pieces(path)])


def _attributes(path: Path) -> list[bytes]:
    """What a file system may keep beside a file."""
    try:
        return [name.encode() + b"=" + os.getxattr(path, name) for name in os.listxattr(path)]
    except OSError:
        return []


def _pieces(path: Path, overlap: int = 4096) -> Iterator[bytes]:
    """A file in pieces that overlap, so that nothing hides at a seam."""
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(CHUNK):
            yield tail + piece
            tail = piece[-overlap:]


def _mails(ground: "Ground") -> Iterator[Place]:
    for path in sorted((ground.home / "mail").glob("*")):
        yield Place(f"mail's file {path.name}", [path.name.encode()])
    for number, mail in enumerate(ground.mails()):
        yield Place(f"mail {number} ({mail['Subject']})", [mail.as_bytes(), *_parts(mail)], owner=str(mail["To"]).lower())


def _parts(mail: object) -> Iterator[bytes]:
    yield " ".join(str(value) for value in mail.values()).encode("utf-8", "replace")
    for part in mail.walk():
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""
