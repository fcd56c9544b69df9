"""Who may act for a store."""

from uuid import UUID

from boxmalls.base.refusals import Forbidden
from boxmalls.base.web import Request
from boxmalls.sellers.models import TeamMember


def can_act_for(seller_id: UUID, person_id: UUID | None) -> bool:
    """Whether a person works for a store."""
    return person_id is not None and TeamMember.objects.filter(seller_id=seller_id, person_id=person_id).exists()


def check_acts_for(seller_id: UUID, person_id: UUID | None) -> None:
    """:raises Forbidden: unless the person works for the store."""
    if not can_act_for(seller_id, person_id):
        raise Forbidden


def is_seller(request: Request, detail: str = "") -> bool:
    """Whether the request's person is signed in and works for a store."""
    return request.user.is_authenticated and TeamMember.objects.filter(person_id=request.person_id).exists()
