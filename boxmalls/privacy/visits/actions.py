"""Remember that a product was opened; forget all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Visit
from boxmalls.privacy.purposes import RECENTLY_VIEWED

MOST = 60


@transaction.atomic
def remember_visit(*, person_id: UUID, product_id: UUID, page: str, at: datetime) -> None:
    """
    Keep a product among those that somebody opened lately; beyond 60 the oldest goes.

    :raises NotAgreed: if they have not agreed to it.
    """
    with collecting(RECENTLY_VIEWED, person=person_id, at=at):
        if not Visit.objects.filter(person_id=person_id, product_id=product_id).update(at=at):
            Visit.objects.create(person_id=person_id, product_id=product_id, page=page, at=at)
    beyond = Visit.objects.filter(person_id=person_id).order_by("-at").values("pk")[MOST:]
    Visit.objects.filter(pk__in=list(beyond.values_list("pk", flat=True))).delete()


def forget_visits(person_id: UUID) -> int:
    """Forget every product that somebody opened; returns how many."""
    return Visit.objects.filter(person_id=person_id).delete()[0]
