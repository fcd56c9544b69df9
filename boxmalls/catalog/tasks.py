"""Work of the catalogue that waits for nobody."""

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.catalog.actions import stock


@task
def release_expired_reservations() -> int:
    """Let go of goods that were held for checkouts whose time is over. Every minute."""
    released = 0
    while True:
        some = stock.release_expired(at=now())
        released += some
        if some < 500:
            return released
