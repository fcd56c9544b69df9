"""What an erasure leaves in the safe: numbers."""

from boxmalls.privacy.register import HOLDINGS

HOLDINGS.plain(
    "rights.Erasure",
    why="That somebody was erased, under a number that leads nowhere else; read again after a restored backup.",
    columns="id person_id site_code receipt_sha256 asked_at unreadable_at done_at backups_gone_on",
)
HOLDINGS.plain("rights.ErasureStep", why="How far an erasure has come.", columns="id erasure_id name done_at")
HOLDINGS.plain("rights.ErasureLine", why="Counts of an erasure.", columns="id erasure_id holding removed kept kept_until")
