"""Kind answers to mails that became nothing: few, marked as written by a machine (RFC 3834), and without a word of what was written."""

from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from boxmalls.base.limits import Limit, TriedTooOften, take
from boxmalls.base.mailbox.letter import clean, header
from boxmalls.orders.models import RelayAddress
from boxmalls.orders.relay.addresses import domain_of
from boxmalls.orders.relay.screening import OURS
from boxmalls.sites.queries import all_sites
from boxmalls.sites.queries import site as site_of

TO_ONE = Limit("orders.relay.answers", 5, timedelta(days=1))
TO_ALL = Limit("orders.relay.all-answers", 500, timedelta(days=1))


def answer(raw: bytes, *, to: str, words: str, relay: RelayAddress | None, at: datetime) -> bool:
    """Say why nothing was passed on; False if that address, or everybody together, has had enough answers for today."""
    if not to:
        return False
    with suppress(TriedTooOften):
        take(TO_ONE, to.casefold(), at=at)
        take(TO_ALL, "", at=at)
        _compose(raw, to, words, domain_of(site_of(relay.order.group.site_id) if relay else all_sites()[0])).send()
        return True
    return False


def _compose(raw: bytes, to: str, words: str, domain: str) -> EmailMessage:
    answered = clean(header(message_from_bytes(raw), "Message-ID"), 200).replace("\n", "")
    threading = {"In-Reply-To": answered, "References": answered} if answered.startswith("<") and answered.endswith(">") else {}
    body = "\n\n".join([_("Your mail was not passed on. Nothing was changed."), words]) + "\n"
    marks = {"Auto-Submitted": "auto-replied", OURS: "1", "Message-ID": make_msgid(domain=domain), **threading}
    return EmailMessage(_("Your mail was not passed on"), body, settings.DEFAULT_FROM_EMAIL, [to], headers=marks)
