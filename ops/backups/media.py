"""Files beside the database: copied once, and shared between backups (hard links) for as long as they do not change."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ops.backups.manifest import File, Manifest

MEDIA = "media"


def copy_media(source: Path, backup: Path, *, last: Path | None) -> dict[str, File]:
    """
    Copy all files of a folder into a backup; returns what is known of those that the last backup has too.

    A file counts as unchanged when its size and its time are. Files that vanish meanwhile are not missed.
    """
    known = Manifest.read(last).files if last else {}
    shared: dict[str, File] = {}
    for path in _files(source):
        name = f"{MEDIA}/{path.relative_to(source).as_posix()}"
        target = backup / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if last and name in known and _share(path, last / name, target):
            shared[name] = known[name]
        else:
            _copy(path, target)
    return shared


def bring_back_media(backup: Path, target: Path) -> int:
    """Make a folder hold the files of a backup and no others; returns how many. The old folder stays until the new one is whole."""
    draft, old = target.with_name(f"{target.name}.restoring"), target.with_name(f"{target.name}.replaced")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    draft.mkdir(parents=True)
    count = 0
    for path in _files(backup / MEDIA):
        place = draft / path.relative_to(backup / MEDIA)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
        count += 1
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return count


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _share(path: Path, before: Path, target: Path) -> bool:
    try:
        now, then = path.stat(), before.stat()
        if (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns):
            return False
        os.link(before, target)
    except OSError:
        return False
    return True


def _copy(path: Path, target: Path) -> None:
    try:
        shutil.copy2(path, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
