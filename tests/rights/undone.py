"""Something that happens in both databases and is undone afterwards, so that whatever comes next finds them as they were."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


class Over(Exception):
    """It is over, and nothing of it stays."""


@contextmanager
def undone() -> Iterator[None]:
    """
    Let all that is written within be rolled back at its end.

    For each example that is drawn: examples that pile up in one transaction make each other slow, and one cannot be tried again alone.
    """
    try:
        with around("safe"), around("default"):
            yield
            raise Over
    except Over:
        pass


def around(database: str) -> transaction.Atomic:
    """A transaction which what wants to be the outermost one does not see: as around each test."""
    whole: transaction.Atomic = transaction.atomic(using=database)
    whole._from_testcase = True
    return whole
