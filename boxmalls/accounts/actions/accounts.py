"""Opening an account, and finding its person again by address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.accounts.signin.models import User, fold_email
from boxmalls.base.refusals import Conflict
from boxmalls.privacy.actions.persons import become, create_person
from boxmalls.privacy.models import Person
from boxmalls.privacy.vault import blind


class AddressTaken(Conflict):
    """Said to staff and to commands only; on the sign-up page a taken address looks like any other."""

    code = "address-taken"
    words = _("There is an account with this address already.")


def make_account(*, email: str, password: str | None, person: Person | None = None, at: datetime, proven: bool = True) -> User:
    """
    Open an account, for this person or a new one.

    The person comes first, their key before that; a crash in between leaves a person about whom nothing is known.

    :param proven: whether the address is known to be theirs; if not, they prove it at the first sign-in.
    :raises AddressTaken: if there is an account with this address.
    """
    email = fold_email(email)
    if User.objects.filter(email=email).exists():
        raise AddressTaken
    person = become(person=person, kind=Person.ACCOUNT, at=at) if person else create_person(kind=Person.ACCOUNT, at=at)
    with transaction.atomic(using="safe"):
        user = User.objects.create_user(email, password, person_id=person.pk, at=at)
        EmailAddress.objects.create(user=user, email=email, verified=proven, primary=True)
    sync_blind_index(user, at=at)
    return user


def sync_blind_index(user: User, *, at: datetime) -> None:
    """Let a person be found by the addresses that they have proven, and by no others."""
    blind.drop(user.person_id, kind="email")
    for email in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True):
        blind.put(user.person_id, kind="email", value=email, at=at)


def forget_unproven(*, older_than: datetime) -> list[UUID]:
    """
    Delete sign-ups whose address nobody proved in time; returns the persons, about whom nothing is left but what they accepted.

    Otherwise a stranger could hold an address that is not theirs.
    """
    stale = User.objects.filter(created_at__lt=older_than, is_staff=False, last_login=None)
    stale = stale.exclude(emailaddress__verified=True)
    persons = list(stale.values_list("person_id", flat=True))
    stale.delete()
    return persons
