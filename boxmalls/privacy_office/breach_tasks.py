"""What is done about breaches by the clock."""

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.privacy_office.breach_letters import go_on_telling


@task
def tell_of_breaches() -> int:
    """Go on writing to the people of a breach; returns how many were told."""
    return go_on_telling(at=now())
