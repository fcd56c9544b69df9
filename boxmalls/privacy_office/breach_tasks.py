"""What is done about breaches by the clock."""

from django.tasks import task
from django.utils import translation

from boxmalls.base.clock import now
from boxmalls.privacy.breaches.watching import watch_journal, watch_reading
from boxmalls.privacy_office.breach_letters import go_on_telling, tell_officers
from boxmalls.sites.queries import all_sites


@task
def tell_of_breaches() -> int:
    """Go on writing to the people of a breach; returns how many were told."""
    return go_on_telling(at=now())


@task
def watch_for_breaches() -> int:
    """Verify some of the journal and look for unusual reading; returns how many breaches are suspected anew. The persons in charge are told by mail."""
    at = now()
    with translation.override(all_sites()[0].default_language):
        found = [each for each in (watch_journal(at=at), *watch_reading(at=at)) if each]
    for breach in found:
        tell_officers(breach)
    return len(found)
