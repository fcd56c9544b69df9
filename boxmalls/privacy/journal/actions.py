"""Note a look or a change."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import JournalEntry
from boxmalls.privacy.purposes import WATCHING


@transaction.atomic
def note(
    *,
    verb: str,
    subject: UUID,
    actor: UUID | None,
    actor_role: str,
    what: str,
    row: object = "",
    reason: str = "",
    at: datetime,
) -> None:
    """
    Note that somebody read, changed or exported something about a person. Never pass a value: only names and ids.

    :param verb: `read`, `changed`, `exported`, `erased`.
    :param actor_role: `person` (themselves), `staff`, `seller` or `system`.
    :param what: the holding, `orders.Delivery`, or a column of it, `orders.Delivery.phone`.
    """
    with collecting(WATCHING, person=subject, at=at):
        JournalEntry.objects.create(subject_id=subject, verb=verb, actor_id=actor, actor_role=actor_role, what=what, row=str(row), reason=reason, at=at)


@transaction.atomic
def note_reads(*, subjects: dict[UUID, object], actor: UUID | None, actor_role: str, what: str, reason: str = "", at: datetime) -> None:
    """Note that one page showed rows about several persons, in one statement. `subjects` maps each person to the row's id."""
    if not subjects:
        return
    with collecting(WATCHING, person=None, at=at):
        JournalEntry.objects.bulk_create(
            JournalEntry(subject_id=subject, verb="read", actor_id=actor, actor_role=actor_role, what=what, row=str(row), reason=reason, at=at)
            for subject, row in subjects.items()
        )
