"""Who works here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boxmalls.accounts.models import Staff
from boxmalls.accounts.personal_data import STAFF_ROLES
from boxmalls.privacy.actions.persons import become
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Person


@transaction.atomic
def hire(*, person: Person, role: str, at: datetime) -> Staff:
    """Give someone a role here. Twice is once."""
    become(person=person, kind=Person.STAFF, at=at)
    with collecting(STAFF_ROLES, person=person, at=at):
        staff, _new = Staff.objects.get_or_create(person=person, role=role, defaults={"since_at": at})
    return staff


def let_go(*, person: Person, role: str) -> None:
    """Take a role away; the account stays."""
    Staff.objects.filter(person=person, role=role).delete()
