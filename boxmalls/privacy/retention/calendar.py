"""What ends when, and evidence of what did: one question for each table, however many rows it has."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Sum

from boxmalls.privacy.laws import law_of_site
from boxmalls.privacy.models import Sweep
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.rights.rows import database_of_holding, model_of, site_path

from .rules import keep_until
from .sweeping import not_held, to_end

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ending:
    """
    A table whose rows end by time.

    :param next_on: the last day of its oldest row.
    :param soon: how many rows end within thirty days.
    :param overdue: how many should have gone before today; anything but 0 says that the sweep does not run. What a hold keeps is not among them.
    """

    holding: Holding
    rows: int
    next_on: date | None
    soon: int
    overdue: int
    swept_rows: int
    swept_at: datetime | None


def calendar(at: datetime) -> list[Ending]:
    """Every table that time ends, the next to end in front. The law of each row's own site decides."""
    swept = Sweep.objects.values("holding").annotate(total=Sum("rows"), last=Max("swept_at"))
    evidence: dict[str, dict[str, Any]] = {row["holding"]: dict(row) for row in swept}
    found = [_ending(holding, at, evidence.get(holding.model, {})) for holding in HOLDINGS if holding.keep.days is not None or holding.keep.law]
    return sorted(found, key=lambda each: (each.next_on or date.max, each.holding.model))


def _ending(holding: Holding, at: datetime, evidence: dict[str, Any]) -> Ending:
    rows = model_of(holding)._base_manager.using(database_of_holding(holding)).order_by().count()
    swept = evidence.get("total") or 0, evidence.get("last")
    if not holding.keep.counted_from:
        return Ending(holding, rows, None, 0, 0, *swept)
    overdue = to_end(holding, at).count()
    return Ending(holding, rows, _next(holding, at), max(to_end(holding, at + SOON).count() - overdue, 0), overdue, *swept)


def _next(holding: Holding, at: datetime) -> date | None:
    """The last day of the row that ends first, of those that no hold keeps."""
    rows, path = not_held(holding, at), site_path(model_of(holding)) if holding.keep.law else None
    oldest = rows.values_list(path).annotate(Min("counted_from")) if path else [(None, rows.aggregate(oldest=Min("counted_from"))["oldest"])]
    ends = (keep_until(holding.keep, first, law_of_site(code)) for code, first in oldest)
    return min((end for end in ends if end), default=None)
