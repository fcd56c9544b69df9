"""CPU time and memory of whole process trees, read from the kernel."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Reading:
    """CPU seconds since start, and resident megabytes."""

    application: float
    database: float
    rss_mb: float


class Watched:
    """The processes behind a server: the application's tree and the databases' trees."""

    def __init__(self, application: int, databases: list[int]) -> None:
        self._application = psutil.Process(application)
        self._databases = [psutil.Process(pid) for pid in databases]

    def read(self) -> Reading:
        application = _tree(self._application)
        databases = [process for root in self._databases for process in _tree(root)]
        return Reading(
            application=sum(map(_cpu, application)),
            database=sum(map(_cpu, databases)),
            rss_mb=sum(map(_rss, application)) / 2**20,
        )


def _tree(root: psutil.Process) -> list[psutil.Process]:
    return [root, *root.children(recursive=True)]


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system


def _rss(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
