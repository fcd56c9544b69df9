"""Letters about signing in: plain text, in the reader's language, few enough to be no nuisance."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts import limits
from boxmalls.accounts.personal_data import SIGNING_IN
from boxmalls.accounts.signin.models import fold_email
from boxmalls.base.limits import take
from boxmalls.base.refusals import Unavailable
from boxmalls.privacy.disclosure import tell_of_letter
from boxmalls.privacy.register import Occasion
from boxmalls.ui.rendering import render_text

VISIT_LASTS_S = 3600
"""So long a visit is kept in which a letter was asked for and nobody has signed in yet: it holds the address."""


class MailDoesNotLeave(Unavailable):
    code = "mail-unavailable"
    words = _("The letter could not be sent. Nothing else was changed. Try again in a few minutes.")


def send_letter(template: str, email: str, context: dict[str, Any], *, request: HttpRequest, person_id: UUID | None, what: str = "email", at: datetime) -> None:
    """
    Send `<template>_subject.txt` and `<template>_message.txt` to an address.

    :param person_id: whom it is about, if that is known: that the mail server is shown the address is noted for them, before it goes.
    :param what: what the mail server learns of them, in words and never as values.
    :raises TriedTooOften: after eight letters to one address in an hour.
    :raises MailDoesNotLeave: if the mail server does not take it.
    """
    take(limits.MAIL_TO, fold_email(email), at=at)
    words = {
        **context,
        "email": email,
        "shop": getattr(getattr(request, "site", None), "name", "BoxMalls"),
        "shop_url": request.build_absolute_uri("/"),
        "language": get_language(),
    }
    subject = " ".join(render_text(f"{template}_subject.txt", words).split())
    letter = EmailMessage(subject, render_text(f"{template}_message.txt", words).strip() + "\n", to=[email])
    if not request.user.is_authenticated:
        request.session.set_expiry(VISIT_LASTS_S)
    if person_id is not None:
        tell_of_letter(person=person_id, purpose=SIGNING_IN, what=what, occasion=Occasion.REGISTRATION, at=at)
    try:
        letter.send()
    except (OSError, SMTPException) as trouble:
        raise MailDoesNotLeave from trouble
