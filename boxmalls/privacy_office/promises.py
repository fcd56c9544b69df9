"""Which clauses of the policy this room carries out: the person in charge, and what is asked of them in writing."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes("office", clauses=("3.3",))
TRACE.routes("office/policy", clauses=("1.3",))
TRACE.routes("office/corrections", clauses=("3.2", "3.3"))
TRACE.routes("office/breaches", clauses=("1.2",))
TRACE.routes("office/glass", clauses=("1.2",))
TRACE.tasks("boxmalls.privacy_office.breach_tasks", clauses=("1.2",))
TRACE.routes("office/scans", clauses=("2.b", "2.d", "3.3"))
TRACE.routes("privacy/requests", clauses=("3.3", "2.l"))
TRACE.tasks("boxmalls.privacy_office.tasks", clauses=("3.3",))
TRACE.tasks("boxmalls.privacy_office.tasks.read_mailbox", clauses=("2.d", "2.l", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.writing", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.mailbox.box", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.actions.answering", recipient="mail-server", clauses=("2.d", "3.3"))
TRACE.host("boxmalls.privacy_office.breach_letters", recipient="mail-server", clauses=("1.1", "1.4.note"))
TRACE.host("boxmalls.privacy_office.tasks", recipient="mail-server", clauses=("2.d", "3.3"))
