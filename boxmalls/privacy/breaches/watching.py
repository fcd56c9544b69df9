"""The watch: a journal that is not as it was sealed, and somebody who reads far more people than is usual for them. Nothing that it logs names anybody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from boxmalls.privacy.journal.stretches import not_sealed, verify_stretch
from boxmalls.privacy.journal.verifying import Finding
from boxmalls.privacy.laws import site_codes
from boxmalls.privacy.models import Acceptance, Breach, JournalEntry, JournalMark
from boxmalls.privacy.register import HOLDINGS

from .suspecting import Suspicion, suspect
from .usual import Measure, is_unusual, usual, watch

JOURNAL, READING = "journal", "reading"
NEW, AGAIN = "new", "again"
DAY = timedelta(days=1)


@transaction.atomic
def watch_journal(*, at: datetime) -> Breach | None:
    """
    Verify what was sealed since the last round, and some of what was verified before, so that all of it comes round; a new breach if one was opened.

    One round looks at a bounded number of leaves. Killed at any statement it has looked at nothing.
    """
    declared = watch()
    findings: list[Finding] = not_sealed(before=at - timedelta(hours=declared.unsealed_hours), at_most=declared.findings)
    for name in (NEW, AGAIN):
        mark, _made = JournalMark.objects.select_for_update().get_or_create(name=name)
        stretch = verify_stretch(after=mark.size, at_most=declared.leaves)
        mark.size = 0 if name == AGAIN and stretch.whole else stretch.until
        mark.save()
        findings += stretch.findings
    if not findings:
        return None
    what = Counter(each.what for each in findings)
    said = Suspicion(
        kind=JOURNAL, title=_("The journal is not as it was sealed"), what_happened=", ".join(f"{words}: {count}" for words, count in sorted(what.items())),
        findings=findings[: declared.findings], site_codes=site_codes(), holdings=["privacy.JournalEntry"],
    )  # fmt: skip
    return suspect(said, at=at)


def watch_reading(*, at: datetime) -> list[Breach]:
    """Compare how many people each seller's and staff member's account has read today and yesterday with their days before; the breaches that were opened."""
    today = at.astimezone(UTC).date()
    opened = []
    for role, measure in watch().measures.items():
        for day in (today - DAY, today):
            for reader, count in _read_on(role, day, at, measure.at_least):
                before = _days_before(role, reader, day, measure)
                if is_unusual(count, before, measure):
                    opened.append(suspect(_unusual(role, reader, day, count, before, at), at=at))
    return [breach for breach in opened if breach]


def _read_on(role: str, day: date, at: datetime, at_least: int) -> list[tuple[UUID, int]]:
    """Who read that many on a day, and how many."""
    read = _entries(role, day, day + DAY).filter(at__lte=at).values("actor_id").annotate(people=Count("subject_id", distinct=True))
    found = read.filter(people__gte=at_least).order_by("actor_id").values_list("actor_id", "people")
    return [(reader, people) for reader, people in found if reader]


def _days_before(role: str, reader: UUID, day: date, measure: Measure) -> Sequence[int]:
    """How many people were read on each day of work before: by this account, or by all of the role while it has too few days."""
    before = _entries(role, day - watch().days * DAY, day)
    own = _by_day(before.filter(actor_id=reader))
    return own if len(own) >= measure.own_days else _by_day(before)


def _by_day(entries: QuerySet[JournalEntry]) -> list[int]:
    days = entries.annotate(day=TruncDate("at", tzinfo=UTC)).values("actor_id", "day").annotate(people=Count("subject_id", distinct=True))
    return list(days.order_by().values_list("people", flat=True))


def _entries(role: str, first: date, end: date) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(actor_role=role, actor_id__isnull=False, at__gte=_midnight(first), at__lt=_midnight(end))


def _unusual(role: str, reader: UUID, day: date, count: int, before: Sequence[int], at: datetime) -> Suspicion:
    read = _entries(role, day, day + DAY).filter(actor_id=reader, at__lte=at)
    words = _("On %(day)s one account read %(count)s people; usual is %(usual)s.") % {"day": day.isoformat(), "count": count, "usual": round(usual(before))}
    return Suspicion(
        kind=READING, title=_("An account read far more people than usual"), what_happened=words, findings=[Finding(role, day.isoformat())],
        site_codes=_sites_of(read.values("subject_id")), holdings=_tables(read.values_list("what", flat=True).distinct()),
        reader=reader, keys_exposed=True, since=_midnight(day), until=read.aggregate(last=Max("at"))["last"],
    )  # fmt: skip


def _tables(read: Iterable[str]) -> list[str]:
    """The holdings that were read; where a look names none, that somebody was looked at is what is known."""
    labels = {".".join(what.split(".")[:2]) for what in read}
    known = sorted(label for label in labels if (holding := HOLDINGS.get(label)) is not None and holding.person)
    return known or ["privacy.JournalEntry"]


def _sites_of(people: Any) -> list[str]:
    accepted = set(Acceptance.objects.filter(person_id__in=people).values_list("site_code", flat=True).distinct())
    return [code for code in site_codes() if code in accepted] or site_codes()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
