"""Asking a guardian, and what follows from their answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from boxmalls.accounts.models import Guardian
from boxmalls.accounts.personal_data import GUARDIANS
from boxmalls.accounts.signin.mail import send_letter
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.laws.deadlines import house_days
from boxmalls.privacy.rights.erasing import erase_person

SALT = "accounts.guardian"
GUARDIANS_EMAIL = "guardian's email"


@transaction.atomic
def name_guardian(*, person_id: UUID, email: str, site_code: str, at: datetime) -> Guardian:
    """Remember whom a child named; until they agree nobody signs in."""
    with collecting(GUARDIANS, person=person_id, at=at):
        return Guardian.objects.create(person_id=person_id, email=email, site_code=site_code, until_at=_last_day(at))


def ask_guardian(request: HttpRequest, *, person_id: UUID, at: datetime) -> None:
    """
    Ask the guardian by mail, once; their days begin with the letter.

    Not before the child's own address is proven: who names somebody else's address, and their own as the guardian's, would otherwise
    learn from a letter that does not come that the address has an account.

    :raises MailDoesNotLeave: if the letter cannot be sent; the next sign-in tries again.
    """
    guardian = Guardian.objects.filter(person_id=person_id, asked_at=None, agreed_at=None).first()
    if guardian is None:
        return
    link = request.build_absolute_uri(f"/account/guardian/{token_of(guardian)}")
    context = {"link": link, "days": house_days("guardian")}
    send_letter("accounts/email/guardian", guardian.email, context, request=request, person_id=person_id, what=GUARDIANS_EMAIL, at=at)
    with transaction.atomic(), collecting(GUARDIANS, person=person_id, at=at):
        Guardian.objects.filter(pk=guardian.pk, asked_at=None).update(asked_at=at, until_at=_last_day(at))


def _last_day(at: datetime) -> datetime:
    return at + timedelta(days=house_days("guardian"))


def token_of(guardian: Guardian) -> str:
    """The secret part of the guardian's address."""
    return signing.dumps(str(guardian.pk), salt=SALT)


def guardian_of_token(token: str, *, at: datetime) -> Guardian:
    """
    Who is asked at this address.

    :raises NotFound: if nobody is, or not any more.
    """
    try:
        found = Guardian.objects.filter(pk=UUID(signing.loads(token, salt=SALT))).first()
    except (signing.BadSignature, ValueError) as wrong:
        raise NotFound from wrong
    if found is None or (found.agreed_at is None and found.until_at < at):
        raise NotFound
    return found


@transaction.atomic
def agree(*, guardian: Guardian, at: datetime) -> None:
    """The guardian agrees; the account opens. Twice is once."""
    with collecting(GUARDIANS, person=guardian.person_id, at=at):
        if Guardian.objects.filter(pk=guardian.pk, agreed_at=None).update(agreed_at=at):
            note(verb="changed", subject=guardian.person_id, actor=None, actor_role="system", what="accounts.Guardian.agreed_at", row=guardian.pk, at=at)


def decline(*, guardian: Guardian, at: datetime) -> None:
    """The guardian does not agree, or takes it back: the account is closed and everything deleted."""
    erase_person(person=guardian.person_id, site_code=guardian.site_code, at=at)


def is_waiting(person_id: UUID) -> bool:
    """Whether somebody's account waits for their guardian."""
    return Guardian.objects.filter(person_id=person_id, agreed_at=None).exists()


def end_unanswered(*, at: datetime) -> int:
    """Delete the accounts whose guardians did not answer in time; returns how many."""
    left = list(Guardian.objects.filter(agreed_at=None, until_at__lt=at))
    for guardian in left:
        decline(guardian=guardian, at=at)
    return len(left)
