"""The end of bookings: here at once, at the courier as soon as it answers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from boxmalls.privacy.rights.outcome import Outcome


def close_bookings(bookings: Any, *, at: datetime) -> int:
    """Forget these bookings and note that the courier has to, inside the caller's transaction; returns how many."""
    from boxmalls.orders.models import ParcelToForget

    found = list(bookings.values_list("pk", "courier"))
    ParcelToForget.objects.bulk_create([ParcelToForget(pk=parcel, courier=courier, wanted_at=at) for parcel, courier in found], ignore_conflicts=True)
    bookings.delete()
    return len(found)


def take_back_parcels(person_id: UUID, at: datetime) -> None:
    """Of whoever is restricted no courier is told anything any more, and what one was told is to be forgotten."""
    from boxmalls.orders.models import Booking

    close_bookings(Booking.objects.filter(person_id=person_id), at=at)


def erase_bookings(person_id: UUID, at: datetime) -> "Outcome":
    """Whoever goes is forgotten by the courier, too: it is asked until it answers."""
    from boxmalls.orders.models import Booking
    from boxmalls.privacy.rights.outcome import Outcome

    return Outcome(removed=close_bookings(Booking.objects.filter(person_id=person_id), at=at))


erase_bookings.concerns = ("orders.Booking",)  # type: ignore[attr-defined]
