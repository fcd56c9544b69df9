"""What becomes of orders when their buyer goes, and what is checked when an address is corrected."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from boxmalls.privacy.rights.hooks import OpenBusiness
    from boxmalls.privacy.rights.outcome import Outcome

NOT_SENT = _("Order %(number)s has not been sent yet. Erasing calls it off, and what you paid cannot be given back to you.")
ON_ITS_WAY = _("Order %(number)s is on its way. After erasing you cannot follow it or send it back here.")


def erase_deliveries(person_id: UUID, at: datetime) -> "Outcome":
    """Without an address nothing can be sent: what waits to be is called off, then the addresses go."""
    from boxmalls.orders.actions import cancel_order
    from boxmalls.orders.models import Cancellation, Delivery, Order
    from boxmalls.privacy.rights.outcome import Outcome

    for order in Order.objects.filter(person_id=person_id, shipment__isnull=True, cancellation__isnull=True).order_by("id"):
        cancel_order(order=order, by=Cancellation.By.BUYER, person=person_id, at=at)
    _all, by_model = Delivery.objects.filter(person_id=person_id).delete()
    return Outcome(removed=by_model.get("orders.Delivery", 0))


erase_deliveries.concerns = ("orders.Order", "orders.Delivery")  # type: ignore[attr-defined]


def correct_delivery(row: Any, changes: Mapping[str, Any]) -> None:
    """
    A name must be there, a number must be one that can be called, and a parcel that has left does not change its way.

    :raises ValidationError: with what to write instead, by field.
    """
    from boxmalls.accounts.rules import read_phone
    from boxmalls.orders.models import Shipment

    problems: dict[str, str] = {}
    elsewhere = [name for name in ("line1", "line2", "city", "region", "postcode") if name in changes]
    if elsewhere and Shipment.objects.filter(order_id=row.order_id).exists():
        problems |= dict.fromkeys(elsewhere, str(_("This parcel has left already, so it cannot be sent elsewhere.")))
    elif not all(str(changes[name] or "").strip() for name in elsewhere if name in ("line1", "city")):
        problems |= dict.fromkeys(elsewhere, str(_("Enter where the parcel goes, for example %(example)s")) % {"example": "Lindenweg 12"})
    if "name" in changes and not str(changes["name"] or "").strip():
        problems["name"] = str(_("Enter the name for the parcel label, for example %(example)s")) % {"example": "Lena Krause"}
    if changes.get("phone"):
        _number, trouble = read_phone(row.country, str(changes["phone"]))
        problems |= {"phone": trouble} if trouble else {}
    if problems:
        raise ValidationError(problems)


def others_in_delivery(row: Any, person_id: UUID) -> frozenset[str]:
    """Name, street and phone of a parcel that went to somebody else: a gift."""
    from boxmalls.accounts.carrying import is_own_name

    return frozenset() if is_own_name(row.name, person_id) else frozenset({"name", "phone", "line1", "line2"})


def open_orders(person_id: UUID) -> "list[OpenBusiness]":
    """Orders that are not finished."""
    from boxmalls.orders.links import order_address
    from boxmalls.orders.models import Order
    from boxmalls.privacy.rights.hooks import OpenBusiness

    waiting = Order.objects.filter(person_id=person_id, cancellation__isnull=True, receipt__isnull=True).order_by("placed_at", "number")
    rows = waiting.values_list("number", "group__number", "shipment__shipped_at")
    return [OpenBusiness((ON_ITS_WAY if shipped else NOT_SENT) % {"number": number}, order_address(group)) for number, group, shipped in rows]
