"""Which clauses of the policy this room serves: finding goods. What people type is not kept."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.tasks(
    """
    2.f          boxmalls.search.actions.feeding.feed_index boxmalls.search.tasks.feed_index boxmalls.search.tasks.rebuild_index
    """
)
