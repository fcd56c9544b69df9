"""Set a hold, lift it, and refuse what it forbids."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict, NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import LegalHold, Person
from boxmalls.privacy.purposes import HOLDING

from .queries import holds_in_force


class OnHold(Conflict):
    """The law asks to keep it for now."""

    code = "on-hold"
    words = _(
        "A court or an authority asked us to keep this until %(until)s, so it cannot be erased before. "
        "Nothing was changed. Ask again after that day, or ask the person in charge."
    )


@transaction.atomic
def hold(*, person: Person, reason: str, reference: str, holdings: Sequence[str] = (), until: datetime, by: UUID, at: datetime) -> LegalHold:
    """
    Keep what is held about somebody, or some tables of it, until a day within a year.

    :raises NotFound: if the person was erased: there is nothing to keep.
    """
    if person.erased_at:
        raise NotFound
    with collecting(HOLDING, person=person, at=at):
        made = LegalHold.objects.create(person=person, holdings=list(holdings), reason=reason, reference=reference, set_by=by, set_at=at, until=until)
    note(verb="held", subject=person.pk, actor=by, actor_role="staff", what="privacy.LegalHold", row=made.pk, reason=reference, at=at)
    return made


@transaction.atomic
def lift(*, hold_id: UUID, by: UUID, at: datetime) -> LegalHold:
    """
    End a hold before its day.

    :raises NotFound: if there is none that stands.
    """
    found = LegalHold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
    if found is None:
        raise NotFound
    found.lifted_at, found.lifted_by = at, by
    with collecting(HOLDING, person=found.person_id, at=at):
        found.save(update_fields=["lifted_at", "lifted_by"])
    note(verb="lifted", subject=found.person_id, actor=by, actor_role="staff", what="privacy.LegalHold", row=found.pk, reason=found.reference, at=at)
    return found


def check_not_held(person_id: UUID, at: datetime) -> None:
    """
    Refuse to erase whom a hold protects.

    :raises OnHold: with the last day.
    """
    last = holds_in_force(at).filter(person_id=person_id).order_by("-until").first()
    if last is not None:
        raise OnHold(until=f"{last.until:%Y-%m-%d}")
