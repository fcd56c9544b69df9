"""
Where the index lives: `<home>/index/<name>/`, and `<home>/index/current`, a file that says which name is served.

One writer at a time in the whole house: whoever writes holds the lock of the file `writer`.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from boxmalls.base.refusals import Unavailable


class IndexIsBusy(Unavailable):
    """Somebody else writes to the index now."""

    code = "index-is-busy"


def home() -> Path:
    """The folder of all indexes."""
    from config.env import env

    return Path(env.home) / "index"


def current() -> Path | None:
    """The folder that is served; None if there is none."""
    try:
        name = (home() / "current").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = home() / name
    return folder if name.isalnum() and (folder / "meta.json").is_file() else None


def begin_new() -> Path:
    """An empty folder for a new index; what earlier attempts left is cleared away. Call with the writer's lock held."""
    kept = current()
    for folder in home().iterdir():
        if folder.is_dir() and folder != kept:
            shutil.rmtree(folder, ignore_errors=True)
    fresh = home() / f"i{secrets.token_hex(8)}"
    fresh.mkdir()
    return fresh


def switch_to(folder: Path) -> None:
    """Serve this folder from now on: one rename, so a reader sees the old name or the new one."""
    pointer = home() / "current.next"
    with pointer.open("w", encoding="ascii") as written:
        written.write(folder.name)
        written.flush()
        os.fsync(written.fileno())
    pointer.replace(home() / "current")


@contextmanager
def writing(*, patient: bool = False) -> Iterator[None]:
    """
    Be the one writer, until the block ends or the process dies.

    :raises IndexIsBusy: if there is another, unless `patient`.
    """
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "writer").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError:
            raise IndexIsBusy from None
        yield
