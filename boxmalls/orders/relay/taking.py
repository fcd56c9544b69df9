"""
Taking mails: each once. The row that says so and the message are one transaction; then the mail is deleted from the mailbox, where the real
addresses are. A crash before it leaves the mail to be fetched again, a crash after it a mail that is known.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy, ngettext

from boxmalls.base.mailbox.box import Arrived, open_box
from boxmalls.base.mailbox.letter import MOST_BYTES, Letter, read_letter
from boxmalls.base.refusals import BadInput, Refusal, Unavailable
from boxmalls.orders.actions.write import LONGEST, write_to_buyer, write_to_seller
from boxmalls.orders.models import Order, RelayAddress, RelayedMail
from boxmalls.orders.refusals import LeaseIsOver
from boxmalls.orders.relay.addresses import addressed, is_ours, written_out
from boxmalls.orders.relay.answering import answer
from boxmalls.orders.relay.participants import is_buyer, is_known, works_for
from boxmalls.orders.relay.plain import plain_words
from boxmalls.orders.relay.screening import goes_in_circles, is_authentic
from boxmalls.privacy.vault.wrapping import key_store
from boxmalls.sites.queries import all_sites
from boxmalls.sites.queries import site as site_of
from config.env.mailbox import Mailbox

Outcome = RelayedMail.Outcome
AT_ONCE = 200
AGAIN = "again"
REMEMBERED_FOR = timedelta(days=30)


class NotYours(Refusal):
    status = 403
    code = "not-your-address"
    words = gettext_lazy("The order does not know the address that this mail came from. Write from the one that it knows, or on our pages.")


class TooLong(BadInput):
    code = "too-long"
    words = gettext_lazy("A message has at most %(most)s characters. Shorten it, or send it in parts.")


class KnownAlready(Exception):
    """Somebody else has taken this mail in the meantime."""


def poll(mailbox: Mailbox, *, at: datetime) -> Counter[str]:
    """
    Take every mail in the mailbox and delete it there; returns how many became what.

    :raises MailboxDoesNotAnswer: if the server does not; what was taken until then stays taken.
    """
    taken: Counter[str] = Counter()
    with open_box(mailbox) as box:
        for uid in box.after(0)[:AT_ONCE]:
            arrived = box.fetch(uid, MOST_BYTES)
            taken[take_mail(arrived, at=at) if arrived else "gone"] += 1
            box.delete(uid)
    return taken


def take_mail(arrived: Arrived, *, at: datetime) -> str:
    """
    Take one mail: as a message of its order, or not at all.

    Whoever writes from an address that the order does not know, too long, with a contact in it, or too late gets a kind answer, and
    nothing is changed. Machines, forged senders and our own mails get none.

    :raises Unavailable: if our own house does not answer; the mail stays where it is.
    """
    letter = read_letter(arrived.raw)
    digest = key_store().blind(b"relay\0" + letter.digest)
    if RelayedMail.objects.filter(digest=digest).exists():
        return AGAIN
    outcome, words = Outcome.MACHINE, ""
    relay = addressed(letter.to, at=at)
    if letter.machine or goes_in_circles(arrived.raw) or is_ours(letter.sender, all_sites()):
        relay = None
    elif not is_authentic(arrived.raw, letter.sender, settings.RELAY_AUTHSERV):
        outcome, relay = Outcome.FORGED, None
    elif relay is None:
        outcome, words = Outcome.NOBODY, LeaseIsOver.words if is_known(letter.sender) else ""
    else:
        with translation.override(_language(relay)):
            try:
                return _deliver(relay, letter, digest, whole=arrived.whole, at=at)
            except KnownAlready:
                return AGAIN
            except Unavailable:
                raise
            except Refusal as refused:
                outcome, words = Outcome.REFUSED, refused.message
    if not _remember(digest, outcome, at):
        return AGAIN
    if words:
        with translation.override(_language(relay) if relay else None):
            answer(arrived.raw, to=letter.sender, words=str(words), relay=relay, at=at)
    return str(outcome)


def forget_taken(*, at: datetime) -> int:
    """Forget which mails were taken, long after the last of them was deleted from the mailbox; returns how many."""
    return RelayedMail.objects.filter(taken_at__lt=at - REMEMBERED_FOR).delete()[0]


def _deliver(relay: RelayAddress, letter: Letter, digest: bytes, *, whole: bool, at: datetime) -> str:
    order: Order = relay.order
    known = is_buyer(order, letter.sender) if relay.to_seller else works_for(order.seller_id, letter.sender)
    if not known:
        raise NotYours
    words = plain_words(letter.words, (letter.sender, *(written_out(each) for each in _both(relay))))
    if not whole or len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    text = _with_left_out(words, len(letter.files) + letter.left_out)
    once = _once(digest, at)
    if relay.to_seller:
        write_to_seller(order=order, person=relay.person_id, text=text, beside=once, at=at)
    else:
        write_to_buyer(seller=order.seller, number=order.number, text=text, beside=once, at=at)
    return str(Outcome.MESSAGE)


def _once(digest: bytes, at: datetime) -> Callable[[], None]:
    """What is written beside the message, in its transaction: that this mail was taken. The database lets it be written once."""

    def note() -> None:
        try:
            with transaction.atomic():
                RelayedMail.objects.create(digest=digest, outcome=Outcome.MESSAGE, taken_at=at)
        except IntegrityError as known:
            raise KnownAlready from known

    return note


def _remember(digest: bytes, outcome: str, at: datetime) -> bool:
    """Note a mail that became nothing; False if somebody else has."""
    return RelayedMail.objects.get_or_create(digest=digest, defaults={"outcome": outcome, "taken_at": at})[1]


def _with_left_out(words: str, files: int) -> str:
    """The words, and how many files came along, which are not passed on."""
    if not words or not files:
        return words
    return words + "\n\n" + ngettext("(%(count)s file was attached and left out.)", "(%(count)s files were attached and left out.)", files) % {"count": files}


def _both(relay: RelayAddress) -> list[RelayAddress]:
    return list(RelayAddress.objects.select_related("order__group").filter(order_id=relay.order_id))


def _language(relay: RelayAddress) -> str:
    group = relay.order.group
    return str(group.language if relay.to_seller else site_of(group.site_id).default_language)
