"""
Telling people: each once, nobody left out, whenever it is interrupted, and in the words of the hour: that a text comes, that it applies
since a day, that it was called off. What a letter looks like and where it goes, rooms above know.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from boxmalls.base import sql
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Announcement, AnnouncementEnd, Edition, EditionStep, Person
from boxmalls.privacy.purposes import ANNOUNCING

from .begun import accepted_before
from .queries import editions_in, state_of
from .rules import LATEST_LETTER, Step
from .works import work_of

type Letter = Callable[[], bool]
"""Lets a letter leave; False if its address will never take one."""

COMING, BEGUN, CALLED_OFF = "coming", "begun", "called-off"
TOLD_IN = {Step.SCHEDULED: COMING, Step.IN_FORCE: BEGUN, Step.WITHDRAWN: CALLED_OFF}
OF_THE_TEXT = (COMING, BEGUN)
"""Who was told the one is not told the other."""
AT_ONCE = 500

# Whoever puts an edition in force or calls it off takes it FOR UPDATE, and waits until this transaction ends.
KEEP_AS_IT_IS = "SELECT 1 FROM privacy_edition WHERE id = %s FOR KEY SHARE"


def to_announce() -> list[tuple[Edition, str]]:
    """
    What people may still have to be told: texts that are coming, that began, and announced ones that were called off.

    Once nobody is left to be told of a text that began or was called off, it is not looked at again.
    """
    ended = AnnouncementEnd.objects.filter(edition=OuterRef("pk"))
    announced = EditionStep.objects.filter(edition=OuterRef("pk"), kind=Step.SCHEDULED)
    open_ones = editions_in(*TOLD_IN).filter(Exists(announced), ~Exists(ended))
    return [(edition, TOLD_IN[Step(edition.state)]) for edition in open_ones]  # type: ignore[attr-defined]


def people_to_tell(edition: Edition, kind: str) -> Iterator[dict[UUID, str]]:
    """
    Person → the language in which they accepted, in batches: whom it concerns and who was not told yet.

    What comes concerns who accepted on one of the edition's sites; what began, who accepted an earlier text there and neither this one nor
    a later; that something was called off, who was told that it comes.
    """
    living = _whom(edition, kind)
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
    Tell one person, unless they were told or the words are no longer true; whether they were told now.

    The row is written first and the letter leaves last, in one transaction: whoever else is at it waits and then sees the row, and if the
    letter does not leave, the row goes with the transaction. Between the letter and the commit nothing is asked of anybody; should the
    power fail just there, the letter of the next round carries the same number, and mailboxes keep one of the two. Until the commit, the
    edition neither begins nor is called off.

    :param letter: writes the letter with a number; None for who can only be told on the pages.
    """
    same = OF_THE_TEXT if kind in OF_THE_TEXT else (kind,)
    number = uuid5(edition.pk, f"{person_id} {same[0]}")
    with collecting(ANNOUNCING, person=person_id, at=at):
        sql.row(KEEP_AS_IT_IS, (edition.pk,))
        if TOLD_IN.get(state_of(edition)) != kind:
            return False
        alive = Person.objects.select_for_update(no_key=True).filter(pk=person_id, erased_at=None, merged_into=None).exists()
        if not alive or Announcement.objects.filter(edition=edition, kind__in=same, person_id=person_id).exists():
            return False
        send = letter(number)
        row = Announcement(id=number, edition=edition, person_id=person_id, kind=kind, language=language, by_mail=send is not None, at=at)
        row.save(force_insert=True)
    if send is not None and not send():
        with collecting(ANNOUNCING, person=person_id, at=at):
            Announcement.objects.filter(pk=number).update(by_mail=False)
    return True


def end_announcing(*, edition: Edition, kind: str, at: datetime) -> None:
    """
    Write down that nobody is left to be told, if it is so; a text that is coming may still find readers, and has no end.

    Whom a mail server did not take in all the time that letters are tried is counted, and no longer tried.
    """
    if kind == COMING:
        return
    since = EditionStep.objects.filter(edition=edition).order_by("-number").values_list("at", flat=True)[0]
    left = _whom(edition, kind).count()
    if not left or at - since >= LATEST_LETTER:
        AnnouncementEnd.objects.get_or_create(edition=edition, defaults={"kind": kind, "missed": left, "at": at})


def _whom(edition: Edition, kind: str) -> QuerySet[Any]:
    source: QuerySet[Any]
    if kind == CALLED_OFF:
        source = Announcement.objects.filter(edition=edition, kind=COMING).order_by("person_id", "-at")
    elif kind == BEGUN:
        source = accepted_before(edition).order_by("person_id", "-accepted_at")
    else:
        source = work_of(edition).acceptances().filter(site_code__in=edition.site_codes).order_by("person_id", "-accepted_at")
    told = Announcement.objects.filter(edition=edition, kind__in=[CALLED_OFF] if kind == CALLED_OFF else OF_THE_TEXT).values("person_id")
    return source.filter(person__erased_at=None, person__merged_into=None).exclude(person_id__in=told).distinct("person_id")
