"""Which clauses of the policy this room carries out: the person in charge, and what is asked of them in writing."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes("office", clauses=("3.3",))
TRACE.routes("office/policy", clauses=("1.3",))
TRACE.routes("office/breaches", clauses=("1.2",))
TRACE.routes("office/glass", clauses=("1.2",))
TRACE.tasks("boxmalls.privacy_office.breach_tasks", clauses=("1.2",))
