"""A dump of one database, and its return: into a new database beside, then in the old one's place in one transaction."""

from pathlib import Path

from psycopg import sql

from boxmalls.privacy.vault.streams import NotAsSealed
from config.env.credentials import USERS, Credentials
from ops.backups.programs import Server
from ops.backups.sealing import Box
from ops.clusters.roles import prepare_database
from ops.trouble import Trouble

DUMP = "database.dump"
COMING, GOING = "{}_restoring", "{}_replaced"


def dump(server: Server, folder: Path, box: Box) -> None:
    """Dump the database as it is at this moment, in PostgreSQL's custom format, into a box; the shop goes on meanwhile."""
    with server.writes("pg_dump", "--format=custom", "--compress=5", "--no-password", "--dbname", server.address()) as written:
        box.take_in(DUMP, written, folder / DUMP)


def restore(server: Server, folder: Path, box: Box, *, credentials: Credentials | None) -> None:
    """
    Put a dump in the database's place. What is there stays until all of the dump is in, and goes in the same moment.

    :param credentials: of a cluster of ours; none where the database is somebody else's, which is then emptied and filled in one transaction.
    :raises Trouble: if the dump does not go in; then nothing has changed.
    """
    if credentials is None:
        _fill(server, folder, box, server.database, "--clean", "--if-exists", "--single-transaction", "--no-owner")
        return
    coming, going = COMING.format(server.database), GOING.format(server.database)
    with server.connect("postgres") as wire:
        _drop(wire, coming)
        wire.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(sql.Identifier(coming), sql.Identifier(USERS["owner"])))
    prepare_database(credentials, coming)
    _fill(server, folder, box, coming, "--exit-on-error")
    _check(server, coming)
    with server.connect("postgres") as wire:
        _drop(wire, going)
        _end_connections(wire, server.database)
        with wire.transaction():
            if wire.execute("SELECT 1 FROM pg_database WHERE datname = %s", [server.database]).fetchone():
                wire.execute(_rename(server.database, going))
            wire.execute(_rename(coming, server.database))
        _drop(wire, going)


def _fill(server: Server, folder: Path, box: Box, database: str, *how: str) -> None:
    try:
        with box.open(DUMP, folder / DUMP) as source:
            server.reads("pg_restore", *how, "--no-password", "--dbname", server.address(database), source=source)
    except NotAsSealed as broken:
        raise Trouble(f"The dump of the {server.kind} is not as it was made: {broken} Nothing was changed.") from broken


def _check(server: Server, database: str) -> None:
    with server.connect(database) as wire:
        wire.execute("ANALYZE")
        known = wire.execute("SELECT count(*) FROM django_migrations").fetchone()
    if not known or not known[0]:
        raise Trouble(f"The dump of the {server.kind} is empty: no migration has ever run in it.")


def _drop(wire: "object", database: str) -> None:
    wire.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))  # type: ignore[attr-defined]


def _end_connections(wire: "object", database: str) -> None:
    wire.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [database])  # type: ignore[attr-defined]


def _rename(old: str, new: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
