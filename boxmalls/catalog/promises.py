"""Which clauses of the policy this room serves: the goods on the shelves of an electronic service."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.tasks("boxmalls.catalog.tasks", "boxmalls.catalog.reactions", clauses=("2.f",))
