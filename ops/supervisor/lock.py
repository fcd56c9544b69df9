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
def only_one(home: Path) -> Iterator[None]:
    """
    Be the one who starts and stops what is in this folder.

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
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def holder(home: Path) -> int | None:
    """The process that holds the lock now, if one does."""
    if not _path(home).exists():
        return None
    with _path(home).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = lock.read().strip()
            return int(text) if text.isdigit() else -1
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
