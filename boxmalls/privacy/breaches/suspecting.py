"""What the watch found becomes a breach that is suspected: once for each finding, however often and by however many it is found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from boxmalls.privacy.journal.verifying import Finding
from boxmalls.privacy.models import Breach, BreachEvent, BreachFinding

from .actions import find_scope, report_breach

WATCH = "monitoring"
ONE_SUSPECTS = 7_220_482


@dataclass(frozen=True, slots=True)
class Suspicion:
    """
    What a breach of this kind would say.

    :param reader: whose reading it is; None of the journal.
    :param since: the first moment that it may be about, None if nobody knows.
    """

    kind: str
    title: str
    what_happened: str
    findings: Sequence[Finding]
    site_codes: Sequence[str]
    holdings: Sequence[str]
    reader: UUID | None = None
    keys_exposed: bool = False
    since: datetime | None = None
    until: datetime | None = None


@transaction.atomic
def suspect(suspicion: Suspicion, *, at: datetime) -> Breach | None:
    """
    Open a breach for what was not found before, or add it to one of its kind that nobody has decided about; None if all of it is known.

    What was found once is not found again, whatever was decided about it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_SUSPECTS,))
    fresh = _unknown(suspicion)
    if not fresh:
        return None
    open_one = _undecided(suspicion)
    breach = _open(suspicion, at) if open_one is None else _add(open_one, suspicion, fresh, at)
    BreachFinding.objects.bulk_create(
        BreachFinding(breach=breach, kind=suspicion.kind, what=each.what, where=each.where, reader=suspicion.reader, at=at) for each in fresh
    )
    return breach if open_one is None else None


def _unknown(suspicion: Suspicion) -> list[Finding]:
    places = {each.where for each in suspicion.findings}
    known = set(BreachFinding.objects.filter(kind=suspicion.kind, reader=suspicion.reader, where__in=places).values_list("what", "where"))
    return [each for each in dict.fromkeys(suspicion.findings) if (each.what, each.where) not in known]


def _undecided(suspicion: Suspicion) -> Breach | None:
    of_kind = Breach.objects.filter(status=Breach.Status.SUSPECTED, closed_at=None, findings__kind=suspicion.kind, reader=suspicion.reader)
    return of_kind.order_by("pk").first()


def _open(suspicion: Suspicion, at: datetime) -> Breach:
    return report_breach(
        title=suspicion.title, what_happened=suspicion.what_happened, site_codes=suspicion.site_codes, holdings=suspicion.holdings, detected_at=at,
        told_by=WATCH, by=None, keys_exposed=suspicion.keys_exposed, status=Breach.Status.SUSPECTED, reader=suspicion.reader, since=suspicion.since,
        until=suspicion.until, at=at,
    )  # fmt: skip


def _add(breach: Breach, suspicion: Suspicion, fresh: Sequence[Finding], at: datetime) -> Breach:
    """More of the same: the clock goes on running from the first finding."""
    if suspicion.until and breach.until:
        breach.until = max(breach.until, suspicion.until)
    breach.save(update_fields=["until"])
    BreachEvent.objects.create(breach=breach, what="found", words=f"{len(fresh)}", at=at)
    return find_scope(breach_id=breach.pk, by=None, at=at, holdings=sorted({*breach.holdings, *suspicion.holdings}))
