"""Opening and pausing stores, and naming who acts for them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from boxmalls.base.outbox import publish
from boxmalls.base.refusals import Conflict
from boxmalls.privacy.collection import collecting
from boxmalls.sellers.models import Seller, TeamMember
from boxmalls.sellers.models.seller import Learns, SellerStatus
from boxmalls.sellers.models.team import TeamRole
from boxmalls.sellers.personal_data import TEAM

if TYPE_CHECKING:
    from boxmalls.privacy.models import Person


class SlugTaken(Conflict):
    code = "slug-taken"
    words = _("Another store is called %(slug)s. Choose another name.")


@transaction.atomic
def open_seller(
    *,
    name: str,
    country: str,
    at: datetime,
    slug: str = "",
    place: str = "",
    address: str = "",
    tax_number: str = "",
    about: str = "",
    since_on: date | None = None,
    learns: str = Learns.LABEL,
    commission_bp: int = 800,
) -> Seller:
    """
    Open a store.

    :raises SlugTaken: when a store of that address exists.
    """
    slug = slug or slugify(name)[:60] or "store"
    seller, made = Seller.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "place": place,
            "address": address,
            "tax_number": tax_number,
            "country": country,
            "about": about,
            "since_on": since_on,
            "learns": learns,
            "commission_bp": commission_bp,
            "created_at": at,
        },
    )
    if not made:
        raise SlugTaken(slug=slug)
    return seller


@transaction.atomic
def add_team_member(*, seller: Seller, person: "Person", role: str = TeamRole.PACKER, at: datetime) -> TeamMember:
    """Let a person act for a store. Naming them again changes their role."""
    with collecting(TEAM, person=person, at=at):
        member, _made = TeamMember.objects.update_or_create(
            seller=seller,
            person=person,
            defaults={"role": role},
            create_defaults={"role": role, "joined_at": at},
        )
    return member


def pause_seller(*, seller: Seller) -> None:
    """Close the store for a while: its goods stay to be seen, none can be bought."""
    _set_status(seller, SellerStatus.PAUSED)


def reopen_seller(*, seller: Seller) -> None:
    """Open a paused store again."""
    _set_status(seller, SellerStatus.OPEN)


@transaction.atomic
def _set_status(seller: Seller, status: str) -> None:
    """Shelves and the index hear of it after the commit."""
    Seller.objects.filter(pk=seller.pk).update(status=status)
    publish("seller.changed", seller.pk)
