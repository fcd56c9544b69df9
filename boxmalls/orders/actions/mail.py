"""Sending a mail about an order, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.orders.mails import write_mail
from boxmalls.orders.models import MailSent, Order, OrderGroup
from boxmalls.orders.queries import group_of
from boxmalls.orders.telling import mail_server, tell_of_mail
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.vault import keyring


def send_mail(*, kind: str, group_id: UUID, order_id: UUID | None = None, by: str = "", at: datetime) -> bool:
    """
    Send a mail to the buyer; False if it went before, there is nobody to send it to any more, or they opted out of these mails.

    That it goes is in the ledger of disclosures before it does. The mail goes outside any transaction. Should the power fail between sending
    and noting that it went, it goes a second time; never none.
    """
    about_id = order_id or group_id
    if MailSent.objects.filter(about_id=about_id, kind=kind).exists():
        return False
    with keyring():
        group = group_of(group_id)
        if not group.email or stopped(_whose(group_id), "orders.mails"):
            return False
        mail = write_mail(kind.partition(":")[0], group, to=group.email, order_id=order_id, by=by)
        _tell(kind.partition(":")[0], group_id, order_id, at)
        mail.send()
    MailSent.objects.get_or_create(about_id=about_id, kind=kind, defaults={"sent_at": at})
    return True


@transaction.atomic
def _tell(kind: str, group_id: UUID, order_id: UUID | None, at: datetime) -> None:
    """Note what the mail server is given, for the order that the mail is about, or for all of the group."""
    for order in Order.objects.filter(group_id=group_id, **({"pk": order_id} if order_id else {})).order_by("number"):
        tell_of_mail(order, mail_server(), at, kind=kind)


def _whose(group_id: UUID) -> UUID | None:
    return OrderGroup.objects.filter(pk=group_id).values_list("person_id", flat=True).first()
