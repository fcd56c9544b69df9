"""What the sellers' room knows about people: who works for which store."""

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import (
    HOLDINGS,
    Basis,
    Category,
    Ending,
    Holding,
    Keep,
    Occasion,
    Purpose,
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
HOLDINGS.plain(
    "sellers.Seller",
    why="Describes a store to the public.",
    columns="id slug name place country about since_on learns commission_bp status created_at",
)
