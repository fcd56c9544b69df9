"""What orders do by the clock."""

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.orders.actions import cancel_unpaid


@task
def cancel_what_is_unpaid() -> None:
    """Call off orders whose transfer should have come by now."""
    cancel_unpaid(at=now())
