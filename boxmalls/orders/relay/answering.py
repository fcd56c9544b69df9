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
from boxmalls.orders.personal_data import WRITING
from boxmalls.orders.relay.addresses import domain_of
from boxmalls.orders.relay.screening import OURS
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind
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
        _tell(to, relay, at)
        _compose(raw, to, words, domain_of(site_of(relay.order.group.site_id) if relay else all_sites()[0])).send()
        return True
    return False


def _tell(to: str, relay: RelayAddress | None, at: datetime) -> None:
    """
    Before it leaves: the mail server is shown the address of whoever wrote. Noted for whom we know by it; where it is nobody's and came to the
    buyer's way to the seller, which only the buyer was given, for the buyer. An address that is nobody's here has nobody to note it for.
    """
    known = Person.objects.filter(pk__in=blind.find("email", to), merged_into=None, erased_at=None).order_by("made_at").first()
    person_id = known.pk if known else relay.person_id if relay and relay.to_seller else None
    if person_id is not None:
        tell_of_letter(person=person_id, purpose=WRITING, at=at)


def _compose(raw: bytes, to: str, words: str, domain: str) -> EmailMessage:
    answered = clean(header(message_from_bytes(raw), "Message-ID"), 200).replace("\n", "")
    threading = {"In-Reply-To": answered, "References": answered} if answered.startswith("<") and answered.endswith(">") else {}
    body = "\n\n".join([_("Your mail was not passed on. Nothing was changed."), words]) + "\n"
    marks = {"Auto-Submitted": "auto-replied", OURS: "1", "Message-ID": make_msgid(domain=domain), **threading}
    return EmailMessage(_("Your mail was not passed on"), body, settings.DEFAULT_FROM_EMAIL, [to], headers=marks)
