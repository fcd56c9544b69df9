"""Making the index anew beside the one that is served, then serving it by one rename."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from django.db import transaction

from boxmalls.base import outbox, sql
from boxmalls.base.outbox import Fact
from boxmalls.search.actions.texts import put_texts
from boxmalls.search.catalogue import all_product_ids, entries_of
from boxmalls.search.index import folder
from boxmalls.search.index.reading import shelf
from boxmalls.search.index.writing import Mark, pen

CONSUMER = "search"
LAST_FACT = (1 << 63) - 1

type Progress = Callable[[int], None]


def rebuild_index(*, at: datetime, locked: bool = False, progress: Progress | None = None) -> int:
    """
    Make a new index of everything on sale and serve it; returns how many products were read.

    The old one is served, though not fed, until then. What changes meanwhile comes after it from the outbox: all that was
    written before the first read is in the new index, and only that is acknowledged.
    """
    with nullcontext() if locked else folder.writing(patient=True):
        mark = _written_so_far()
        fresh = folder.begin_new()
        count = _write(fresh, mark, progress)
        folder.switch_to(fresh)
        shelf.look_now()
        _acknowledge(mark)
    return count


def _written_so_far() -> Mark:
    """Every fact up to here belongs to a transaction that has ended, so what it tells of can be read."""
    (oldest,) = sql.rows("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")[0]
    return oldest - 1, LAST_FACT


def _write(fresh: Path, mark: Mark, progress: Progress | None) -> int:
    count = 0
    with pen(fresh, new=True) as written:
        for product_ids in all_product_ids():
            entries = entries_of(product_ids)
            written.add(entries)
            put_texts(entries)
            count += len(product_ids)
            if progress:
                progress(count)
        written.commit(mark)
    return count


@transaction.atomic
def _acknowledge(mark: Mark) -> None:
    outbox.consume(CONSUMER, [], 1)
    outbox.acknowledge(CONSUMER, [Fact(mark[1], mark[0], "", "", {})])
