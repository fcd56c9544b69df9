"""A load of keep-alive requests from a few threads; counts what came back and how long each took."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

type Target = tuple[str, str, str]  # Host header, path, cookies.


@dataclass(slots=True)
class Load:
    """What a load saw. Times in seconds."""

    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    took: float = 0.0

    @property
    def requests(self) -> int:
        return len(self.times)

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def load(port: int, targets: Sequence[Target], *, seconds: float, threads: int = 4) -> Load:
    """Ask for the targets in turn, again and again, as fast as they are answered."""
    stop_at = time.perf_counter() + seconds

    def again(offset: int) -> Iterator[Target]:
        for target in islice(cycle(targets), offset * 7, None):
            if time.perf_counter() >= stop_at:
                return
            yield target

    return _ask_all(port, [again(number) for number in range(threads)])


def load_once(port: int, targets: Sequence[Target], *, threads: int = 4) -> Load:
    """Ask for each target once, as fast as they are answered."""
    return _ask_all(port, [iter(targets[number::threads]) for number in range(threads)])


def _ask_all(port: int, shares: list[Iterator[Target]]) -> Load:
    result, lock, begun = Load(), threading.Lock(), time.perf_counter()
    workers = [threading.Thread(target=_ask, args=(port, share, result, lock)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.took = time.perf_counter() - begun
    return result


def _ask(port: int, targets: Iterator[Target], result: Load, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times, statuses, sizes = [], {}, {}
    for host, path, cookies in targets:
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Host": host, "Accept": "text/html", "Accept-Language": "en"} | ({"Cookie": cookies} if cookies else {}))
        answer = connection.getresponse()
        sizes[path] = len(answer.read())
        times.append(time.perf_counter() - begun)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    connection.close()
    with lock:
        result.times += times
        result.sizes.update(sizes)
        for status, count in statuses.items():
            result.statuses[status] = result.statuses.get(status, 0) + count
