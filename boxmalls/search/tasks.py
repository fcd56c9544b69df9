"""Work of search that waits for nobody."""

from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.search.actions.feeding import feed_index as feed
from boxmalls.search.actions.rebuilding import rebuild_index as rebuild


@task(queue_name="index")
def feed_index() -> int:
    """Take what the catalogue tells into the index until there is nothing more. The worker follows the outbox by itself, too."""
    taken = 0
    while some := feed(now()):
        taken += some
    return taken


@task(queue_name="index")
def rebuild_index() -> int:
    """Make the index anew while the old one is served."""
    return rebuild(at=now())
