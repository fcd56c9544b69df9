"""What somebody brought from another shop, and what an erasure leaves in the safe: numbers."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.purposes import CARRYING
from boxmalls.privacy.register import FEATURES, HOLDINGS, Category, Ending, Feature, Holding, Keep, needs

HOLDINGS.plain(
    "rights.Erasure",
    why="That somebody was erased, under a number that leads nowhere else; read again after a restored backup.",
    columns="id person_id site_code receipt_sha256 asked_at unreadable_at done_at backups_gone_on bytes_gone_at all_gone_at",
)
HOLDINGS.plain("rights.ErasureStep", why="How far an erasure has come.", columns="id erasure_id name done_at")
HOLDINGS.plain("rights.ErasureLine", why="Counts of an erasure.", columns="id erasure_id holding removed kept kept_until")
HOLDINGS.plain(
    "rights.HousekeepingRun", why="That a database was cleared of what erasures left in its files.", columns="id cluster at erasures tables segments log_from"
)
HOLDINGS.plain("rights.RewrittenTable", why="That a table was written anew, and how often it had changed by then.", columns="id cluster name state at")
HOLDINGS.plain("rights.ErasedStore", why="When the bytes of an erasure were gone from a store.", columns="id erasure_id store gone_at run_id")

FEATURES.declare(
    Feature(
        code="privacy.carrying",
        title=_("What you brought from another shop"),
        needs=needs(CARRYING, Category.OTHER),
        stops=_("Nothing can be brought from another shop."),
        stays=_("It was written once, when you brought it, and nothing is added."),
    )
)
HOLDINGS.declare(
    Holding(
        model="privacy.Brought",
        person="person",
        fields={"told": (Category.OTHER, CARRYING)},
        plain="id holding position brought_at",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("What you brought from another shop"),
        names={"told": _("A row of your download")},
    )
)
