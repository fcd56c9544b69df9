"""Words to and fro, and the mails that carry ours. A mail holds our words and the way to the request's page; never data from the register."""

from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.base.refusals import BadInput
from boxmalls.orders.links import absolute_address
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.register import Occasion
from boxmalls.privacy.vault import keyring
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import Channel, Message, Request
from boxmalls.privacy_office.purposes import LETTERS
from boxmalls.sites.queries import site as site_of
from boxmalls.ui.rendering import render_text

SALT = "privacy-office.request"
MOST_CHARACTERS = 20_000


class NothingSaid(BadInput):
    code = "nothing-said"


def key_of(request: Request) -> str:
    """The secret part of a request's address: whoever has it may read how it stands, and nothing else."""
    return Signer(salt=SALT).sign(request.number).rpartition(":")[2]


def opens(request: Request, key: str) -> bool:
    """Whether a key opens a request."""
    try:
        return Signer(salt=SALT).unsign(f"{request.number}:{key}") == request.number
    except BadSignature:
        return False


def page_of(request: Request) -> str:
    """The whole address of a request's page, with its key."""
    return absolute_address(site_of(request.site_code), f"/privacy/requests/{request.number}?key={key_of(request)}")


@transaction.atomic
def write_words(*, request: Request, words: str, channel: Channel, ours: bool, actor: Actor, at: datetime) -> Message:
    """Add words to a request. Ours go out by mail, too, where we know an address."""
    words = words.strip()[:MOST_CHARACTERS]
    if not words:
        raise NothingSaid
    with collecting(LETTERS, person=request.person_id, at=at):
        return Message.objects.create(
            request=request, person_id=request.person_id, ours=ours, channel=channel, words=words, actor_id=actor.id, at=at,
            mail_wanted=ours and bool(request.email),
        )  # fmt: skip


def send_words(*, at: datetime, most: int = 100) -> int:
    """
    Mail our words that have not been mailed; returns how many went.

    Should the power fail between sending and noting, a mail goes a second time; never none.
    """
    return sum(_send(message_id, at) for message_id in list(_waiting().values_list("pk", flat=True)[:most]))


def _waiting() -> "QuerySet[Message]":
    return Message.objects.filter(ours=True, mail_wanted=True, mailed_at=None).order_by("at")


def _send(message_id: UUID, at: datetime) -> int:
    with transaction.atomic(), keyring():
        message = _waiting().select_for_update(skip_locked=True, of=("self",)).select_related("request").filter(pk=message_id).first()
        if message is None:
            return 0
        request = message.request
        if request.email and message.words:
            tell_of_letter(person=request.person_id, purpose=LETTERS, what="email, our words", occasion=Occasion.COMMUNICATION, at=at)
            try:
                mail_of(request, message.words).send()
            except (OSError, SMTPException):
                transaction.set_rollback(True)
                return 0
        with collecting(LETTERS, person=request.person_id, at=at):
            message.mailed_at = at
            message.save(update_fields=["mailed_at"])
    return 1


def mail_of(request: Request, words: str) -> EmailMessage:
    """A mail with these words, in the person's language; its subject carries the number, so that an answer finds its way."""
    site = site_of(request.site_code)
    with translation.override(request.language):
        subject = _("Your request %(number)s") % {"number": f"[{request.number}]"}
        text = render_text("privacy_office/mails/words.txt", {"words": words, "page": page_of(request), "site": site, "request": request})
    return EmailMessage(subject, text.strip() + "\n", to=[request.email or ""], reply_to=[site.officer_email], headers={"Auto-Submitted": "auto-replied"})
