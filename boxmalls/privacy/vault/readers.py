"""Who is reading, for the one question that matters here: may they read somebody whose data is restricted?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

type MayRead = Callable[[UUID], bool]

_reader: ContextVar[MayRead | None] = ContextVar("reader", default=None)


def may_read_restricted(person_id: UUID) -> bool:
    """Whether whoever reads now may read a restricted person. Nobody may who has not said who they are: tasks, commands, exports."""
    reader = _reader.get()
    return reader is not None and reader(person_id)


@contextmanager
def reading_as(may_read: MayRead) -> Iterator[None]:
    """Read as somebody; `may_read` is asked only where a restricted person is met."""
    token = _reader.set(may_read)
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def reading_for_the_person() -> Iterator[None]:
    """Read a restricted person for what the restriction leaves open: answering them, carrying out their rights, legal claims."""
    with reading_as(lambda _person_id: True):
        yield
