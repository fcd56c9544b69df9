"""The connection that every request takes up again."""

from select import POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLRDHUP, poll
from time import monotonic
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL

ASKED_EVERY = 30.0


class DatabaseWrapper(PostgreSQL):
    """
    Before its first question each request makes sure that the connection it was left with still holds.

    A server that went away has closed its end, and whatever it had to say lies there to be read: the kernel tells so at once. Only where something
    lies there, where an error came before, and twice a minute (the far end of a cable may go without a word) is it asked by a statement.
    """

    _asked_at = 0.0

    def is_usable(self) -> bool:
        """Whether the next statement will find somebody."""
        wire: Any = self.connection
        if wire is None or wire.closed:
            return False
        if self.errors_occurred or monotonic() - self._asked_at > ASKED_EVERY or not is_quiet(wire.fileno()):
            usable: bool = super().is_usable()
            self._asked_at = monotonic() if usable else 0.0
            return usable
        return True


def is_quiet(descriptor: int) -> bool:
    """Whether nothing lies there to be read, not even that the other end is closed."""
    waiting = poll()
    waiting.register(descriptor, POLLIN | POLLRDHUP | POLLERR | POLLHUP | POLLNVAL)
    return not waiting.poll(0)
