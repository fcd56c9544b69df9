"""Files beside the database: copied once, and shared between backups (hard links) for as long as they do not change."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from boxmalls.privacy.vault.streams import NotAsSealed
from ops.backups.folders import Backup
from ops.backups.manifest import File
from ops.backups.sealing import Box
from ops.trouble import Trouble

MEDIA = "media/"


def copy_media(source: Path, draft: Path, box: Box, *, last: Backup | None, last_box: Box | None) -> None:
    """
    Copy all files of a folder into a backup; those that the last backup has too are shared with it.

    A file counts as unchanged when its size and its time are. Files that vanish meanwhile are not missed.
    """
    for path in _files(source):
        name = f"{MEDIA}{path.relative_to(source).as_posix()}"
        target = draft / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = last.manifest.files.get(name) if last and type(last_box) is type(box) else None
        if last and last_box and known and _share(path, known, last.path / name, target):
            box.share(name, known, last_box)
        else:
            _copy(path, name, target, box)


def bring_back_media(backup: Path, box: Box, target: Path) -> int:
    """Make a folder hold the files of a backup and no others; returns how many. The old folder stays until the new one is whole."""
    draft, old = target.with_name(f"{target.name}.restoring"), target.with_name(f"{target.name}.replaced")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    draft.mkdir(parents=True)
    names = sorted(name for name in box.made if name.startswith(MEDIA))
    try:
        for name in names:
            place = (draft / name.removeprefix(MEDIA)).resolve()
            if not place.is_relative_to(draft.resolve()):
                raise Trouble(f"{name} would lie outside the folder of media.")
            place.parent.mkdir(parents=True, exist_ok=True)
            with box.open(name, backup / name) as source, place.open("wb") as file:
                shutil.copyfileobj(source, file, 1 << 20)
            times = (backup / name).stat()
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
    except (NotAsSealed, Trouble) as broken:
        shutil.rmtree(draft, ignore_errors=True)
        raise Trouble(f"A file of media is not as it was made: {broken}") from broken
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return len(names)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _share(path: Path, known: File, before: Path, target: Path) -> bool:
    try:
        now, then = path.stat(), before.stat()
        if (now.st_size, now.st_mtime_ns) != (known.get("whole", known["bytes"]), then.st_mtime_ns):
            return False
        os.link(before, target)
    except OSError:
        return False
    return True


def _copy(path: Path, name: str, target: Path, box: Box) -> None:
    try:
        with path.open("rb") as source:
            times = os.fstat(source.fileno())
            box.take_in(name, source, target)
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        box.made.pop(name, None)
