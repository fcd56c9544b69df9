"""The worker's part: several erasures at once, each database when it can be, recorded when it is done."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.models import ErasedStore, Erasure, ErasureLine, HousekeepingRun, RewrittenTable
from boxmalls.privacy.rights.rows import database_of_holding, model_of

from .changes import COUNTED_WITHIN, tables_with_plain_cells
from .clearing import Cleared, clear_database
from .looking import look_for_what_is_left
from .stores import CLUSTERS, STORES, WITHIN, stores_cleared_with

logger = logging.getLogger(__name__)

AT_ONCE = 5000
NIGHT = range(5)
"""Hours (UTC) in which a large table may be closed for some seconds."""

BESIDE = {"default": set[str](), "safe": {"vault_personkey", "vault_blindentry", "django_session", "signin_sessionname"}}
"""Tables that every erasure touches beside its holdings."""


def due(at: datetime) -> QuerySet[Erasure]:
    """Erasures whose bytes are not gone yet, the oldest first; those of this very moment are not all counted yet, and wait."""
    return Erasure.objects.filter(done_at__lte=at - COUNTED_WITHIN, bytes_gone_at=None).order_by("done_at")


def clear_what_is_due(*, at: datetime) -> int:
    """Make the bytes go of every erasure that is done; returns of how many. What cannot be done now is tried at the next run."""
    waiting = list(due(at)[:AT_ONCE])
    if not waiting:
        return 0
    for cluster in CLUSTERS:
        _clear(cluster, _without(waiting, cluster), at)
    return _conclude(waiting, at)


def keep_house(*, at: datetime) -> int:
    """Clear what is due, then look what of earlier erasures has gone by itself; returns of how many the bytes are gone now."""
    cleared = clear_what_is_due(at=at)
    look_for_what_is_left(at=at)
    return cleared


def look_anew(erasures: Iterable[Erasure]) -> None:
    """Something of these came back and was removed again: their bytes are to go once more."""
    ids = [erasure.pk for erasure in erasures]
    with transaction.atomic(using="safe"):
        ErasedStore.objects.filter(erasure__in=ids).delete()
        Erasure.objects.filter(pk__in=ids).update(bytes_gone_at=None, all_gone_at=None)


def tables_of(erasures: Iterable[Erasure], cluster: str) -> set[str]:
    """The tables that these erasures took something from."""
    lines = ErasureLine.objects.filter(erasure__in=[erasure.pk for erasure in erasures])
    holdings = (HOLDINGS.get(label) for label in lines.order_by().values_list("holding", flat=True).distinct())
    touched = {model_of(holding)._meta.db_table for holding in holdings if holding and database_of_holding(holding) == cluster}
    return touched | BESIDE[cluster]


def _without(waiting: list[Erasure], cluster: str) -> list[Erasure]:
    """Those that this database has not been cleared of."""
    code = stores_cleared_with(cluster)[0].code
    behind = set(ErasedStore.objects.filter(erasure__in=waiting, store=code).values_list("erasure_id", flat=True))
    return [erasure for erasure in waiting if erasure.pk not in behind]


def _clear(cluster: str, erasures: list[Erasure], at: datetime) -> None:
    if not erasures or connections[cluster].in_atomic_block:
        return
    cleared = clear_database(cluster, _to_look_at(cluster, erasures), at_night=at.hour in NIGHT)
    for name, state in cleared.anew.items():
        RewrittenTable.objects.update_or_create(cluster=cluster, name=name, defaults={"state": state, "at": at})
    if cleared.left:
        _say_why(cleared.left, erasures, at)
    else:
        _record(cluster, erasures, cleared, at)


def _to_look_at(cluster: str, erasures: list[Erasure]) -> dict[str, str]:
    """
    Every table where bytes of these people may lie, with its state when it was written anew last.

    What an erasure touched is written anew after it in any case; what somebody removed before has left bytes in whatever holds plain cells.
    """
    known = {row.name: row for row in RewrittenTable.objects.filter(cluster=cluster)}
    states = {name: known[name].state if name in known else "" for name in tables_with_plain_cells(cluster)}
    last = max(erasure.done_at for erasure in erasures if erasure.done_at)
    touched = tables_of(erasures, cluster)
    return states | {name: known[name].state if name in known and known[name].at > last else "" for name in touched}


def _record(cluster: str, erasures: list[Erasure], cleared: Cleared, at: datetime) -> None:
    with transaction.atomic(using="safe"):
        run = HousekeepingRun.objects.create(
            cluster=cluster, at=at, erasures=len(erasures), tables=len(cleared.anew), segments=cleared.segments, log_from=cleared.log_from
        )
        ErasedStore.objects.bulk_create(
            [ErasedStore(erasure=erasure, store=store.code, gone_at=at, run=run) for erasure in erasures for store in stores_cleared_with(cluster)],
            ignore_conflicts=True,
        )
    logger.info("housekeeping.cleared", extra={"rows": len(erasures), "topic": cluster})


def _conclude(waiting: list[Erasure], at: datetime) -> int:
    """Where both databases are cleared, what lies beside them is, too, and the bytes are gone."""
    needed = {store.code for store in STORES if store.cluster in CLUSTERS}
    behind: dict[Any, set[str]] = {}
    for erasure_id, store in ErasedStore.objects.filter(erasure__in=waiting).values_list("erasure_id", "store"):
        behind.setdefault(erasure_id, set()).add(store)
    gone = [erasure.pk for erasure in waiting if needed <= behind.get(erasure.pk, set())]
    with transaction.atomic(using="safe"):
        both = [ErasedStore(erasure_id=each, store=store.code, gone_at=at) for each in gone for store in stores_cleared_with("both")]
        ErasedStore.objects.bulk_create(both, ignore_conflicts=True)
        Erasure.objects.filter(pk__in=gone).update(bytes_gone_at=at)
    return len(gone)


def _say_why(reasons: list[str], erasures: list[Erasure], at: datetime) -> None:
    late = [erasure for erasure in erasures if erasure.done_at and at - erasure.done_at > WITHIN]
    (logger.error if late else logger.info)("housekeeping.waits", extra={"topic": "; ".join(reasons), "rows": len(late or erasures)})
