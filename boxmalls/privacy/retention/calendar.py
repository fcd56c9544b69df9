"""What ends when, and evidence of what did: one question for each table, however many rows it has."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum

from boxmalls.privacy.models import Sweep
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.rights.rows import database_of_holding, model_of, moment_path

from .rules import keep_until, over_before

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ending:
    """
    A table whose rows end by time.

    :param next_on: the last day of its oldest row.
    :param soon: how many rows end within thirty days.
    :param overdue: how many should have gone before today; anything but 0 says that the sweep does not run, or that a hold keeps them.
    """

    holding: Holding
    rows: int
    next_on: date | None
    soon: int
    overdue: int
    swept_rows: int
    swept_at: datetime | None


def calendar(at: datetime) -> list[Ending]:
    """Every table that time ends, the next to end in front. Where laws differ, the longest time is taken."""
    swept = Sweep.objects.values("holding").annotate(total=Sum("rows"), last=Max("swept_at"))
    evidence: dict[str, dict[str, Any]] = {row["holding"]: dict(row) for row in swept}
    found = [_ending(holding, at, evidence.get(holding.model, {})) for holding in HOLDINGS if holding.keep.days is not None or holding.keep.law]
    return sorted(found, key=lambda each: (each.next_on or date.max, each.holding.model))


def _ending(holding: Holding, at: datetime, evidence: dict[str, Any]) -> Ending:
    moment, today = moment_path(holding), at.date()
    rows = model_of(holding)._base_manager.using(database_of_holding(holding)).order_by()
    past, coming = over_before(holding.keep, today, None), over_before(holding.keep, today + SOON, None)
    if moment is None or past is None or coming is None:
        return Ending(holding, rows.count(), None, 0, 0, evidence.get("total") or 0, evidence.get("last"))
    counted = rows.annotate(counted_from=F(moment)).aggregate(
        rows=Count("pk"),
        oldest=Min("counted_from"),
        soon=Count("pk", filter=Q(counted_from__lt=_midnight(coming))),
        overdue=Count("pk", filter=Q(counted_from__lt=_midnight(past))),
    )
    next_on = keep_until(holding.keep, counted["oldest"], None)
    return Ending(holding, counted["rows"], next_on, counted["soon"] - counted["overdue"], counted["overdue"], evidence.get("total") or 0, evidence.get("last"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
