"""One supervisor for one folder: a lock that the kernel lets go of however its holder ends."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.trouble import Trouble

STOPPED_WITHIN = 20


@contextmanager
def only_one(home: Path, *, port: int = 0) -> Iterator[None]:
    """
    Be the one who starts and stops what is in this folder.

    :param port: where the shop will answer, for those who ask from another shell.
    :raises Trouble: if somebody else is.
    """
    path = _path(home)
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                f"A shop already runs from {home} (process {holder(home) or 'unknown'}). Stop it with `boxmalls stop`, or set BOXMALLS_HOME."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()} {port}")
        lock.flush()
        yield
        lock.truncate(0)


def holder(home: Path) -> int | None:
    """The process that holds the lock now, if one does; -1 while it is not known."""
    told = _told(home)
    return None if told is None else int(told[0]) if told else -1


def open_port(home: Path) -> int | None:
    """The port of the shop that runs from this folder, if one does."""
    told = _told(home)
    return int(told[1]) or None if told and len(told) > 1 else None


def _told(home: Path) -> list[str] | None:
    if not _path(home).exists():
        return None
    with _path(home).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return lock.read().split()
        return None


def stop_holder(home: Path) -> bool:
    """Ask the one who holds the lock to stop, and wait for it; false if there was none."""
    pid = holder(home)
    if pid is None:
        return False
    if pid > 0:
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOPPED_WITHIN
    while holder(home) is not None:
        if time.monotonic() > until:
            raise Trouble(f"The shop (process {pid}) has not stopped within {STOPPED_WITHIN} seconds. The next start recovers: `kill -9 {pid}`.")
        time.sleep(0.05)
    return True


def _path(home: Path) -> Path:
    return home / "run" / "shop.lock"
