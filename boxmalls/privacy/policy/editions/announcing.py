"""Telling people: each once, nobody left out, whenever it is interrupted. What a letter looks like and where it goes, rooms above know."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Announcement, Edition, EditionStep, Person
from boxmalls.privacy.purposes import ANNOUNCING

from .queries import editions_in
from .rules import Step
from .works import work_of

type Letter = Callable[[], bool]
"""Lets a letter leave; False if its address will never take one."""

COMING, CALLED_OFF = "coming", "called-off"
AT_ONCE = 500


def to_announce() -> list[tuple[Edition, str]]:
    """What people may still have to be told: texts that are coming, and announced ones that were called off."""
    coming = [(edition, COMING) for edition in editions_in(Step.SCHEDULED)]
    announced = EditionStep.objects.filter(kind=Step.SCHEDULED).values("edition_id")
    off = [(edition, CALLED_OFF) for edition in editions_in(Step.WITHDRAWN).filter(pk__in=announced)]
    return coming + off


def people_to_tell(edition: Edition, kind: str) -> Iterator[dict[UUID, str]]:
    """
    Person → the language in which they accepted, in batches: who accepted on one of the edition's sites and was not told yet.

    That something was called off is told to those who were told that it comes.
    """
    told = Announcement.objects.filter(edition=edition, kind=kind).values("person_id")
    if kind == CALLED_OFF:
        source = Announcement.objects.filter(edition=edition, kind=COMING).order_by("person_id", "-at")
    else:
        source = work_of(edition).acceptances().filter(site_code__in=edition.site_codes).order_by("person_id", "-accepted_at")
    living = source.filter(person__erased_at=None, person__merged_into=None).exclude(person_id__in=told).distinct("person_id")
    after: UUID | None = None
    while True:
        rows = living.filter(person_id__gt=after) if after else living
        batch = dict(rows.values_list("person_id", "language")[:AT_ONCE])
        if not batch:
            return
        yield batch
        after = max(batch)


@transaction.atomic
def tell(*, edition: Edition, person_id: UUID, kind: str, language: str, letter: Callable[[UUID], Letter | None], at: datetime) -> bool:
    """
    Tell one person, unless they were told; whether they were told now.

    The row is written first and the letter leaves last, in one transaction: whoever else is at it waits and then sees the row, and if the
    letter does not leave, the row goes with the transaction. Between the letter and the commit nothing is asked of anybody; should the
    power fail just there, the letter of the next round carries the same number, and mailboxes keep one of the two.

    :param letter: writes the letter with a number; None for who can only be told on the pages.
    """
    number = uuid5(edition.pk, f"{person_id} {kind}")
    with collecting(ANNOUNCING, person=person_id, at=at):
        alive = Person.objects.select_for_update(no_key=True).filter(pk=person_id, erased_at=None, merged_into=None).exists()
        if not alive or Announcement.objects.filter(edition=edition, kind=kind, person_id=person_id).exists():
            return False
        send = letter(number)
        row = Announcement(id=number, edition=edition, person_id=person_id, kind=kind, language=language, by_mail=send is not None, at=at)
        row.save(force_insert=True)
    if send is not None and not send():
        with collecting(ANNOUNCING, person=person_id, at=at):
            Announcement.objects.filter(pk=number).update(by_mail=False)
    return True
