"""A seller hands over the parcel."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from boxmalls.base import outbox
from boxmalls.orders.locking import lock_order, state_under_lock
from boxmalls.orders.models import Order, Shipment
from boxmalls.orders.personal_data import ORDERING
from boxmalls.orders.refusals import NotToShip
from boxmalls.privacy.choices import refuses
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.register import Category

if TYPE_CHECKING:
    from boxmalls.privacy.models import Person
    from boxmalls.sellers.models import Seller


@transaction.atomic
def ship_order(
    *, order: Order | UUID, seller: "Seller | UUID", carrier: str, tracking: str = "", actor: "Person | UUID | None" = None, at: datetime
) -> Shipment:
    """
    Mark an order as handed to a carrier.

    Carrier and parcel number are left out where the buyer opted out of having them kept.

    :param actor: who of the seller's team did it.
    :raises NoSuchOrder: if it is not this seller's order.
    :raises NotToShip: if it is not paid, or was shipped or cancelled before.
    """
    found = lock_order(order, seller_id=seller if isinstance(seller, UUID) else seller.pk)
    if state_under_lock(found) != "to_ship":
        raise NotToShip
    followed = not refuses(found.person_id, ORDERING, Category.THIRD_PARTY)
    with collecting(ORDERING, person=found.person_id, at=at, owed=True):
        shipment = Shipment(order=found, person_id=found.person_id, carrier=carrier.strip() if followed else "", shipped_at=at)
        shipment.tracking = (tracking.strip() or None) if followed else None
        shipment.save(force_insert=True)
    outbox.publish("order.shipped", found.pk, {"group": str(found.group_id)})
    return shipment
