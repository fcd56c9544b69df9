"""What is restricted and objected to."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from boxmalls.privacy.models import Objection, Restriction
from boxmalls.privacy.register import PURPOSES, Basis, Purpose


def is_restricted(person_id: UUID) -> bool:
    """Whether nobody but the person and the person in charge may read."""
    return Restriction.objects.filter(person_id=person_id, ended_at=None).exists()


def restricted_among(person_ids: Iterable[UUID]) -> set[UUID]:
    """Those of several persons whom nobody but themselves and the person in charge may read."""
    return set(Restriction.objects.filter(person_id__in=list(person_ids), ended_at=None).values_list("person_id", flat=True))


def has_objected(person_id: UUID, purpose: Purpose | str) -> bool:
    """Whether the person does not want this use."""
    code = purpose if isinstance(purpose, str) else purpose.code
    return Objection.objects.filter(person_id=person_id, purpose=code, ended_at=None).exists()


def may_use(person_id: UUID | None, purpose: Purpose) -> bool:
    """Whether a use that nobody had to agree to may go on. Costs nothing where the purpose cannot be objected to."""
    if person_id is None or purpose.basis not in (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC):
        return True
    return not has_objected(person_id, purpose)


def objections_of(person_id: UUID) -> dict[str, datetime]:
    """Every use that the person stopped, and since when."""
    return dict(Objection.objects.filter(person_id=person_id, ended_at=None).values_list("purpose", "since_at"))


def purposes_to_object_to() -> list[Purpose]:
    """The uses that somebody may object to: those that rest on somebody's interest and not on law, contract or consent."""
    return sorted((each for each in PURPOSES if each.basis in (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC)), key=lambda each: each.code)
