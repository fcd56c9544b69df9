"""Letters about the policy to people with an account, in the language in which they accepted it."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.utils import translation

from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.models import Edition
from boxmalls.privacy.policy.editions.announcing import BEGUN, CALLED_OFF, Letter, end_announcing, people_to_tell, tell, to_announce
from boxmalls.privacy.policy.editions.begun import begun_for
from boxmalls.privacy.policy.editions.queries import news_of, proposal_of
from boxmalls.privacy.policy.editions.works import POLICY, work_of
from boxmalls.privacy.purposes import ANNOUNCING
from boxmalls.privacy.restriction import restricted_among
from boxmalls.privacy.rights.hooks import reached
from boxmalls.sites.links import absolute_address
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site
from boxmalls.ui.rendering import render_text

logger = logging.getLogger(__name__)


def announce_editions(*, at: datetime) -> int:
    """
    Tell everybody who has not been told yet; returns how many were told now.

    Goes on where it was interrupted, and may run beside itself. Whose letter the mail server does not take now is told at the next round; if
    the text began meanwhile, in other words.
    """
    told = 0
    for edition, kind in to_announce():
        for languages in people_to_tell(edition, kind):
            addresses = _addresses(list(languages))
            for person_id, language in languages.items():
                told += _tell(edition, kind, person_id, language, addresses.get(person_id, ""), at)
        end_announcing(edition=edition, kind=kind, at=at)
    return told


def _tell(edition: Edition, kind: str, person_id: UUID, language: str, email: str, at: datetime) -> bool:
    def letter(number: UUID) -> Letter | None:
        if not email:
            return None
        tell_of_letter(person=person_id, purpose=ANNOUNCING, at=at)
        return partial(_send, write_letter(edition, kind, language, person_id=person_id, to=email, number=number))

    try:
        return tell(edition=edition, person_id=person_id, kind=kind, language=language, letter=letter, at=at)
    except (OSError, SMTPException):
        logger.warning("policy.letter-stays", extra={"person": str(person_id)})
        return False


def _send(letter: EmailMessage) -> bool:
    try:
        letter.send()
    except SMTPRecipientsRefused:
        return False
    return True


def _addresses(person_ids: list[UUID]) -> dict[UUID, str]:
    """
    The proven address of each account, and that which a guest left with an order. Of whoever is restricted none is used: they see the note on the pages.

    No law that we know wants a new text to come by mail, and asking again at the next visit tells everybody, so a restriction holds here.
    """
    willing = set(person_ids) - restricted_among(person_ids)
    proven = dict(EmailAddress.objects.filter(user__person_id__in=willing, verified=True, primary=True).values_list("user__person_id", "email"))
    left = [find(willing - proven.keys()) for find in reached()]
    return {person_id: email for found in (*left, proven) for person_id, email in found.items()}


def write_letter(edition: Edition, kind: str, language: str, *, person_id: UUID, to: str, number: UUID) -> EmailMessage:
    """The letter about a text that is coming, applies since a day, or was called off. Its number is the same however often it is written."""
    work = work_of(edition)
    begun = begun_for(edition, person_id) if kind == BEGUN else None
    here: Site = site(begun.version.site_code if begun else edition.site_codes[0])
    href = begun.href if begun else work.href if kind == CALLED_OFF else f"{work.href}/coming"
    with translation.override(language if language in here.languages else here.default_language):
        spoken = translation.get_language() or ""
        context: dict[str, Any] = {
            "sites": [site(code).name for code in edition.site_codes],
            "shop": here.name,
            "shop_url": absolute_address(here, "/"),
            "language": spoken,
            "news": begun.news(spoken) if begun else news_of(edition, spoken),
            "proposal": proposal_of(edition),
            "text": work.words,
            "link": absolute_address(here, href),
            **({"day": begun.version.published_at, "question": absolute_address(here, begun.question)} if begun else {}),
        }
        name = f"{'policy' if work.code == POLICY else 'text'}_{kind.replace('-', '_')}"
        subject = " ".join(render_text(f"accounts/email/{name}_subject.txt", context).split())
        body = render_text(f"accounts/email/{name}_message.txt", context).strip() + "\n"
    return EmailMessage(subject, body, to=[to], headers={"Message-ID": f"<policy.{number}@{here.host}>"})
