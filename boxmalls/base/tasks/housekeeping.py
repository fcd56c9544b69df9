"""The house's own sweeping."""

from django.tasks import task

from boxmalls.base import outbox
from boxmalls.base.models import OutboxCursor


@task
def forget_passed_facts() -> int:
    """Delete the facts that every reader has passed."""
    return outbox.forget_read(list(OutboxCursor.objects.values_list("consumer", flat=True)))
