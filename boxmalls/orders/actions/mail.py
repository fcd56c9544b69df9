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

    The mail goes outside any transaction. Should the power fail between sending and noting, it goes a second time; never none.
    """
    about_id = order_id or group_id
    if MailSent.objects.filter(about_id=about_id, kind=kind).exists():
        return False
    with keyring():
        group = group_of(group_id)
        if not group.email or stopped(_whose(group_id), "orders.mails"):
            return False
        write_mail(kind.partition(":")[0], group, to=group.email, order_id=order_id, by=by).send()
    with transaction.atomic():
        MailSent.objects.get_or_create(about_id=about_id, kind=kind, defaults={"sent_at": at})
        for order in Order.objects.filter(group_id=group_id).order_by("number"):
            tell_of_mail(order, mail_server(), at)
    return True


def _whose(group_id: UUID) -> UUID | None:
    return OrderGroup.objects.filter(pk=group_id).values_list("person_id", flat=True).first()
