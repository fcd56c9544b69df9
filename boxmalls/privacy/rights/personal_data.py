"""What the exercise of rights leaves: proofs of address for a day, erasures as numbers."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.purposes import PROVING
from boxmalls.privacy.register import HOLDINGS, Ending, Holding, Keep

HOLDINGS.declare(
    Holding(
        model="rights.AddressProof",
        person="person_id",
        fields={},
        plain="id wrapped_key sealed_address site_code language asked_at used_at",
        purpose=PROVING,
        keep=Keep(days=1, counted_from="asked_at"),
        ending=Ending.DELETE,
        title=_("Proofs of address"),
    )
)
HOLDINGS.plain(
    "rights.Erasure",
    why="That somebody was erased, under a number that leads nowhere else; read again after a restored backup.",
    columns="id person_id site_code receipt_sha256 asked_at unreadable_at done_at backups_gone_on",
)
HOLDINGS.plain("rights.ErasureStep", why="How far an erasure has come.", columns="id erasure_id name done_at")
HOLDINGS.plain("rights.ErasureLine", why="Counts of an erasure.", columns="id erasure_id holding removed kept kept_until")
