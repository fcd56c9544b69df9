"""What the sellers' room knows about people: who works for which store."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import (
    FEATURES,
    HOLDINGS,
    Basis,
    Category,
    Ending,
    Feature,
    Holding,
    Keep,
    Occasion,
    Purpose,
    needs,
)

TEAM = Purpose(
    code="sellers.team",
    basis=Basis.CONTRACT,
    occasion=Occasion.AGREEMENTS,
    words=_("Let you act for a store, and show the store who does."),
)

HOLDINGS.declare(
    Holding(
        model="sellers.TeamMember",
        person="person",
        fields={"role": (Category.OTHER, TEAM), "joined_at": (Category.OTHER, TEAM)},
        plain="id seller_id",
        keep=Keep.while_person(),
        ending=Ending.DELETE,
        title=_("Stores you work for"),
        label="role",
        readers=("seller", "staff"),
    )
)
FEATURES.declare(
    Feature(
        code="sellers.team",
        title=_("Working for a store"),
        needs=needs(TEAM, Category.OTHER),
        stops=_("No further store can take you into its team, and none can change what you do there. Where you are in a team, you stay until it ends."),
    )
)
HOLDINGS.plain(
    "sellers.Seller",
    why="Describes a store to the public.",
    columns="id slug name place address tax_number country about since_on learns commission_bp status created_at",
)
