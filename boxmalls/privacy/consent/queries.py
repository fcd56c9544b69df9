"""What is in force."""

from datetime import datetime
from uuid import UUID

from boxmalls.privacy.choices.signals import overruled
from boxmalls.privacy.choices.standing import standing
from boxmalls.privacy.models import Consent
from boxmalls.privacy.register import PURPOSES, Purpose


def consented(person_id: UUID, purpose: Purpose | str, *, at: datetime | None = None) -> bool:
    """
    Whether the person's consent to a purpose is in force; at a moment, or with no moment: now.

    Now it counts, too, what their browser says for them: a yes to a sale or to advertising is overruled by a signal that came after it.
    A few microseconds, as long as nothing changed.
    """
    code = purpose if isinstance(purpose, str) else purpose.code
    if at is None:
        stands = standing(person_id)
        since = stands.agreed.get(code)
        declared = purpose if isinstance(purpose, Purpose) else PURPOSES.get(code)
        return since is not None and not (declared is not None and declared.sharing and overruled(since, stands.signalled_at))
    consents = Consent.objects.filter(person_id=person_id, purpose=code)
    return consents.filter(given_at__lte=at).exclude(withdrawal__withdrawn_at__lte=at).exists()


def in_force(person_id: UUID) -> dict[str, datetime]:
    """Every purpose that the person agrees to, and since when."""
    return dict(Consent.objects.filter(person_id=person_id, withdrawal=None).values_list("purpose", "given_at"))
