"""
Pages that were made before, kept in the process as long as what they were made of has not changed.

A screen that can be remembered says so (`Remembered`): under which key, how to tell with one light question whether what was
made before still holds, and how to make it. Nothing is served on trust: the question is asked of the database each time, and
what is older than a minute is made anew anyway, because names of categories and the like are not asked about.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from sys import getsizeof
from threading import Lock
from time import monotonic
from typing import Any

from django.utils import translation

from boxmalls.shop.kept import FRESH_FOR

MOST_BYTES = 8_000_000
OVERHEAD = 1_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """
    A page by its key. `holds` tells from what a page was made with (its stamp) whether it is still the page; `make` makes it,
    in its language, and says what with. A stamp of None: not to be kept.
    """

    key: Hashable
    language: str
    holds: Callable[[Any], bool]
    make: Callable[[], tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made, with what, and when."""

    value: Any
    stamp: Any
    made_at: float
    size: int


class Memory:
    """So many bytes of what was asked for last; the least lately asked for goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, key: Hashable) -> Kept | None:
        """What is kept under a key, if it is not too old."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or monotonic() - found.made_at > FRESH_FOR:
                return None
            self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: Any, stamp: Any, *, size: int) -> None:
        """Keep something, and let go of what no longer fits. What alone would fill a tenth of the room is not kept."""
        made = Kept(value, stamp, monotonic(), size + OVERHEAD)
        with self._lock:
            before = self._kept.pop(key, None)
            self.bytes -= before.size if before else 0
            if made.size * 10 > self.most_bytes:
                return
            self._kept[key] = made
            self.bytes += made.size
            while self.bytes > self.most_bytes:
                _key, gone = self._kept.popitem(last=False)
                self.bytes -= gone.size

    def forget(self) -> None:
        """Make everything anew. For tests."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0


pages, wholes = Memory(), Memory()


def recall(asked: Remembered) -> Any:
    """The page: the one that was made before while it holds, or made now."""
    found = pages.find(asked.key)
    if found is not None and asked.holds(found.stamp):
        return found.value
    with translation.override(asked.language):
        made, stamp = asked.make()
    if stamp is not None:
        pages.keep(asked.key, made, stamp, size=_size(made))
    return made


def _size(page: Any) -> int:
    return sum(getsizeof(getattr(page, name, "")) for name in ("main", "html"))


def forget_pages() -> None:
    """Make every page anew at the next question. For tests."""
    pages.forget()
    wholes.forget()
