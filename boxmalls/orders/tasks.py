"""What orders do by the clock."""

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.orders.actions import cancel_unpaid
from boxmalls.orders.figures import publish_sales as publish


@task
def cancel_what_is_unpaid() -> None:
    """Call off orders whose transfer should have come by now."""
    cancel_unpaid(at=now())


@task
def publish_sales() -> int:
    """Publish the figures of the month that is over; returns how many tables are new."""
    return publish(at=now())
