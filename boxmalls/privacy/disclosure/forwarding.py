"""
Telling whoever received a value that it was wrong: everybody of the past year, or only those whom the person names.

Sources: PDPA (Malaysia) s. 35; PDPA (Singapore) s. 22(2)(b) and (3); GDPR art. 19.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict, NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Correction, CorrectionNotice, Disclosure, Silence
from boxmalls.privacy.purposes import CORRECTING
from boxmalls.privacy.register import Category

LOOK_BACK = timedelta(days=365)
CARRY_ONLY = frozenset({"mail-server"})
"""Recipients that pass something on and keep no record of it to correct."""


class NotToldYet(Conflict):
    code = "not-told-yet"
    words = _("Nobody has told them yet. Nothing was changed.")


def forward_correction(*, correction: Correction, category: Category, only: Collection[str] | None = None, at: datetime) -> int:
    """
    Note whom a correction goes to, inside the transaction of the correction; returns how many.

    A recipient with several orders is told for each, as their records are. One with a desk of their own here has it before them at once.

    :param only: the recipients whom the person names; everybody if it is None.
    """
    received = _received(correction.person_id, at).filter(categories__contains=[category.value])
    if only is not None:
        received = received.filter(recipient__in=only)
    found = received.order_by("recipient", "order_ref", "-at").distinct("recipient", "order_ref")
    with collecting(CORRECTING, person=correction.person_id, at=at):
        made = CorrectionNotice.objects.bulk_create(
            CorrectionNotice(
                person_id=correction.person_id,
                correction=correction,
                recipient=each.recipient,
                recipient_name=each.recipient_name,
                order_ref=each.order_ref,
                made_at=at,
                told_at=at if has_a_desk(each.recipient) else None,
            )
            for each in found
        )
    return len(made)


def who_hears(person_id: UUID, *, at: datetime) -> dict[str, dict[str, str]]:
    """Whom a correction would go to, by the letter of its category: names by code, for the person to choose among."""
    hear: dict[str, dict[str, str]] = {}
    for recipient, name, letters in _received(person_id, at).order_by("at").values_list("recipient", "recipient_name", "categories"):
        for letter in letters:
            hear.setdefault(letter, {})[recipient] = name
    return hear


def _received(person_id: UUID, at: datetime) -> QuerySet[Disclosure]:
    """Whoever received something, as the person may know: of a silent look, nobody hears through them."""
    silent = Silence.objects.filter(person_id=person_id, ends_at__gt=at).values("glass_id")
    found = Disclosure.objects.filter(person_id=person_id, at__gt=at - LOOK_BACK).exclude(recipient__in=CARRY_ONLY)
    return found.exclude(look_id__isnull=False, look_id__in=silent)


def has_a_desk(recipient: str) -> bool:
    """Whether a recipient works here, and so sees the correction by itself."""
    return recipient.startswith("seller:")


@transaction.atomic
def note_told(*, notice_id: UUID, at: datetime) -> CorrectionNotice:
    """Somebody told a recipient who has no desk here."""
    notice = _locked(notice_id)
    if notice.told_at is None:
        notice.told_at = at
        _save(notice, "told_at", at)
    return notice


@transaction.atomic
def acknowledge(*, notice_id: UUID, recipient: str | None = None, at: datetime) -> CorrectionNotice:
    """
    A recipient corrected their records.

    :param recipient: who says so, where they say it themselves; another's notice is not found.
    :raises NotToldYet: if they cannot know of it.
    """
    notice = _locked(notice_id)
    if recipient is not None and notice.recipient != recipient:
        raise NotFound
    if notice.told_at is None:
        raise NotToldYet
    if notice.acknowledged_at is None:
        notice.acknowledged_at = at
        _save(notice, "acknowledged_at", at)
    return notice


def unheard(*, recipient: str | None = None, limit: int = 100) -> list[CorrectionNotice]:
    """What was not acknowledged yet, the oldest first, with its correction; of one recipient, or of all."""
    notices = CorrectionNotice.objects.filter(acknowledged_at=None).select_related("correction").order_by("made_at")
    return list((notices.filter(recipient=recipient) if recipient else notices)[:limit])


def sent_on(person_id: UUID, limit: int = 100) -> list[CorrectionNotice]:
    """What the person corrected and who hears of it, the newest first."""
    return list(CorrectionNotice.objects.filter(person_id=person_id).select_related("correction").order_by("-made_at", "recipient_name")[:limit])


def _locked(notice_id: UUID) -> CorrectionNotice:
    notice = CorrectionNotice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if notice is None:
        raise NotFound
    return notice


def _save(notice: CorrectionNotice, column: str, at: datetime) -> None:
    with collecting(CORRECTING, person=notice.person_id, at=at):
        notice.save(update_fields=[column])
