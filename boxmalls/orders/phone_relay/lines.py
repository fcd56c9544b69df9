"""
Lines: asked for when an order is paid whose seller may call, closed with the lease, whatever crashes in between.

That a line is wanted, and the note that the number leaves, are written first; then the service is called, outside any transaction; then
what it lent is written, if the line is still wanted. A line that is not becomes one to close, which is asked until it is answered.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from boxmalls.accounts.rules import read_phone
from boxmalls.orders.leases import lease_end, order_with_events
from boxmalls.orders.models import Delivery, LineToClose, Order, PhoneLine
from boxmalls.orders.personal_data import CALLING
from boxmalls.orders.phone_relay.closing import close_lines
from boxmalls.orders.phone_relay.http import HttpPhoneRelay
from boxmalls.orders.phone_relay.protocol import Lent, PhoneRelay, PhoneRelayDoesNotAnswer, Wanted
from boxmalls.orders.rules import LEASE_AT_MOST
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.disclosure.forwarding import acknowledge, note_told
from boxmalls.privacy.models import CorrectionNotice
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import unwrap
from boxmalls.sellers.models.seller import Learns

AT_ONCE = 50
RECIPIENT = "phone-relay"


def phone_relay() -> PhoneRelay | None:
    """The service; None where there is none, and sellers ask by message."""
    return HttpPhoneRelay(settings.PHONE_RELAY) if settings.PHONE_RELAY else None


def open_line(order_id: UUID, *, relay: PhoneRelay, at: datetime) -> bool:
    """
    Lend the seller of an order a number for its buyer; whether there is one now. Twice is once.

    :raises PhoneRelayDoesNotAnswer: if it does not; then it is asked again within minutes.
    """
    wanted = _want(order_id, relay, at)
    if wanted is None:
        return False
    _keep(wanted, relay.open(wanted), at)
    return True


def want_line(order_id: UUID, *, relay: PhoneRelay, at: datetime) -> bool:
    """Write down that a line is wanted, and leave the asking to the clock; whether it is to be asked for."""
    return _want(order_id, relay, at) is not None


def lend_number(order_id: UUID, *, at: datetime) -> bool:
    """The same where there is a service and it answers; where it does not, it is asked again by the clock."""
    relay = phone_relay()
    with suppress(PhoneRelayDoesNotAnswer):
        return relay is not None and open_line(order_id, relay=relay, at=at)
    return False


def ask_again(*, at: datetime) -> int:
    """Ask for the lines that were never answered, and close those that are over; returns how much could be done."""
    relay = phone_relay()
    if relay is None:
        return LineToClose.objects.filter(wanted_at__lt=at - LEASE_AT_MOST).delete()[0]
    done = renew_corrected(relay, at=at)
    for order_id in PhoneLine.objects.filter(opened_at=None, ends_at__gt=at).order_by("asked_at").values_list("order_id", flat=True)[:AT_ONCE]:
        with suppress(PhoneRelayDoesNotAnswer):
            done += open_line(order_id, relay=relay, at=at)
    return done + send_closings(relay)


def renew_corrected(relay: PhoneRelay, *, at: datetime) -> int:
    """Whoever corrected their number is called on the new one: the old line is closed, another is opened, and the correction counts as heard."""
    notices = CorrectionNotice.objects.filter(recipient=RECIPIENT, acknowledged_at=None).select_related("correction").order_by("made_at")[:AT_ONCE]
    for notice in notices:
        order = Order.objects.filter(number=notice.order_ref).first()
        if order is not None and notice.correction.what == "orders.Delivery.phone":
            with transaction.atomic():
                close_lines(PhoneLine.objects.filter(order=order), at=at)
            with suppress(PhoneRelayDoesNotAnswer):
                open_line(order.pk, relay=relay, at=at)
        note_told(notice_id=notice.pk, at=at)
        acknowledge(notice_id=notice.pk, recipient=RECIPIENT, at=at)
    return len(notices)


def send_closings(relay: PhoneRelay) -> int:
    """Close at the service what is over here; returns how many. What is not answered stays to be asked again."""
    closed = 0
    for line in LineToClose.objects.order_by("wanted_at")[:AT_ONCE]:
        with suppress(PhoneRelayDoesNotAnswer):
            relay.close(line.pk)
            closed += line.delete()[0]
    return closed


@transaction.atomic
def _want(order_id: UUID, relay: PhoneRelay, at: datetime) -> Wanted | None:
    """Write down that a line is wanted, and what leaves for it; None if there is no reason for one, or it is there."""
    Order.objects.select_for_update().filter(pk=order_id).first()
    order = order_with_events(order_id)
    ends = lease_end(order)
    if ends is None or ends <= at or order.seller.learns != Learns.ADDRESS_PHONE or stopped(order.person_id, "orders.calling"):
        return None
    number = _number_of(order)
    if not number:
        return None
    with collecting(CALLING, person=order.person_id, at=at):
        line, new = PhoneLine.objects.get_or_create(order=order, defaults={"person_id": order.person_id, "asked_at": at, "ends_at": ends})
    if line.opened_at is not None:
        return None
    if new:
        disclose(
            person=line.person_id, recipient=RECIPIENT, recipient_name=relay.host[:120], purpose=CALLING, categories=[Category.BASIC],
            what="phone", until=ends.date(), order_ref=order.number, at=at,
        )  # fmt: skip
    return Wanted(line.pk, number, line.ends_at)


def _number_of(order: Order) -> str:
    """The buyer's number in E.164; empty if there is none that can be called, or it is closed to us."""
    delivery = Delivery.objects.filter(order=order, person_id=order.person_id).first()
    if delivery is None or not unwrap([delivery])[0].phone:
        return ""
    number, trouble = read_phone(delivery.country or "", delivery.phone)
    return "" if trouble else number


@transaction.atomic
def _keep(wanted: Wanted, lent: Lent, at: datetime) -> None:
    """Write what was lent; if nobody wants it any more, have it closed."""
    line = PhoneLine.objects.select_for_update().filter(pk=wanted.session).first()
    if line is None:
        LineToClose.objects.get_or_create(pk=wanted.session, defaults={"wanted_at": at})
        return
    with collecting(CALLING, person=line.person_id, at=at):
        line.number, line.pin, line.opened_at = lent.number, lent.pin, at
        line.save(update_fields=["number", "pin", "opened_at"])
