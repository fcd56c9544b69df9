"""Which clauses of the policy this room serves: finding goods. What people type is not kept."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.tasks("boxmalls.search.tasks", "boxmalls.search.actions.feeding", clauses=("2.f",))
