"""Taking a backup while the shop runs: the shop first, then the safe, so that whoever is in the one has a key in the other."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from boxmalls.base.clock import now
from boxmalls.privacy.vault.escrow import copy_of_backup_keys, copy_path
from config.env import Env
from config.env.secrets import SecretFile
from ops.backups.base import take_base
from ops.backups.folders import UNFINISHED, UNSEALED, Backup, Kind, backups, clear_unfinished, draft_for, finish, folder_of, prune
from ops.backups.keyring import drop_keys, key_for
from ops.backups.logical import dump
from ops.backups.manifest import Manifest, describe
from ops.backups.media import copy_media
from ops.backups.programs import Server, server_of
from ops.backups.sealing import Box, OpenBox, SealedBox, box_of
from ops.backups.wal import prune_wal
from ops.migrating import fingerprint
from ops.trouble import Trouble
from ops.verbs import product_version

type Show = Callable[[str], None]

LOCK = ".lock"


class Busy(Trouble):
    """Another backup is being made; try again later."""


@contextmanager
def only_backup(env: Env, kind: Kind) -> Iterator[None]:
    """
    Be the only one who writes into, or removes from, a backup folder.

    :raises Busy: if somebody else does.
    """
    with (folder_of(env, kind) / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Another backup or restore is at work in {folder_of(env, kind)}. Try again when it has ended.") from None
        yield


def back_up(env: Env, kind: Kind, *, way: str, show: Show, sealed: bool = True) -> Backup:
    """
    Back up the shop or the safe; the databases must run. What is over is pruned afterwards.

    :param way: `logical` (one database as a dump) or `base` (the whole cluster, for a restore to any moment).
    :param sealed: readable by nobody without the keys; otherwise by whoever has the files.
    :raises Trouble: if it does not come to an end; then there is no new backup, and the old ones are as they were.
    """
    with only_backup(env, kind):
        clear_unfinished(env, kind)
        began, at = time.monotonic(), now()
        draft = draft_for(env, kind, way, at)
        show(f"{kind}: {'dumping the database' if way == 'logical' else 'copying the cluster'} …")
        path = finish(_fill(env, kind, way, draft, at, show, sealed))
        made = Backup(path, Manifest.read(path))
        show(f"{kind}: {made.name}, {in_words(made.size)}, {time.monotonic() - began:.1f} s")
        prune_all(env, kind, show=show)
        return made


def prune_all(env: Env, kind: Kind, *, show: Show) -> list[str]:
    """Delete what is over; the caller is the only one at work."""
    at = now()
    gone = prune(env, kind, at=at)
    for name in gone:
        show(f"{kind}: deleted {name}, its days have passed")
    prune_wal(env, kind, at=at)
    for key in drop_keys(env, kind, at=at):
        show(f"{kind}: destroyed the key {key}, its backups are over, here and in every copy")
    keep_copy_of_keys(env, kind)
    return gone


def _fill(env: Env, kind: Kind, way: str, draft: Path, at: datetime, show: Show, sealed: bool) -> Path:
    server = server_of(env, kind)
    keks, erased = _facts(server)
    if not sealed:
        # Copies of it never become noise: whoever is erased is not told that they do.
        (folder_of(env, kind) / UNSEALED).write_text(at.isoformat())
    box = SealedBox.make(key_for(env, kind, at)) if sealed else OpenBox()
    (dump if way == "logical" else take_base)(server, draft, box)
    if kind == "shop":
        show(f"{kind}: copying media …")
        last = backups(env, kind)[-1:]
        copy_media(env.home / "media", draft, box, last=last[0] if last else None, last_box=_opened(env, last[0]) if last else None)
    keep_copy_of_keys(env, kind)
    manifest = Manifest(
        kind=kind,
        way=way,
        started_at=at,
        finished_at=now(),
        product=product_version(),
        schema=fingerprint(tables_only=True),
        postgresql=server.version,
        keks=keks,
        erased=erased,
        files=describe(draft, known=box.made),
        sealed=box.sealed if isinstance(box, SealedBox) else None,
    )
    if isinstance(box, SealedBox):
        manifest = replace(manifest, mac=box.sign(manifest.told()))
    manifest.write(draft)
    if not draft.name.startswith(UNFINISHED):
        raise AssertionError(draft)
    return draft


def keep_copy_of_keys(env: Env, kind: Kind) -> None:
    """
    The copy for the bad day, sealed to the recovery key: beside the safe's backups all keys, beside the shop's those of its backups.

    It lies beside the backups and in none of them, the newest alone: a backup that somebody kept ends with its key, whoever has the shares.
    """
    if kind == "safe" and (copy := copy_path(env.kek_file)).exists():
        SecretFile(folder_of(env, kind) / "kek.copy").write(copy.read_text())
    elif kind == "shop" and (told := copy_of_backup_keys(env.kek_file, kind)):
        SecretFile(folder_of(env, kind) / "keys.copy").write(told)


def _opened(env: Env, backup: Backup) -> Box | None:
    """The box of the last backup, to share files with; where it does not open, nothing is shared."""
    try:
        return box_of(env, backup.manifest)
    except Trouble:
        return None


def _facts(server: Server) -> tuple[list[str], int]:
    """Which keys wrap the persons' keys in the safe, and how many erasures are known."""
    with server.connect() as wire:
        if server.kind == "safe":
            keks = [str(kek) for (kek,) in wire.execute("SELECT DISTINCT kek FROM vault_personkey ORDER BY 1")]
            counted = wire.execute("SELECT count(*) FROM rights_erasure").fetchone()
        else:
            keks, counted = [], wire.execute("SELECT count(*) FROM privacy_erasuremark").fetchone()
    return keks, int(counted[0]) if counted else 0


def in_words(size: int) -> str:
    """A size for people."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
