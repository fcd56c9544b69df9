"""Where backups lie: the shop's in one folder, the safe's in another, because the safe's may not live as long."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from config.env import Env
from ops.backups.manifest import MANIFEST, Manifest
from ops.trouble import Trouble

Kind = Literal["shop", "safe"]
KINDS: tuple[Kind, ...] = ("shop", "safe")
ALIAS = {"shop": "default", "safe": "safe"}
MARK = "BACKUPS-OF"
UNFINISHED = ".unfinished-"
UNSEALED = "UNSEALED"
"""When the last backup was made that whoever has it can read."""

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on disk, whole."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """What the command calls it."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file["bytes"] for file in self.manifest.files.values())


def folder_of(env: Env, kind: Kind) -> Path:
    """
    The folder of one kind of backup, made if it is not there.

    :raises Trouble: if it lies in the other's folder, or holds the other's backups: one copy would then keep both for as long as the longer-lived.
    """
    folder, other = (env.backup_folder, env.safe_backup_folder) if kind == "shop" else (env.safe_backup_folder, env.backup_folder)
    if folder == other or folder.is_relative_to(other):
        raise Trouble(
            f"{folder} is for the backups of the {kind} and lies in {other}. The safe's backups must end {env.backup_days} days after they were made, "
            "the shop's need not: give each a folder of its own (BACKUP_FOLDER, SAFE_BACKUP_FOLDER)."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = folder / MARK
    if not mark.exists():
        mark.write_text(f"{kind}\n")
    if mark.read_text().strip() != kind:
        raise Trouble(f"{folder} holds backups of the {mark.read_text().strip()}, not of the {kind}. Never mix them: set BACKUP_FOLDER and SAFE_BACKUP_FOLDER.")
    return folder


def backups(env: Env, kind: Kind) -> list[Backup]:
    """All whole backups of a kind, the oldest first."""
    folder = folder_of(env, kind)
    return sorted(_whole(folder, kind), key=lambda backup: (backup.manifest.finished_at, backup.name))


def _whole(folder: Path, kind: Kind) -> Iterator[Backup]:
    for path in folder.iterdir():
        if (path / MANIFEST).exists() and not path.name.startswith(UNFINISHED):
            manifest = Manifest.read(path)
            if manifest.kind != kind:
                raise Trouble(f"{path} is a backup of the {manifest.kind} among those of the {kind}. Move it where it belongs, or delete it.")
            yield Backup(path, manifest)


def find(env: Env, kind: Kind, name: str) -> Backup:
    """
    A backup by its name, or the `latest`.

    :raises Trouble: if there is none.
    """
    known = backups(env, kind)
    found = known[-1:] if name == "latest" else [backup for backup in known if name in (backup.name, str(backup.path))]
    if not found:
        names = "\n".join(f"  {backup.name}" for backup in known) or "  (none)"
        raise Trouble(f"There is no backup {name!r} of the {kind} in {folder_of(env, kind)}. There are:\n{names}")
    return found[0]


def draft_for(env: Env, kind: Kind, way: str, at: datetime) -> Path:
    """An empty folder to write a backup into; it gets its name when it is whole."""
    folder = folder_of(env, kind)
    draft = folder / f"{UNFINISHED}{at.astimezone(UTC):{STAMP}}-{kind}-{way}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    return draft


def finish(draft: Path) -> Path:
    """Give a whole backup its name; from now on it is one."""
    wanted = draft.with_name(draft.name.removeprefix(UNFINISHED))
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.name}-{number}")
    return draft.rename(path)


def clear_unfinished(env: Env, kind: Kind) -> int:
    """Remove what broken-off backups left; only while none is being made."""
    left = list(folder_of(env, kind).glob(f"{UNFINISHED}*"))
    for path in left:
        shutil.rmtree(path)
    return len(left)


def is_over(env: Env, backup: Backup, at: datetime) -> bool:
    """Whether its days have passed."""
    return backup.manifest.started_at + timedelta(days=days_of(env, backup.manifest.kind)) <= at


def days_of(env: Env, kind: str) -> int:
    """How long a backup of a kind lives."""
    return env.backup_days if kind == "safe" else env.shop_backup_days


def prune(env: Env, kind: Kind, *, at: datetime) -> list[str]:
    """
    Delete the backups whose days have passed, and the WAL that only they needed; returns their names.

    The safe's go without exception, the last one too: an old key is worse than none. The shop's newest stays whatever its age.
    """
    known = backups(env, kind)
    over = [backup for backup in (known if kind == "safe" else known[:-1]) if is_over(env, backup, at)]
    for backup in over:
        doomed = backup.path.with_name(f"{UNFINISHED}{backup.name}")
        backup.path.rename(doomed)
        shutil.rmtree(doomed)
    return [backup.name for backup in over]


def listing(env: Env) -> str:
    """Every backup as JSON, for programs."""
    return json.dumps([_described(kind, backup) for kind in KINDS for backup in backups(env, kind)], indent=2)


def _described(kind: Kind, backup: Backup) -> dict[str, str | int | bool]:
    told = backup.manifest
    facts = {"kind": kind, "name": backup.name, "way": told.way, "finished_at": told.finished_at.isoformat()}
    return {**facts, "bytes": backup.size, "sealed": told.sealed is not None}
