"""Report, find the scope, note what was sent, close. Each step is an event."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.ids import public_number
from boxmalls.base.refusals import NotFound
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.laws.breaches import Found, notices_due
from boxmalls.privacy.models import Breach, BreachedPerson, BreachEvent, BreachNotice
from boxmalls.privacy.purposes import TELLING_OF_BREACHES

from .refusals import AlreadySent, NoticesOpen, NotSuspected, StillSuspected
from .scope import is_unreadable, laws_of, people_of, scope_of

LETTERS = "letters"


@transaction.atomic
def report_breach(
    *,
    title: str,
    what_happened: str,
    site_codes: Sequence[str],
    holdings: Sequence[str],
    detected_at: datetime,
    told_by: str,
    by: UUID | None,
    keys_exposed: bool = False,
    harm: bool = False,
    malicious: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    drill: bool = False,
    status: str = Breach.Status.CONFIRMED,
    reader: UUID | None = None,
    at: datetime,
) -> Breach:
    """
    Open a breach: the clock runs from when it was found, whoever found it. Its scope is found at once.

    :param told_by: `staff`, `seller:<id>` or `monitoring`.
    """
    breach = Breach.objects.create(
        number=public_number("BR"), title=title, what_happened=what_happened, drill=drill, detected_at=detected_at, told_by=told_by, status=status,
        reader=reader, site_codes=list(site_codes), holdings=list(holdings), since=since, until=until, keys_exposed=keys_exposed, harm=harm,
        malicious=malicious,
    )  # fmt: skip
    _note(breach, "reported", by, at)
    return find_scope(breach_id=breach.pk, by=by, at=at)


@transaction.atomic
def find_scope(
    *,
    breach_id: UUID,
    by: UUID | None,
    at: datetime,
    holdings: Sequence[str] | None = None,
    keys_exposed: bool | None = None,
    harm: bool | None = None,
    malicious: bool | None = None,
) -> Breach:
    """
    Compute anew who is affected and who has to be told, after more became known. What was sent stays; a duty that is no more is dropped.

    :raises NotFound: if there is no such breach, or it is closed.
    """
    breach = _open(breach_id)
    given = {"holdings": None if holdings is None else list(holdings), "keys_exposed": keys_exposed, "harm": harm, "malicious": malicious}
    for name, value in given.items():
        if value is not None:
            setattr(breach, name, value)
    breach.scope, breach.scoped_at = scope_of(breach), at
    breach.save()
    _note_people(breach, at)
    _note_duties(breach)
    _note(breach, "scoped", by, at, words=f"{breach.people.count()}")
    return breach


@transaction.atomic
def note_sent(*, notice_id: int, by: UUID, at: datetime) -> BreachNotice:
    """
    Note that a notice went out.

    :raises AlreadySent: if it was noted before.
    """
    notice = BreachNotice.objects.select_for_update().filter(pk=notice_id).select_related("breach").first()
    if notice is None:
        raise NotFound
    if notice.sent_at is not None:
        raise AlreadySent
    notice.sent_at, notice.sent_by = at, by
    notice.save(update_fields=["sent_at", "sent_by"])
    _note(notice.breach, "told", by, at, words=f"{notice.law} {notice.whom} {notice.stage}")
    return notice


@transaction.atomic
def close_breach(*, breach_id: UUID, by: UUID, words: str, at: datetime) -> Breach:
    """
    Close it, with what was learnt.

    :raises StillSuspected: before it was confirmed; what turns out to be none is dismissed.
    :raises NoticesOpen: while somebody has to be told.
    """
    breach = _confirmed(breach_id)
    if breach.notices.filter(sent_at=None).exists():
        raise NoticesOpen
    breach.closed_at = at
    breach.save(update_fields=["closed_at"])
    _note(breach, "closed", by, at, words=words)
    return breach


@transaction.atomic
def confirm_breach(*, breach_id: UUID, by: UUID, at: datetime) -> Breach:
    """
    What was suspected is a breach. Its clock has run since it was found. Twice is once.

    :raises NotFound: if there is no such breach, or it is closed.
    """
    breach = _open(breach_id)
    if breach.status == Breach.Status.SUSPECTED:
        breach.status = Breach.Status.CONFIRMED
        breach.save(update_fields=["status"])
        _note(breach, "confirmed", by, at)
    return breach


@transaction.atomic
def dismiss_breach(*, breach_id: UUID, by: UUID, words: str, at: datetime) -> Breach:
    """
    What was suspected is none, for a reason that stays in the register. Nobody has to be told any more, and nobody is listed.

    :raises NotSuspected: if it was confirmed, or somebody reported it.
    """
    breach = _open(breach_id)
    if breach.status != Breach.Status.SUSPECTED:
        raise NotSuspected
    breach.status, breach.closed_at = Breach.Status.DISMISSED, at
    breach.save(update_fields=["status", "closed_at"])
    breach.notices.filter(sent_at=None).delete()
    with collecting(TELLING_OF_BREACHES, person=None, at=at):
        breach.people.filter(told_at=None).delete()
    _note(breach, "dismissed", by, at, words=words)
    return breach


@transaction.atomic
def begin_letters(*, breach_id: UUID, by: UUID, at: datetime) -> Breach:
    """
    Somebody decided that the people are written to; the worker goes on until all are.

    :raises StillSuspected: before it was confirmed.
    """
    breach = _confirmed(breach_id)
    if not breach.events.filter(what=LETTERS).exists():
        _note(breach, LETTERS, by, at)
    return breach


def people_by_law(breach: Breach) -> dict[str, int]:
    """How many people under each law."""
    counted: dict[str, int] = {}
    for law in breach.people.values_list("law", flat=True).iterator(5000):
        counted[law] = counted.get(law, 0) + 1
    return counted


def _note_people(breach: Breach, at: datetime) -> None:
    """Set down everybody concerned, in bounded memory. Who is concerned no more, and was not told yet, is let go."""
    with collecting(TELLING_OF_BREACHES, person=None, at=at):
        breach.people.filter(told_at=None).delete()
        for some in people_of(breach):
            rows = (BreachedPerson(breach=breach, person_id=person_id, law=law) for person_id, law in some.items())
            BreachedPerson.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)


def _note_duties(breach: Breach) -> None:
    people, unreadable = people_by_law(breach), is_unreadable(breach)
    kept = []
    for law in sorted({*laws_of(breach), *people} - {""}):
        found = Found(people.get(law, 0), unreadable, breach.harm, breach.malicious)
        for duty, due_at in notices_due(law, detected_at=breach.detected_at, found=found):
            notice, _new = BreachNotice.objects.update_or_create(
                breach=breach, law=law, whom=duty.whom, stage=duty.stage, defaults={"due_at": due_at, "source": duty.source[:200]}
            )
            kept.append(notice.pk)
    breach.notices.filter(sent_at=None).exclude(pk__in=kept).delete()


def _open(breach_id: UUID) -> Breach:
    breach = Breach.objects.select_for_update().filter(pk=breach_id, closed_at=None).first()
    if breach is None:
        raise NotFound
    return breach


def _confirmed(breach_id: UUID) -> Breach:
    breach = _open(breach_id)
    if breach.status == Breach.Status.SUSPECTED:
        raise StillSuspected
    return breach


def _note(breach: Breach, what: str, by: UUID | None, at: datetime, *, words: str = "") -> None:
    BreachEvent.objects.create(breach=breach, what=what, words=words[:400], by=by, at=at)
