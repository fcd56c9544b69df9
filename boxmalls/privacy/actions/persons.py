"""Making persons, and letting them become more than a visitor."""

from datetime import datetime

from django.db import transaction

from boxmalls.base.ids import new_id
from boxmalls.privacy.models import Person
from boxmalls.privacy.rights.merging import CannotMerge, merge_persons
from boxmalls.privacy.vault.keys import make_key

__all__ = ["CannotMerge", "become", "create_person", "merge_persons"]

RANK = {Person.VISITOR: 0, Person.GUEST: 1, Person.ACCOUNT: 2, Person.STAFF: 3}


def create_person(*, kind: str, at: datetime) -> Person:
    """
    Make a person, with a key of their own.

    The key is made first, in the safe; if the rest fails, a key without a person is left and swept.
    """
    person_id = new_id()
    make_key(person_id, at)
    return Person.objects.create(id=person_id, kind=kind, made_at=at)


@transaction.atomic
def become(*, person: Person, kind: str, at: datetime) -> Person:
    """Let a person become more than they were (visitor, guest, account, staff); never less."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if RANK[kind] > RANK[locked.kind]:
        locked.kind = kind
        locked.save(update_fields=["kind"])
    person.kind = locked.kind
    return locked
