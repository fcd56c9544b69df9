"""Which clauses of the policy this room serves: the goods on the shelves of an electronic service."""

from boxmalls.privacy.policy.reaching import THIS_MACHINE
from boxmalls.privacy.policy.tracing import TRACE

TRACE.tasks(
    """
    2.f          boxmalls.catalog.reactions.renew_cards boxmalls.catalog.reactions.renew_store boxmalls.catalog.tasks.carry_import
                 boxmalls.catalog.tasks.count_all_shelves boxmalls.catalog.tasks.redraw_cards boxmalls.catalog.tasks.release_expired_reservations
    """
)
TRACE.host("boxmalls.catalog.media.store", recipient=THIS_MACHINE, clauses=("2.f",))
