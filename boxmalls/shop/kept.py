"""Pieces of pages that are the same for everybody, made once a minute and kept in the process."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any

FRESH_FOR = 60.0
MOST = 4096

_kept: dict[Hashable, tuple[float, Any]] = {}


def once_a_minute[Piece](key: Hashable, make: Callable[[], Piece]) -> Piece:
    """What `make` made for this key within the last minute, or makes now."""
    found = _kept.get(key)
    if found is not None and monotonic() - found[0] < FRESH_FOR:
        return found[1]  # type: ignore[no-any-return]
    if len(_kept) >= MOST:
        _kept.clear()
    piece = make()
    _kept[key] = monotonic(), piece
    return piece


def forget() -> None:
    """Make everything anew at the next question. For tests."""
    _kept.clear()
