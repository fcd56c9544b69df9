"""A load of keep-alive requests from a few threads; counts what came back and how long each took."""

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

type Target = tuple[str, str]  # Host header and path.


@dataclass(slots=True)
class Load:
    """What a load saw. Times in seconds."""

    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bytes_read: int = 0
    took: float = 0.0

    @property
    def requests(self) -> int:
        return len(self.times)

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def load(port: int, targets: Sequence[Target], *, seconds: float, threads: int = 4) -> Load:
    """Ask for the targets in turn, as fast as they are answered."""
    result, lock, stop_at = Load(), threading.Lock(), time.perf_counter() + seconds
    begun = time.perf_counter()
    workers = [threading.Thread(target=_ask, args=(port, targets, offset, stop_at, result, lock)) for offset in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.took = time.perf_counter() - begun
    return result


def _ask(port: int, targets: Sequence[Target], offset: int, stop_at: float, result: Load, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times, statuses, size, index = [], {}, 0, offset * 7
    while time.perf_counter() < stop_at:
        host, path = targets[index % len(targets)]
        index += 1
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Host": host, "Accept": "text/html", "Accept-Language": "en"})
        answer = connection.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - begun)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        size += len(body)
    connection.close()
    with lock:
        result.times += times
        result.bytes_read += size
        for status, count in statuses.items():
            result.statuses[status] = result.statuses.get(status, 0) + count
