"""
A board that all processes of the shop read: whether somebody's choices have changed since a process looked them up.

It is a small file in shared memory, one pair of numbers for each of 65,536 groups of persons: changes begun, changes done. What a
process remembers counts only while both are equal and the same as when it looked. A change is marked as begun before it is committed
and as done after, so that from the moment in which it is committed no process answers from memory. Killed in between, the two stay
unequal, and everybody asks the database for that group from then on, until the file is removed while the shop stands still. A change
that an outer transaction undid is marked as done by the next change of the same thread. Where there is no such file (another machine),
everybody asks, too.
"""

import fcntl
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from struct import Struct
from threading import Lock, local
from uuid import UUID

from django.db import transaction

GROUPS = 65_536
PAIR = Struct("=QQ")
SIZE = GROUPS * PAIR.size


class Board:
    """The file, mapped into this process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < SIZE:
            os.ftruncate(self._file, SIZE)
        self._map = mmap.mmap(self._file, SIZE)
        self._threads = Lock()
        self._own = local()

    def generation(self, person_id: UUID) -> int | None:
        """A number that changes with every change of the person's choices; None while one is on its way."""
        begun, done = PAIR.unpack_from(self._map, _place(person_id))
        return int(begun) if begun == done else None

    def begin(self, person_id: UUID) -> None:
        self._count(_place(person_id), 1, 0)
        self._begun().append(_place(person_id))

    def done(self, person_id: UUID) -> None:
        if _place(person_id) in self._begun():
            self._begun().remove(_place(person_id))
            self._count(_place(person_id), 0, 1)

    def level(self) -> None:
        """Mark as done what this thread began in transactions that were undone. To be called when none is open."""
        while self._begun():
            self._count(self._begun().pop(), 0, 1)

    def _begun(self) -> list[int]:
        begun: list[int] = self._own.__dict__.setdefault("begun", [])
        return begun

    def _count(self, place: int, begun: int, done: int) -> None:
        # A lock on a file keeps processes apart, not threads.
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, PAIR.size, place)
            try:
                before = PAIR.unpack_from(self._map, place)
                PAIR.pack_into(self._map, place, before[0] + begun, before[1] + done)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, PAIR.size, place)


@cache
def board() -> Board | None:
    """The shop's board; None where the folder cannot be written, so that nothing is remembered."""
    from config.env import env

    try:
        return Board(env.home / "run" / "choices.board")
    except OSError:
        return None


@contextmanager
def changing(person_id: UUID) -> Iterator[None]:
    """A change of somebody's choices, in the transaction that is open or in one of its own."""
    shared = board()
    if shared:
        if not transaction.get_connection().in_atomic_block:
            shared.level()
        shared.begin(person_id)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if shared:
            shared.done(person_id)
        raise
    if shared:
        transaction.on_commit(lambda: shared.done(person_id))


def _place(person_id: UUID) -> int:
    return (person_id.int % GROUPS) * PAIR.size
