"""
Restrict, lift, object, take back.

The gate of a restriction is the person's key in the safe: it is closed first and opened last, so that a crash in between errs towards
closed. Whoever reads without being the person or the person in charge reads what they would read of somebody erased: nothing.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base import outbox
from boxmalls.base.refusals import BadInput
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Objection, Person, Restriction
from boxmalls.privacy.purposes import LIMITING
from boxmalls.privacy.register import PURPOSES, Basis, Purpose
from boxmalls.privacy.rights.hooks import objected, restricted
from boxmalls.privacy.vault.keys import forget_key
from boxmalls.privacy.vault.models import PersonKey

CHANGED = "restriction.changed"
"""The fact that somebody's data was closed, or opened again."""

OBJECTABLE = frozenset({Basis.LEGITIMATE_INTEREST, Basis.PUBLIC, Basis.CONSENT})


class CannotObject(BadInput):
    """The purpose is needed for what the person asked for, or the law asks for it."""

    code = "cannot-object"
    words = _("This use cannot be stopped: the law asks for it, or what you ordered needs it.")


def restrict_person(*, person: Person | UUID, why: str, actor: UUID | None, actor_role: str, at: datetime) -> Restriction:
    """
    Let nobody but the person and the person in charge read what is held about somebody. Twice is once.

    What rooms have lent to others in the person's stead is taken back in the same transaction.
    """
    person_id = _id(person)
    PersonKey.objects.filter(person_id=person_id, restricted_at=None).update(restricted_at=at)
    forget_key(person_id)
    with transaction.atomic(), collecting(LIMITING, person=person_id, at=at):
        restriction, new = Restriction.objects.get_or_create(person_id=person_id, ended_at=None, defaults={"why": why, "since_at": at})
        if new:
            note(verb="restricted", subject=person_id, actor=actor, actor_role=actor_role, what="privacy.Person", reason=why, at=at)
            for close in restricted():
                close(person_id, at)
            outbox.publish(CHANGED, key=person_id)
    return restriction


def lift_restriction(*, person: Person | UUID, actor: UUID | None, actor_role: str, at: datetime) -> bool:
    """Let data be read as before; False if nothing was restricted."""
    person_id = _id(person)
    with transaction.atomic(), collecting(LIMITING, person=person_id, at=at):
        ended = Restriction.objects.filter(person_id=person_id, ended_at=None).update(ended_at=at)
        if ended:
            note(verb="unrestricted", subject=person_id, actor=actor, actor_role=actor_role, what="privacy.Person", at=at)
    PersonKey.objects.filter(person_id=person_id).update(restricted_at=None)
    if ended:
        with transaction.atomic():
            outbox.publish(CHANGED, key=person_id)
    return bool(ended)


def close_again() -> int:
    """Close the keys of those who are restricted and whose keys stand open: an older safe was restored. Returns how many."""
    standing = dict(Restriction.objects.filter(ended_at=None).values_list("person_id", "since_at"))
    opened = PersonKey.objects.filter(person_id__in=standing, restricted_at=None).values_list("person_id", flat=True)
    return sum(PersonKey.objects.filter(person_id=person_id).update(restricted_at=standing[person_id]) for person_id in list(opened))


@transaction.atomic
def object_to(*, person: Person | UUID, purpose: Purpose | str, at: datetime) -> Objection:
    """
    Stop one use of somebody's data; what a room keeps for it alone is forgotten at once.

    :raises CannotObject: if the use rests on the law or on a contract.
    """
    person_id = _id(person)
    known = PURPOSES.get(purpose) if isinstance(purpose, str) else purpose
    if known is None or known.basis not in OBJECTABLE:
        raise CannotObject
    with collecting(LIMITING, person=person_id, at=at):
        objection, _new = Objection.objects.get_or_create(person_id=person_id, purpose=known.code, ended_at=None, defaults={"since_at": at})
    forget = objected().get(known.code)
    if forget is not None:
        forget(person_id, at)
    return objection


@transaction.atomic
def take_objection_back(*, person: Person | UUID, purpose: str, at: datetime) -> bool:
    """Let the use go on; False if nobody objected."""
    person_id = _id(person)
    with collecting(LIMITING, person=person_id, at=at):
        return bool(Objection.objects.filter(person_id=person_id, purpose=purpose, ended_at=None).update(ended_at=at))


def merge_restriction(gone: UUID, into: UUID, at: datetime) -> None:
    """A person who was restricted under one record stays so under the other."""
    standing = Restriction.objects.filter(person_id=gone, ended_at=None).first()
    if standing is not None:
        PersonKey.objects.filter(person_id=into, restricted_at=None).update(restricted_at=standing.since_at)
        forget_key(into)
        if Restriction.objects.filter(person_id=into, ended_at=None).exists():
            Restriction.objects.filter(pk=standing.pk).update(ended_at=at)
    Restriction.objects.filter(person_id=gone).update(person_id=into)


def _id(person: Person | UUID) -> UUID:
    return person.pk if isinstance(person, Person) else person
