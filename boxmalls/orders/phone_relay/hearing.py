"""What the service tells about lines: that somebody called, for how long, and that a line is no more. Each event is heard once."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from boxmalls.orders.models import PhoneCall, PhoneLine
from boxmalls.orders.personal_data import CALLING
from boxmalls.orders.phone_relay.closing import close_lines
from boxmalls.orders.phone_relay.protocol import Event
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.collection import collecting


@transaction.atomic
def hear_event(event: Event, *, at: datetime) -> bool:
    """Note a call for the buyer to see, or that a line was closed there; whether that was new. Of a line that nobody knows nothing is kept."""
    line = PhoneLine.objects.select_for_update().filter(pk=event.session, ends_at__gt=at).first()
    if line is None:
        return False
    if event.kind == "session.closed":
        return bool(close_lines(PhoneLine.objects.filter(pk=line.pk), at=at))
    if stopped(line.person_id, "orders.calling"):
        return False
    with collecting(CALLING, person=line.person_id, at=at):
        _call, new = PhoneCall.objects.get_or_create(
            event=sha256(event.id.encode()).digest(),
            defaults={"order_id": line.order_id, "person_id": line.person_id, "kind": event.kind, "seconds": event.seconds, "at": min(event.at, at)},
        )
    return new


def calls_of(order_id: object) -> tuple[int, datetime | None]:
    """How many calls went through the line of an order, and when the last began."""
    started = PhoneCall.objects.filter(order_id=order_id, kind=PhoneCall.Kind.STARTED).order_by("-at").values_list("at", flat=True)
    return len(started), started[0] if started else None
