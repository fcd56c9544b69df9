"""Telling a person of a look, and of what was handed over, once the silence that a court ordered is over."""

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.models import Acceptance, Silence
from boxmalls.privacy.purposes import HANDING_OVER
from boxmalls.privacy.rights.hooks import reached
from boxmalls.sites.links import absolute_address
from boxmalls.sites.queries import all_sites, site
from boxmalls.ui.rendering import render_text

logger = logging.getLogger(__name__)
AT_ONCE = 100


def tell_of_ended_silences(*, at: datetime) -> int:
    """
    Write to whoever may know now, once for all orders about one look; returns how many silences were told of.

    The pages show it from the moment of the end, whether or not this ran; who has no address finds it there.
    """
    over = Silence.objects.filter(told_at=None, ends_at__lte=at).exclude(glass__in=Silence.objects.filter(ends_at__gt=at).values("glass"))
    looks = list(over.order_by("glass_id").values_list("glass_id", "person_id").distinct()[:AT_ONCE])
    return sum(_tell(look, person_id, at) for look, person_id in looks)


def _tell(look: UUID, person_id: UUID, at: datetime) -> int:
    """The rows are locked and marked first, the letter leaves last; if it does not leave, the mark goes with the transaction."""
    try:
        with transaction.atomic():
            rows = list(Silence.objects.select_for_update(skip_locked=True).filter(glass_id=look, told_at=None).values_list("pk", flat=True))
            with collecting(HANDING_OVER, person=person_id, at=at):
                Silence.objects.filter(pk__in=rows).update(told_at=at)
            email = _address(person_id)
            if rows and email:
                _write(look, person_id, email, at)
    except SMTPRecipientsRefused:
        with transaction.atomic(), collecting(HANDING_OVER, person=person_id, at=at):
            return Silence.objects.filter(glass_id=look, told_at=None).update(told_at=at)
    except (OSError, SMTPException):
        logger.warning("silence.letter-stays", extra={"look": str(look)})
        return 0
    return len(rows)


def _address(person_id: UUID) -> str:
    """Where a person is reached: the proven address of their account, else the one that they ordered with."""
    proven = EmailAddress.objects.filter(user__person_id=person_id, verified=True, primary=True).values_list("email", flat=True).first()
    return str(proven or next((found[person_id] for find in reached() if person_id in (found := find([person_id]))), ""))


def _write(look: UUID, person_id: UUID, email: str, at: datetime) -> None:
    accepted = Acceptance.objects.filter(person_id=person_id).order_by("-accepted_at").values_list("site_code", "language").first()
    here = site(accepted[0]) if accepted else all_sites()[0]
    language = accepted[1] if accepted and accepted[1] in here.languages else here.default_language
    tell_of_letter(person=person_id, purpose=HANDING_OVER, at=at)
    with translation.override(language):
        subject = _("What we may tell you now about your data at %(shop)s") % {"shop": here.name}
        body = render_text("privacy_office/mails/silence_over.txt", {"site": here, "address": absolute_address(here, "/your-data")})
    number = uuid5(look, str(person_id))
    EmailMessage(subject, body.strip() + "\n", to=[email], headers={"Message-ID": f"<silence.{number}@{here.host}>"}).send()
