"""What the kernel itself holds, and the tables of the libraries beneath it."""

from .register import HOLDINGS

HOLDINGS.plain("privacy.Person", why="A number and a kind; what is known about the person hangs from it elsewhere.", columns="id kind merged_into_id made_at")
HOLDINGS.plain("vault.PersonKey", why="A wrapped key; destroyed by erasure.", columns="person_id wrapped kek epoch made_at")
HOLDINGS.plain("vault.BlindEntry", why="A keyed hash; dropped by erasure.", columns="id kind digest person_id put_at")
HOLDINGS.plain("vault.Tombstone", why="Says that a key is gone, and nothing else.", columns="person_id destroyed_at")

HOLDINGS.plain("base.OutboxFact", why="Facts by id; payloads hold no personal values.", columns="id transaction_id topic key payload written_at")
HOLDINGS.plain("base.OutboxCursor", why="How far a reader has come.", columns="consumer transaction_id fact_id moved_at")

HOLDINGS.plain(
    "procrastinate.ProcrastinateJob",
    why="Queued work; arguments are ids.",
    columns="id queue_name task_name priority lock args status scheduled_at attempts queueing_lock abort_requested worker_id",
)
HOLDINGS.plain("procrastinate.ProcrastinateWorker", why="Which workers are alive.", columns="id last_heartbeat")
HOLDINGS.plain("procrastinate.ProcrastinateEvent", why="What happened to queued work.", columns="id job_id type at")
HOLDINGS.plain("procrastinate.ProcrastinatePeriodicDefer", why="When scheduled work was last queued.", columns="id task_name defer_timestamp job_id periodic_id")
