"""Which clauses of the policy these addresses serve: programs read goods; about people they learn nothing."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes("api", clauses=("2.f",))
