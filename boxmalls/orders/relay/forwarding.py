"""
Passing a message on by email, written anew from its words alone: nothing of the mail that it came in is in it, and nobody's address but the
reader's own.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.orders.links import absolute_address, order_address
from boxmalls.orders.models import MailSent, OrderMessage, RelayAddress
from boxmalls.orders.personal_data import WRITING
from boxmalls.orders.relay.addresses import domain_of, live_address, relays_mail, written_out
from boxmalls.orders.relay.participants import contact_of, inboxes_of_team
from boxmalls.orders.relay.plain import MARK
from boxmalls.orders.relay.screening import OURS
from boxmalls.orders.telling import MAIL_SERVERS_FORGET_AFTER, mail_server
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.disclosure.mails import MAIL_SERVER
from boxmalls.privacy.models import Disclosure
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import keyring, unwrap
from boxmalls.sites.queries import site as site_of

KIND = "relayed"


def passes_on(order_id: UUID, *, from_seller: bool, at: datetime) -> bool:
    """Whether a message of this order goes on by email."""
    return relays_mail() and live_address(order_id, to_seller=from_seller, at=at) is not None


def pass_on(message_id: UUID, *, at: datetime) -> int:
    """
    Mail a message to the other side; returns to how many.

    None if it went before, is gone, or the buyer opted out of mails. As with every mail: should the power fail between sending and noting,
    it goes a second time, under the same Message-ID.
    """
    with keyring():
        message = OrderMessage.objects.select_related("order__group", "order__seller").filter(pk=message_id).first()
        if message is None or MailSent.objects.filter(about_id=message_id, kind=KIND).exists():
            return 0
        relay = live_address(message.order_id, to_seller=message.from_seller, at=at)
        unwrap([message])
        if relay is None or not message.text:
            return 0
        inboxes = _inboxes(message, relay)
        _note(message, inboxes, at)
        for _person, inbox in inboxes:
            _compose(message, relay, inbox).send()
    MailSent.objects.get_or_create(about_id=message.pk, kind=KIND, defaults={"sent_at": at})
    return len(inboxes)


def _inboxes(message: OrderMessage, relay: RelayAddress) -> list[tuple[UUID, str]]:
    if not message.from_seller:
        return inboxes_of_team(relay.order.seller_id)
    inbox = "" if stopped(relay.person_id, "orders.mails") else contact_of(relay.order)
    return [(relay.person_id, inbox)] if inbox else []


def _compose(message: OrderMessage, relay: RelayAddress, inbox: str) -> EmailMessage:
    """The mail comes from the relay, and an answer goes back to it."""
    order, site = relay.order, site_of(relay.order.group.site_id)
    language = order.group.language if message.from_seller else site.default_language
    with translation.override(language):
        sender = _("Order %(number)s") % {"number": order.number}
        subject = _("A message about order %(number)s") % {"number": order.number}
        body = "\n\n".join([f"{MARK} {_('Write your answer above this line')}", message.text or "", f"-- \n{_foot(message, relay)}"]) + "\n"
    back = written_out(relay)
    earlier = OrderMessage.objects.filter(order_id=order.pk, pk__lt=message.pk).order_by("pk").values_list("pk", flat=True)
    thread = [_name(each, domain_of(site)) for each in list(earlier)[-10:]]
    headers = {"Message-ID": _name(message.pk, domain_of(site)), "Auto-Submitted": "auto-generated", OURS: "1"}
    if thread:
        headers |= {"In-Reply-To": thread[-1], "References": " ".join(thread)}
    return EmailMessage(subject, body, f"{sender} <{back}>", [inbox], reply_to=[back], headers=headers)


def _foot(message: OrderMessage, relay: RelayAddress) -> str:
    site, group = site_of(relay.order.group.site_id), relay.order.group
    page = order_address(group.number, group.pk) if message.from_seller else f"/seller/orders/{relay.order.number}/messages"
    return "\n".join(
        [
            _("Answer this mail, and it reaches the other side through us. Neither of you sees the other's address. Files are left out."),
            _("The way closes when the order is done."),
            absolute_address(site, page),
        ]
    )


def _name(message_id: UUID, domain: str) -> str:
    """The Message-ID under which a message leaves: always the same, and nobody else's to work out."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"orders.relay\0" + message_id.bytes, sha256).hexdigest()
    return f"<{digest[:32]}@{domain}>"


@transaction.atomic
def _note(message: OrderMessage, inboxes: list[tuple[UUID, str]], at: datetime) -> None:
    """Before they leave: what the mail server is given about whom. A message that is tried again is the same line."""
    for person_id, _inbox in inboxes:
        _tell(message, person_id, "email, what was written" if message.from_seller else "email", at)
    if inboxes and not message.from_seller:
        _tell(message, message.person_id, "what was written", at)


def _tell(message: OrderMessage, person_id: UUID, what: str, at: datetime) -> None:
    """What the mail server is given about somebody."""
    same = Disclosure.objects.filter(person_id=person_id, recipient=MAIL_SERVER, order_ref=message.order.number, what=what, at__gte=message.at)
    if same.exists():
        return
    disclose(
        person=person_id, recipient=MAIL_SERVER, recipient_name=mail_server(), purpose=WRITING, categories=[Category.BASIC, Category.OTHER],
        what=what, until=(at + MAIL_SERVERS_FORGET_AFTER).date(), order_ref=message.order.number, at=at,
    )  # fmt: skip
