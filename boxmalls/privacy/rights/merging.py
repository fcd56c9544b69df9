"""Two records turn out to be one person: everything of the one moves to the other, and is sealed anew under the other's key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Refusal
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Person
from boxmalls.privacy.purposes import MERGING
from boxmalls.privacy.register import HOLDINGS, Ending
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy.vault.fields import SealedText, sealed_fields
from boxmalls.privacy.vault.keys import forget_key
from boxmalls.privacy.vault.models import BlindEntry, PersonKey, Tombstone
from boxmalls.privacy.vault.readers import reading_for_the_person

from .hooks import mergers


class CannotMerge(Refusal):
    """The two cannot become one."""

    code = "cannot-merge"
    words = _("These two records cannot be joined.")


def merge_persons(*, into: Person, gone: Person, proof: str, at: datetime) -> Person:
    """
    Let everything that is held about `gone` be held about `into`. The gone person stays as a pointer to the other.

    Only a visitor or a guest can be gone: an account is never swallowed.

    :param proof: what shows that they are one: `cookie:<id>`, `address:<proof>`. Kept in the journal.
    :raises CannotMerge: if one of them is gone already, or the gone one has an account.
    """
    if into.pk == gone.pk:
        return into
    _let_be_found(into.pk, gone.pk)
    with transaction.atomic():
        locked = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=[into.pk, gone.pk]).order_by("pk")}
        _check(locked.get(into.pk), locked.get(gone.pk))
        with collecting(MERGING, person=into, at=at), reading_for_the_person():
            for field in persons_fields():
                _move(field, gone.pk, into.pk, at)
        Person.objects.filter(pk=gone.pk).update(merged_into=into.pk)
        Person.objects.filter(merged_into=gone.pk).update(merged_into=into.pk)
        note(verb="merged", subject=into.pk, actor=None, actor_role="system", what="privacy.Person", row=gone.pk, reason=proof, at=at)
        transaction.on_commit(lambda: forget_merged(gone.pk, at=at))
    return into


def persons_fields() -> list[models.ForeignKey[Any, Any]]:
    """Every foreign key to a person, in every room, but for the pointer of a merged one."""
    return [
        relation.field
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and isinstance(relation.field, models.ForeignKey) and relation.related_model is not Person
    ]


def forget_merged(person_id: UUID, *, at: datetime) -> None:
    """Destroy the key of a person whose rows are another's now. May run twice."""
    with transaction.atomic(using="safe"):
        BlindEntry.objects.filter(person_id=person_id).delete()
        PersonKey.objects.filter(person_id=person_id).delete()
        Tombstone.objects.get_or_create(person_id=person_id, defaults={"destroyed_at": at})
    forget_key(person_id)


def finish_merges(*, at: datetime) -> int:
    """Destroy the keys that an interrupted merge left; returns how many."""
    merged = set(Person.objects.exclude(merged_into=None).values_list("pk", flat=True))
    left = merged & set(PersonKey.objects.filter(person_id__in=merged).values_list("person_id", flat=True))
    for person_id in left:
        forget_merged(person_id, at=at)
    return len(left)


def _check(into: Person | None, gone: Person | None) -> None:
    if into is None or gone is None or into.merged_into_id or gone.merged_into_id or into.erased_at or gone.erased_at:
        raise CannotMerge
    if gone.kind not in (Person.VISITOR, Person.GUEST):
        raise CannotMerge


def _let_be_found(into: UUID, gone: UUID) -> None:
    """The safe first: whoever looks for the gone one's address finds both, until the gone one's entries are dropped."""
    for entry in BlindEntry.objects.filter(person_id=gone):
        BlindEntry.objects.get_or_create(kind=entry.kind, digest=bytes(entry.digest), person_id=into, defaults={"put_at": entry.put_at})


def _move(field: models.ForeignKey[Any, Any], gone: UUID, into: UUID, at: datetime) -> None:
    model = field.model
    merger = mergers().get(model._meta.label)
    if merger:
        merger(gone, into, at)
        return
    rows = model._base_manager.filter(**{field.name: gone})
    sealed = [each for each in sealed_fields(model) if each.owner == field.name]
    if not sealed:
        try:
            with transaction.atomic():
                rows.update(**{field.name: into})
        except IntegrityError:
            for row in rows:
                _move_one(row, field, [], into)
        return
    for row in unwrap(rows):
        _move_one(row, field, sealed, into)


def _move_one(row: models.Model, field: models.ForeignKey[Any, Any], sealed: list[SealedText], into: UUID) -> None:
    opened = {each.attname: getattr(row, each.attname) for each in sealed}
    setattr(row, field.attname, into)
    for name, value in opened.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            if field.primary_key:
                raise IntegrityError
            row.save(update_fields=[field.name, *opened])
    except IntegrityError:
        _give_way(row, field)


def _give_way(row: models.Model, field: models.ForeignKey[Any, Any]) -> None:
    """The survivor has such a row already and there may be one only: theirs stands, where the declaration lets the other go."""
    holding = HOLDINGS.get(row._meta.label)
    if holding is None or holding.ending is not Ending.DELETE:
        raise CannotMerge(what=row._meta.label)
    row.delete()
