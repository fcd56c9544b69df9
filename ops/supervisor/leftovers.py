"""Parts that outlived their supervisor: written down while they run, ended at the next start."""

import json
import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from config.env import PROJECT

PATIENCE = 5.0


def write_down(home: Path, pids: Iterable[int]) -> None:
    """Remember the parts that run, each with the moment of its birth, since numbers are given again."""
    draft = _path(home).with_suffix(".new")
    draft.write_text(json.dumps({str(pid): _born(pid) for pid in pids}))
    draft.replace(_path(home))


def end_leftovers(home: Path) -> None:
    """End what is still there of an earlier run, with all it started."""
    if not _path(home).exists():
        return
    with suppress(ValueError):
        left = {int(pid): born for pid, born in json.loads(_path(home).read_text()).items() if born}
        groups = [pid for pid, born in left.items() if _born(pid) == born or (_born(pid) is None and _members(pid))]
        _tell(groups, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while any(_members(group) for group in groups) and time.monotonic() < until:
            time.sleep(0.05)
        _tell([group for group in groups if _members(group)], signal.SIGKILL)
    _path(home).unlink()


def _tell(groups: list[int], number: signal.Signals) -> None:
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)


def _stat(pid: int | str) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []


def _born(pid: int) -> str | None:
    stat = _stat(pid)
    return stat[19] if stat and stat[0] != "Z" else None


def _members(group: int) -> list[str]:
    """The living processes of a group, those only that stand in this project's folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        stat = _stat(entry.name)
        with suppress(OSError):
            if stat and stat[0] != "Z" and stat[2] == str(group) and os.readlink(entry / "cwd") == str(PROJECT):
                found.append(entry.name)
    return found


def _path(home: Path) -> Path:
    return home / "run" / "parts.json"
