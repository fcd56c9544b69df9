"""The sweep: whatever is over goes, holding by holding, with evidence of how much."""

import logging
from datetime import UTC, datetime, time
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import F, Q

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.holds import held_persons
from boxmalls.privacy.laws import law_of_site, laws, site_codes
from boxmalls.privacy.models import Sweep
from boxmalls.privacy.purposes import SWEEPING
from boxmalls.privacy.register import HOLDINGS, Ending, Holding
from boxmalls.privacy.rights.erasing.ways import columns_to_empty
from boxmalls.privacy.rights.hooks import sweepers
from boxmalls.privacy.rights.rows import database_of_holding, in_order_of_ending, model_of, site_path

from .rules import over_before

logger = logging.getLogger(__name__)
AT_ONCE = 500


def sweep(*, at: datetime) -> int:
    """
    Remove, or empty, every row that has been here as long as its declaration lets it. Killed, it goes on at its next run.

    What the law lets us hold no longer goes whole. Evidence is a row in `Sweep` for each holding from which something went.
    """
    counted = [holding for holding in HOLDINGS if holding.keep.counted_from and (holding.keep.days is not None or holding.keep.law)]
    return sum(_try(holding, at) for holding in in_order_of_ending(counted))


def _try(holding: Holding, at: datetime) -> int:
    """One holding that cannot be swept is loud and does not stop the others."""
    try:
        return _sweep_holding(holding, at)
    except (models.ProtectedError, models.RestrictedError, DatabaseError):
        logger.exception("retention.stuck", extra={"topic": holding.model})
        return 0


def over(holding: Holding, at: datetime) -> models.QuerySet[Any]:
    """The rows of a holding whose time has passed and that no legal hold keeps: the law of each row's own site decides."""
    return not_held(holding, at).filter(_is_over(holding, model_of(holding), at))


def not_held(holding: Holding, at: datetime) -> models.QuerySet[Any]:
    """The rows of a holding that no legal hold keeps, with the moment that their time counts from."""
    rows = model_of(holding)._base_manager.using(database_of_holding(holding)).annotate(counted_from=F(holding.keep.counted_from or ""))
    if holding.person and (kept := held_persons(holding.model, at)):
        rows = rows.exclude(**{f"{holding.person}__in": kept})
    return rows.order_by()


def to_end(holding: Holding, at: datetime) -> models.QuerySet[Any]:
    """The same without the rows that stay and have ended already: emptied, or no longer knowing whose they were."""
    rows = over(holding, at)
    sweeper = sweepers().get(holding.model)
    if sweeper is not None:
        return rows.filter(getattr(sweeper, "left", Q()))
    return rows.exclude(_is_empty(holding)) if holding.ending is Ending.BLANK and not holding.hold else rows


def _is_over(holding: Holding, model: type[models.Model], at: datetime) -> Q:
    longest = Q(counted_from__lt=_first_moment(holding, at, None))
    path = site_path(model)
    if not holding.keep.law or path is None:
        return longest
    known = [code for code in site_codes() if law_of_site(code) in laws()]
    by_law = Q(**{f"{path}__isnull": True}) & longest
    for code in known:
        by_law |= Q(**{path: code, "counted_from__lt": _first_moment(holding, at, law_of_site(code))})
    return by_law | (~Q(**{f"{path}__in": known}) & longest)


def _first_moment(holding: Holding, at: datetime, law: str | None) -> datetime:
    """The first moment that is still within its time."""
    day = over_before(holding.keep, at.astimezone(UTC).date(), law)
    assert day is not None
    return datetime.combine(day, time(), UTC)


def _sweep_holding(holding: Holding, at: datetime) -> int:
    total, after = 0, None
    while True:
        with transaction.atomic(using=database_of_holding(holding)), transaction.atomic():
            count, after = _end_some(holding, at, after)
        total += count
        if count < AT_ONCE:
            break
    if total:
        Sweep.objects.create(holding=holding.model, rows=total, older_than=_first_moment(holding, at, None), swept_at=at)
        logger.info("retention.swept", extra={"rows": total})
    return total


def _end_some(holding: Holding, at: datetime, after: Any) -> tuple[int, Any]:
    """The next rows after a key, and the last of them: what went before leaves its place in the table, and is not walked over again."""
    rows, model = to_end(holding, at), model_of(holding)
    sweeper = sweepers().get(holding.model)
    if sweeper:
        with collecting(SWEEPING, person=None, at=at):
            return sweeper(rows, AT_ONCE), None
    if not isinstance(model._meta.pk, models.CompositePrimaryKey):
        rows = (rows.filter(pk__gt=after) if after is not None else rows).order_by("pk")
    some: list[Any] = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    if not some:
        return 0, None
    chosen = model._base_manager.using(database_of_holding(holding)).filter(pk__in=some)
    with collecting(SWEEPING, person=None, at=at):
        if holding.ending is Ending.BLANK and not holding.hold:
            chosen.update(**columns_to_empty(holding))
        else:
            chosen.delete()
    return len(some), some[-1]


def _is_empty(holding: Holding) -> Q:
    empty = Q()
    for name, value in columns_to_empty(holding).items():
        empty &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return empty
