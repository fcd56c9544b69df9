"""Which key seals the next backup, and when the keys before it are destroyed: with the last backup that they open, wherever its copies lie."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from boxmalls.privacy.vault.backup_keys import backup_keys, newest_of, rotate
from boxmalls.privacy.vault.wrapping import KeyEncryption
from config.env import Env
from ops.backups.folders import Kind, backups, days_of, folder_of

USES, LOCK = "keys.json", ".keys.lock"
ANOTHER_AFTER = timedelta(days=7)
"""So long one key seals; what a copy of it would open is a week of backups."""


@dataclass(frozen=True, slots=True)
class Use:
    """Since when, and until when, a key has sealed."""

    first_at: datetime
    last_at: datetime


def key_for(env: Env, kind: Kind, at: datetime, *, another: bool = False) -> KeyEncryption:
    """
    The key that seals now, noted as used; another one each week.

    :param another: another one now, whatever its age.
    """
    with _alone(env, kind):
        store, known = backup_keys(env, kind), uses(env, kind)
        key = newest_of(store)
        use = known.get(key.id)
        if use and (another or use.first_at + ANOTHER_AFTER <= at):
            key, use = rotate(store), None
        _write(env, kind, {**known, key.id: Use(use.first_at if use else at, max(at, use.last_at) if use else at)})
        return key


def drop_keys(env: Env, kind: Kind, *, at: datetime) -> list[str]:
    """Destroy the keys whose last backup is over; returns which. A key of which nobody knows when it sealed is kept, and noted as used now."""
    with _alone(env, kind):
        store, known = backup_keys(env, kind), uses(env, kind)
        here, needed = store.ids(), {backup.manifest.sealed["key"] for backup in backups(env, kind) if backup.manifest.sealed}
        if not here:
            return []
        needed.add(newest_of(store).id)
        over = [key for key in here if key not in needed and key in known and known[key].last_at + timedelta(days=days_of(env, kind)) <= at]
        for key in over:
            store.destroy(key)
        _write(env, kind, {key: known.get(key, Use(at, at)) for key in here if key not in over})
        return over


@contextmanager
def _alone(env: Env, kind: Kind) -> Iterator[None]:
    """One at a time: a backup, and the keeper of the log beside it."""
    with (folder_of(env, kind) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def uses(env: Env, kind: Kind) -> dict[str, Use]:
    """What is known of each key, from the folder's own note and from the backups in it."""
    found: dict[str, Use] = {}
    path = _path(env, kind)
    for key, use in (json.loads(path.read_text()) if path.exists() else {}).items():
        found[key] = Use(*(datetime.fromisoformat(use[name]) for name in ("first_at", "last_at")))
    for backup in backups(env, kind):
        if backup.manifest.sealed:
            key, at = backup.manifest.sealed["key"], backup.manifest.started_at
            known = found.get(key, Use(at, at))
            found[key] = Use(min(known.first_at, at), max(known.last_at, at))
    return found


def _write(env: Env, kind: Kind, known: dict[str, Use]) -> None:
    told = {key: {name: moment.isoformat() for name, moment in asdict(use).items()} for key, use in known.items()}
    path = _path(env, kind)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(told, indent=1))
    draft.replace(path)


def _path(env: Env, kind: Kind) -> Path:
    return folder_of(env, kind) / USES
