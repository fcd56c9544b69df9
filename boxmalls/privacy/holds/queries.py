from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from boxmalls.privacy.models import LegalHold


def holds_in_force(at: datetime) -> QuerySet[LegalHold]:
    """Every hold that stands at a moment, the one that ends first in front."""
    return LegalHold.objects.filter(lifted_at=None, until__gt=at).order_by("until")


def held_persons(holding: str, at: datetime) -> list[UUID]:
    """Whose rows of a table have to stay."""
    return list(holds_in_force(at).filter(Q(holdings=[]) | Q(holdings__contains=[holding])).values_list("person_id", flat=True))
