"""The buyer has it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.orders.locking import lock_order, state_under_lock
from boxmalls.orders.models import Order, Receipt
from boxmalls.orders.refusals import NotYetShipped

if TYPE_CHECKING:
    from boxmalls.privacy.models import Person


@transaction.atomic
def mark_received(*, order: Order | UUID, person: "Person | UUID", at: datetime) -> Receipt:
    """
    The buyer says that the parcel is here. Saying it twice changes nothing.

    :raises NoSuchOrder: if it is somebody else's.
    :raises NotYetShipped: if it is not on its way.
    """
    found = lock_order(order, person_id=person if isinstance(person, UUID) else person.pk)
    state = state_under_lock(found)
    if state == "received":
        return Receipt.objects.get(pk=found.pk)
    if state != "shipped":
        raise NotYetShipped
    receipt = Receipt.objects.create(order=found, received_at=at)
    outbox.publish("order.received", found.pk, {"group": str(found.group_id)})
    return receipt
