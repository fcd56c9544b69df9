"""Silence that a court or an authority orders about a look: short by one person, longer by two, over by itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import BreakGlass, Silence
from boxmalls.privacy.models.silence import ALONE_AT_MOST, AT_MOST
from boxmalls.privacy.purposes import HANDING_OVER
from boxmalls.privacy.vault import unwrap

from .refusals import AlreadyDecided, NoSilence, NotYours, TakesTwo

WHAT = "privacy.Silence"


@transaction.atomic
def silence(*, glass_id: UUID, by: UUID, ground: str, until: datetime, at: datetime) -> Silence:
    """
    Keep a look from its person for as long as one may answer for alone; the rest of it waits for a second person.

    A further order about the same look prolongs nothing by itself: the time of one is counted from the first order.

    :param ground: the law, and the number of the order.
    :raises NotYours: if somebody else asked for the look.
    :raises NoSilence: if it is over already, or longer than a silence may be.
    """
    glass = BreakGlass.objects.select_for_update().filter(pk=glass_id).first()
    if glass is None:
        raise NotFound
    if glass.asked_by != by:
        raise NotYours
    first = Silence.objects.filter(glass=glass).aggregate(at=Min("first_at"))["at"] or at
    if not at < until <= first + AT_MOST:
        raise NoSilence
    with collecting(HANDING_OVER, person=glass.person_id, at=at):
        made = Silence.objects.create(
            person_id=glass.person_id, glass=glass, ground=ground, asked_by=by, asked_at=at, first_at=first,
            until_at=until, ends_at=min(until, first + ALONE_AT_MOST),
        )  # fmt: skip
    _note("silenced", made, by, f"{ground} – {until:%Y-%m-%d}", at)
    return made


@transaction.atomic
def agree(*, silence_id: UUID, by: UUID, at: datetime) -> Silence:
    """
    Let a silence last as long as it is ordered.

    :raises TakesTwo: if who asked agrees.
    :raises AlreadyDecided: if somebody agreed before, or it is over.
    """
    found = Silence.objects.select_for_update().filter(pk=silence_id).first()
    if found is None:
        raise NotFound
    if found.asked_by == by:
        raise TakesTwo
    if found.agreed_by is not None or found.until_at <= at:
        raise AlreadyDecided
    found.agreed_by, found.agreed_at, found.ends_at = by, at, found.until_at
    with collecting(HANDING_OVER, person=found.person_id, at=at):
        found.save(update_fields=["agreed_by", "agreed_at", "ends_at"])
    _note("agreed", found, by, f"{found.until_at:%Y-%m-%d}", at)
    return found


def silences_of(glass: BreakGlass) -> list[Silence]:
    """What was ordered about a look, the first first."""
    return unwrap(Silence.objects.filter(glass=glass).order_by("asked_at"))


def _note(verb: str, made: Silence, by: UUID, reason: str, at: datetime) -> None:
    note(verb=verb, subject=made.person_id, actor=by, actor_role="staff", what=WHAT, row=made.glass_id, reason=reason[:200], at=at)
