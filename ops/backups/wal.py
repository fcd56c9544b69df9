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


def close_history(env: Env, kind: Kind) -> None:
    """After a restore the databases begin another history: what was received so far is put aside, to be read and not to be gone on with."""
    folder = wal_folder(env, kind)
    if any(folder.iterdir()):
        folder.rename(folder.with_name(f"{WAL}-{len(_folders(env, kind)):04}"))


def prune_wal(env: Env, kind: Kind, *, at: datetime) -> int:
    """
    Delete the log that no base backup which is still there needs; returns how many files went.

    Without a base backup the log is of no use, but for the newest day's: a first base backup may be under way.
    """
    bases = [backup for backup in backups(env, kind) if backup.manifest.way == "base"]
    since = bases[0].manifest.started_at.timestamp() if bases else at.timestamp() - 86400
    files = [path for folder in _folders(env, kind) for path in folder.iterdir() if path.is_file() and path.suffix != ".history"]
    old = [path for path in files if path.stat().st_mtime < since]
    for path in old:
        path.unlink()
    return len(old)


def gather_wal(env: Env, kind: Kind, target: Path) -> int:
    """Copy the log for a restoring server to read; what was being written counts up to its last whole record."""
    target.mkdir(mode=0o700)
    whole = [path for folder in _folders(env, kind) for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != PARTIAL]
    broken = [path for folder in _folders(env, kind) for path in sorted(folder.glob(f"*{PARTIAL}"))]
    for path in (*whole, *broken):
        place = target / path.name.removesuffix(PARTIAL)
        if not place.exists():
            shutil.copyfile(path, place)
    return len(whole) + len(broken)


def _folders(env: Env, kind: Kind) -> list[Path]:
    """The log of every history, the newest first."""
    return [wal_folder(env, kind), *sorted(folder_of(env, kind).glob(f"{WAL}-*"), reverse=True)]
