"""The house's own sweeping."""

from django.tasks import task

from boxmalls.base import limits, outbox
from boxmalls.base.clock import now
from boxmalls.base.models import OutboxCursor


@task
def forget_passed_facts() -> int:
    """Delete the facts that every reader has passed."""
    return outbox.forget_read(list(OutboxCursor.objects.values_list("consumer", flat=True)))


@task
def sweep_limits() -> int:
    """Delete the counts of tries that say nothing any more."""
    return limits.sweep(at=now())
