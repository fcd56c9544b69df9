"""Which clauses of the policy these pages serve: looking after orders and transfers."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes("back-office", clauses=("2.i", "1.1"))
TRACE.routes("back-office/figures", clauses=("1.2",))
