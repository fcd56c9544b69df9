"""Every change as it happens: PostgreSQL's log, streamed beside the database while the shop runs, and sealed into the backup folder."""

import json
import os
import shutil
from datetime import datetime
from os import urandom
from pathlib import Path
from uuid import uuid4

from boxmalls.privacy.vault.streams import KEY_BYTES, NotAsSealed, open_stream, seal_stream
from boxmalls.privacy.vault.wrapping import KeyEncryption
from config.env import Env
from ops.backups.folders import Kind, backups, folder_of
from ops.backups.keyring import key_for
from ops.backups.programs import Server, server_of
from ops.backups.sealing import open_wrapped
from ops.trouble import Trouble

WAL = "wal"
PARTIAL, SEALED = ".partial", ".sealed"
MOST_OF_A_LINE = 1000
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


def coming_folder(env: Env, kind: Kind) -> Path:
    """Where the log arrives before it is sealed: beside the database, which holds the same in plain."""
    folder = env.home / "pg" / f"{kind}.log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def receiving_command(env: Env, kind: Kind) -> tuple[list[str], dict[str, str]]:
    """The program that receives the log of a running server, and what it must know."""
    server = server_of(env, kind)
    slot = prepare_slot(server)
    arguments = ("--directory", coming_folder(env, kind), "--slot", slot, "--no-password", "--synchronous", "--status-interval=1", "--dbname", server.address())
    return server.command("pg_receivewal", *arguments), server.environment


def seal_what_came(env: Env, kind: Kind, *, at: datetime) -> int:
    """
    Seal into the backup folder what has come of the log since; returns how many files that took.

    A file that is whole leaves the place where it came. The one that is still being written is sealed as far as it is, again and again.
    """
    came = [path for path in sorted(coming_folder(env, kind).iterdir()) if path.is_file() and _is_news(path, _place(env, kind, path))]
    if came:
        store = key_for(env, kind, at)
        for path in came:
            _seal(path, _place(env, kind, path), store)
    for path in coming_folder(env, kind).iterdir():
        if path.is_file() and path.suffix != PARTIAL:
            path.with_name(f"{path.name}{PARTIAL}").unlink(missing_ok=True)
            _place(env, kind, path).with_name(f"{path.name}{PARTIAL}{SEALED}").unlink(missing_ok=True)
            path.unlink()
    return len(came)


def _place(env: Env, kind: Kind, path: Path) -> Path:
    return wal_folder(env, kind) / f"{path.name}{SEALED}"


def _is_news(path: Path, place: Path) -> bool:
    return not place.exists() or path.stat().st_mtime_ns != place.stat().st_mtime_ns


def _seal(path: Path, place: Path, key: KeyEncryption) -> None:
    """A line that carries the wrapped key, and the sealed bytes; put in its place in one step."""
    secret, own_id = urandom(KEY_BYTES), uuid4()
    line = json.dumps({"key": key.id, "id": str(own_id), "wrapped": key.wrap(secret, own_id).hex()}).encode() + b"\n"
    draft = place.with_name(f".{place.name}")
    with path.open("rb") as source, draft.open("wb") as file:
        draft.chmod(0o600)
        times = os.fstat(source.fileno())
        file.write(line)
        seal_stream(source, file, key=secret, about=_about(path.name, line))
        file.flush()
        os.fsync(file.fileno())
    os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
    draft.replace(place)


def _about(name: str, line: bytes) -> bytes:
    return f"boxmalls log\n{name}\n".encode() + line


def _open_into(env: Env, kind: Kind, path: Path, target: Path) -> None:
    with path.open("rb") as source, target.open("wb") as file:
        target.chmod(0o600)
        line = source.readline(MOST_OF_A_LINE)
        try:
            secret = open_wrapped(env, kind, json.loads(line))
            for piece in open_stream(source, key=secret, about=_about(path.name.removesuffix(SEALED), line)):
                file.write(piece)
        except (Trouble, NotAsSealed, ValueError, KeyError, TypeError) as error:
            raise Trouble(f"{path} is not as it was made: {error}. Nothing was changed. Without it, restore to a moment before it (--until).") from error


def close_history(env: Env, kind: Kind) -> None:
    """After a restore the databases begin another history: what was received so far is put aside, to be read and not to be gone on with."""
    folder = wal_folder(env, kind)
    if any(folder.iterdir()):
        shutil.rmtree(coming_folder(env, kind))
        folder.rename(folder.with_name(f"{WAL}-{len(_folders(env, kind)):04}"))


def prune_wal(env: Env, kind: Kind, *, at: datetime) -> int:
    """
    Delete the log that no base backup which is still there needs; returns how many files went.

    Without a base backup the log is of no use, but for the newest day's: a first base backup may be under way.
    """
    bases = [backup for backup in backups(env, kind) if backup.manifest.way == "base"]
    since = bases[0].manifest.started_at.timestamp() if bases else at.timestamp() - 86400
    files = [path for folder in _folders(env, kind) for path in folder.iterdir() if path.is_file() and ".history" not in path.suffixes]
    old = [path for path in files if path.stat().st_mtime < since]
    for path in old:
        path.unlink()
    return len(old)


def gather_wal(env: Env, kind: Kind, target: Path, *, sealed: bool) -> int:
    """
    Open the log for a restoring server to read; what was being written counts up to its last whole record.

    :param sealed: whether the base backup is; then nothing goes with it that is not.
    :raises Trouble: if a file of it is not as it was sealed.
    """
    target.mkdir(mode=0o700)
    found = [path for folder in _folders(env, kind) for path in sorted(folder.iterdir()) if _is_log(path, sealed)]
    for path in sorted(found, key=lambda path: PARTIAL in path.suffixes):
        place = target / path.name.removesuffix(SEALED).removesuffix(PARTIAL)
        if place.exists():
            continue
        if sealed:
            _open_into(env, kind, path, place)
        else:
            shutil.copyfile(path, place)
    return len(found)


def _is_log(path: Path, sealed: bool) -> bool:
    return path.is_file() and not path.name.startswith(".") and (path.suffix == SEALED) == sealed


def _folders(env: Env, kind: Kind) -> list[Path]:
    """The log of every history, the newest first."""
    return [wal_folder(env, kind), *sorted(folder_of(env, kind).glob(f"{WAL}-*"), reverse=True)]
