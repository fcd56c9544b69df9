"""Every change as it happens: PostgreSQL's log, streamed into the backup folder while the shop runs."""

import shutil
from datetime import datetime
from pathlib import Path

from config.env import Env
from ops.backups.folders import Kind, backups, folder_of
from ops.backups.programs import Server, server_of

WAL = "wal"
PARTIAL = ".partial"
SLOT = "boxmalls_{}"


def wal_folder(env: Env, kind: Kind) -> Path:
    """Where the log of one database is kept."""
    folder = folder_of(env, kind) / WAL
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def prepare_slot(server: Server) -> str:
    """Let the server keep what has not been received yet, across restarts of either side."""
    name = SLOT.format(server.kind)
    with server.connect() as wire:
        if not wire.execute("SELECT 1 FROM pg_replication_slots WHERE slot_name = %s", [name]).fetchone():
            wire.execute("SELECT pg_create_physical_replication_slot(%s, true)", [name])
    return name


def receiving_command(env: Env, kind: Kind) -> tuple[list[str], dict[str, str]]:
    """The program that receives the log of a running server, and what it must know."""
    server = server_of(env, kind)
    slot = prepare_slot(server)
    arguments = ("--directory", wal_folder(env, kind), "--slot", slot, "--no-password", "--synchronous", "--status-interval=5", "--dbname", server.address())
    return server.command("pg_receivewal", *arguments), server.environment


def prune_wal(env: Env, kind: Kind, *, at: datetime) -> int:
    """
    Delete the log that no base backup which is still there needs; returns how many files went.

    Without a base backup the log is of no use, but for the newest day's: a first base backup may be under way.
    """
    bases = [backup for backup in backups(env, kind) if backup.manifest.way == "base"]
    since = bases[0].manifest.started_at.timestamp() if bases else at.timestamp() - 86400
    old = [path for path in wal_folder(env, kind).iterdir() if path.is_file() and path.stat().st_mtime < since and not path.name.endswith(".history")]
    for path in old:
        path.unlink()
    return len(old)


def gather_wal(source: Path, target: Path) -> int:
    """Copy the log for a restoring server to read; what was being written counts up to its last whole record."""
    target.mkdir(mode=0o700)
    count = 0
    for path in sorted(source.iterdir()) if source.is_dir() else ():
        if path.is_file():
            shutil.copyfile(path, target / path.name.removesuffix(PARTIAL))
            count += 1
    return count
