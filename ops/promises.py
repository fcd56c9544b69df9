"""Which clauses the house around the rooms serves where it reaches out: commands, settings and the demo shop."""

from boxmalls.privacy.policy.reaching import ITSELF, NOBODYS_DATA, OWN_DATABASE, THIS_MACHINE
from boxmalls.privacy.policy.tracing import TRACE

TRACE.host("config.settings.work", recipient="mail-server", clauses=("2.d", "1.4.note"))

# Starting, watching and ending the shop's own parts: databases, web server, worker.
TRACE.host("ops.supervisor.run", "ops.supervisor.steps", "ops.verbs", recipient=ITSELF, clauses=("1.1",))
TRACE.host(
    *("ops.supervisor.part", "ops.supervisor.steps", "ops.verbs", "ops.tether", "ops.databases", "bin/boxmalls"),
    *("ops.clusters.binaries", "ops.clusters.cluster"),
    recipient=THIS_MACHINE,
    clauses=("1.1",),
)
TRACE.host("ops.clusters.roles", recipient=OWN_DATABASE, clauses=("1.2",))

# Backups, and what the erased have a right to in them.
TRACE.host("ops.backups.base", "ops.backups.programs", recipient=OWN_DATABASE, clauses=("1.2", "3.3"))
TRACE.host("ops.backups.programs", "ops.backups.keeping", recipient=THIS_MACHINE, clauses=("1.2", "3.3"))

# For whoever builds and tries the product: nobody's data is there.
TRACE.host("ops.past", "ops.prove_policy", "ops.suite", "ops/bootstrap.sh", "demo.prepare.pictures", recipient=THIS_MACHINE, clauses=("1.1",))
TRACE.host("ops.suite", "ops/bootstrap.sh", "ops.prove_policy", recipient=NOBODYS_DATA, clauses=("1.1",))
