"""What a crash leaves behind in a cluster's folder: a postmaster without a parent, its children, or only its mark."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 8


def clear_leftovers(data: Path, socket: Path) -> None:
    """
    Stop whatever still works on this cluster, kindly first, and remove marks that nobody stands behind.

    PostgreSQL takes a mark for live when its number has been given to another process, or to one that nobody buries.
    """
    for number, patience in ((signal.SIGINT, PATIENCE), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)):
        if _tell_and_wait(data, number, patience):
            break
    for mark in (data / "postmaster.pid", *socket.glob(".s.PGSQL.*")):
        mark.unlink(missing_ok=True)


def _tell_and_wait(data: Path, number: signal.Signals, patience: float) -> bool:
    """Tell the postmaster, or its orphans when it is gone; answer whether all of them left in time."""
    for pid in _leaders(data):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    until = time.monotonic() + patience
    while at_work(data):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def at_work(data: Path) -> dict[int, int]:
    """The PostgreSQL processes that work in this folder, each with its parent; they are known by where they stand."""
    found = {}
    here = os.path.realpath(data)
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if os.readlink(entry / "cwd") == here and (entry / "comm").read_text().startswith(("postgres", "postmaster")):
                found[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    return found or _from_mark(data)


def _leaders(data: Path) -> list[int]:
    working = at_work(data)
    return [pid for pid, parent in working.items() if parent not in working]


def _from_mark(data: Path) -> dict[int, int]:
    """Where there is no /proc, the process that the mark names, if it lives."""
    mark = data / "postmaster.pid"
    if Path("/proc/self").exists() or not mark.exists():
        return {}
    with suppress(OSError, ValueError, IndexError):
        pid = int(mark.read_text().split("\n")[0])
        os.kill(pid, 0)
        return {pid: 1}
    return {}
