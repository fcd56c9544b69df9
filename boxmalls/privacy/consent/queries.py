"""What is in force."""

from datetime import datetime
from uuid import UUID

from boxmalls.privacy.models import Consent
from boxmalls.privacy.register import Purpose


def consented(person_id: UUID, purpose: Purpose | str, *, at: datetime | None = None) -> bool:
    """Whether the person's consent to a purpose is in force; at a moment, or with no moment: now."""
    code = purpose if isinstance(purpose, str) else purpose.code
    consents = Consent.objects.filter(person_id=person_id, purpose=code)
    if at is None:
        return consents.filter(withdrawal=None).exists()
    return consents.filter(given_at__lte=at).exclude(withdrawal__withdrawn_at__lte=at).exists()


def in_force(person_id: UUID) -> dict[str, datetime]:
    """Every purpose that the person agrees to, and since when."""
    return dict(Consent.objects.filter(person_id=person_id, withdrawal=None).values_list("purpose", "given_at"))
