"""Which clauses of the policy these pages serve: what a seller learns of a buyer, to send what was ordered."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes("seller", clauses=("2.c", "2.i"))
