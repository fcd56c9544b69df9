"""Ask, decide, look, close. Each is in the journal of the person whom it is about."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import BreakGlass, Disclosure, Person
from boxmalls.privacy.models.glass import OPEN_FOR
from boxmalls.privacy.purposes import BREAKING_GLASS, HANDING_OVER
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.inventory import HeldCell, holdings_of
from boxmalls.privacy.vault import unwrap

from .refusals import AlreadyDecided, NotAmongThem, NotOpen, NotYours, TakesTwo
from .rules import State, state_of

WHAT = "privacy.BreakGlass"
AUTHORITY = "authority"


@transaction.atomic
def ask(*, person: Person, by: UUID, reason: str, categories: Iterable[Category], at: datetime) -> BreakGlass:
    """
    Ask to read some categories of somebody's data.

    :raises NotFound: if the person was erased or joined to another.
    """
    if person.erased_at or person.merged_into_id:
        raise NotFound
    letters = "".join(sorted({category.value for category in categories}))
    with collecting(BREAKING_GLASS, person=person, at=at):
        glass = BreakGlass.objects.create(person=person, reason=reason, categories=letters, asked_by=by, asked_at=at)
    note(verb="asked", subject=person.pk, actor=by, actor_role="staff", what=WHAT, row=glass.pk, reason=reason[:200], at=at)
    return glass


@transaction.atomic
def decide(*, glass_id: UUID, by: UUID, allow: bool, at: datetime) -> BreakGlass:
    """
    Allow it for thirty minutes from now, or refuse it.

    :raises TakesTwo: if who asked decides.
    :raises AlreadyDecided: if somebody was quicker.
    """
    glass = _locked(glass_id)
    if glass.asked_by == by:
        raise TakesTwo
    if glass.allowed is not None:
        raise AlreadyDecided
    glass.decided_by, glass.decided_at, glass.allowed = by, at, allow
    glass.ends_at = at + OPEN_FOR if allow else None
    with collecting(BREAKING_GLASS, person=glass.person_id, at=at):
        glass.save(update_fields=["decided_by", "decided_at", "allowed", "ends_at"])
    note(
        verb="allowed" if allow else "refused", subject=glass.person_id, actor=by, actor_role="staff",
        what=WHAT, row=glass.pk, reason=(glass.reason or "")[:200], at=at,
    )  # fmt: skip
    return glass


@transaction.atomic
def look(*, glass_id: UUID, by: UUID, at: datetime) -> list[HeldCell]:
    """
    Read. Every holding that is shown is noted before it is shown.

    :raises NotYours: if somebody else asked for it.
    :raises NotOpen: if it was not allowed, or its time is over.
    """
    glass = _locked(glass_id)
    if glass.asked_by != by:
        raise NotYours
    if state_of(glass, at) is not State.OPEN:
        raise NotOpen
    cells = [cell for cell in holdings_of(glass.person_id) if cell.category.value in glass.categories]
    reason = (glass.reason or "")[:200]
    for model in sorted({cell.holding.model for cell in cells}):
        note(verb="read", subject=glass.person_id, actor=by, actor_role="staff", what=model, row=glass.pk, reason=reason, at=at)
    return cells


@transaction.atomic
def close(*, glass_id: UUID, by: UUID, at: datetime) -> BreakGlass:
    """
    End it before its time: whoever asked, or whoever allowed it.

    :raises NotYours: if it is neither.
    :raises NotOpen: if it is not open.
    """
    glass = _locked(glass_id)
    if by not in (glass.asked_by, glass.decided_by):
        raise NotYours
    if state_of(glass, at) is not State.OPEN:
        raise NotOpen
    glass.closed_at = at
    with collecting(BREAKING_GLASS, person=glass.person_id, at=at):
        glass.save(update_fields=["closed_at"])
    return glass


@transaction.atomic
def hand_over(*, glass_id: UUID, by: UUID, name: str, ground: str, categories: Iterable[Category], until: date | None, at: datetime) -> None:
    """
    Write down that a court or an authority was handed what two persons let be read. The person sees it at once, with the ground; while a
    silence about the look lasts (`silence.py`), not before its end.

    :param name: the court or the authority.
    :param ground: the law and the file number.
    :param until: the day on which they have to destroy it, where they said so.
    :raises NotYours: if somebody else asked for the look.
    :raises NotOpen: if it was never allowed.
    :raises NotAmongThem: if something is handed over that was not allowed to be read.
    """
    glass = _locked(glass_id)
    given = sorted(set(categories))
    if glass.asked_by != by:
        raise NotYours
    if not glass.allowed:
        raise NotOpen
    if {category.value for category in given} - set(glass.categories):
        raise NotAmongThem
    disclose(
        person=glass.person_id,
        recipient=f"{AUTHORITY}:{name.casefold()}"[:80],
        recipient_name=name,
        purpose=HANDING_OVER,
        categories=given,
        what="a copy",
        until=until,
        look=glass.pk,
        at=at,
    )
    note(verb="handed-over", subject=glass.person_id, actor=by, actor_role="staff", what=WHAT, row=glass.pk, reason=f"{name}: {ground}"[:200], at=at)


def handed_over(glass: BreakGlass) -> list[Disclosure]:
    """What courts and authorities were handed of this person, the newest first."""
    return list(Disclosure.objects.filter(person=glass.person_id, recipient__startswith=f"{AUTHORITY}:").order_by("-at"))


def glass_of(glass_id: UUID) -> BreakGlass:
    """
    A look with its reason.

    :raises NotFound: if there is none.
    """
    glass = BreakGlass.objects.filter(pk=glass_id).first()
    if glass is None:
        raise NotFound
    return unwrap([glass])[0]


def _locked(glass_id: UUID) -> BreakGlass:
    glass = BreakGlass.objects.select_for_update().filter(pk=glass_id).first()
    if glass is None:
        raise NotFound
    return unwrap([glass])[0]
