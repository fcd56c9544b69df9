"""Reading about sellers."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from boxmalls.base.refusals import NotFound
from boxmalls.sellers.models import Seller, TeamMember
from boxmalls.sellers.models.seller import SellerStatus


def seller_by_slug(slug: str) -> Seller:
    """
    An open or paused store.

    :raises NotFound: when there is none of that name, or it has closed.
    """
    seller = Seller.objects.filter(slug=slug).exclude(status=SellerStatus.CLOSED).first()
    if seller is None:
        raise NotFound
    return seller


def sellers_of(person_id: UUID) -> list[Seller]:
    """The stores a person works for, by name."""
    return list(Seller.objects.filter(team__person_id=person_id))


def seller_ids_of(person_id: UUID) -> list[UUID]:
    """The ids of the stores a person works for."""
    return list(TeamMember.objects.filter(person_id=person_id).values_list("seller_id", flat=True))


def open_sellers() -> "QuerySet[Seller]":
    """Everyone who sells at the moment, by name."""
    return Seller.objects.filter(status=SellerStatus.OPEN)


def seller_count() -> int:
    """How many stores are open."""
    return open_sellers().count()


def team_of(seller_id: UUID) -> list[UUID]:
    """The persons who work for a store, the longest there first."""
    return list(TeamMember.objects.filter(seller_id=seller_id).order_by("joined_at", "id").values_list("person_id", flat=True))


def has_phone_line() -> bool:
    """Whether sellers who call are lent a number; else they ask by message."""
    return settings.PHONE_RELAY is not None
