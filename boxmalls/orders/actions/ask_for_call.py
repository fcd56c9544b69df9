"""Where there is no phone line, a seller who has to agree on something asks the buyer for a time, by message."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.base.limits import Limit, take
from boxmalls.orders.actions.write import write_to_buyer
from boxmalls.orders.models import Order, OrderMessage
from boxmalls.sellers.models import Seller

A_DAY = Limit("orders.asking-for-a-time", 1, timedelta(days=1))


def ask_for_a_time(*, seller: Seller, number: str, at: datetime) -> OrderMessage:
    """
    Ask the buyer, in their language, when the parcel can be handed over; once a day.

    :raises NoSuchOrder: if it is another seller's.
    :raises LeaseIsOver: if there is no reason to write to them any more.
    :raises TriedTooOften: if they were asked today.
    """
    order = Order.objects.select_related("group").filter(seller=seller, number=number).first()
    take(A_DAY, str(order.pk if order else number), at=at)
    with translation.override(order.group.language if order else None):
        text = _("I would like to agree with you when the parcel is handed over. Please write here which days and hours suit you.")
    return write_to_buyer(seller=seller, number=number, text=text, at=at)
