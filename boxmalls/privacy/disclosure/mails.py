"""Noting that a letter is handed to the mail server: before it goes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from boxmalls.privacy.disclosure.actions import disclose
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import Category, Occasion, Purpose

MAIL_SERVER = "mail-server"


def tell_of_letter(
    *,
    person: Person | UUID,
    purpose: Purpose,
    what: str = "email",
    categories: Sequence[Category] = (Category.BASIC,),
    occasion: Occasion | None = None,
    at: datetime,
) -> None:
    """Note that the mail server is given something about a person: their address at least."""
    disclose(
        person=person, recipient=MAIL_SERVER, recipient_name=str(_("Mail server")), purpose=purpose, categories=categories, what=what, occasion=occasion, at=at,
    )  # fmt: skip
