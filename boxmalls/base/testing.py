"""Waiting, for tests that read the outbox beside other tests of the same cluster."""

import time

from boxmalls.base import sql

ALL_READABLE = """
SELECT coalesce(max(transaction_id), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM base_outboxfact
"""


def settle(seconds: float = 90.0) -> None:
    """
    Wait until every fact that is committed may be read.

    A fact stays unread while an older transaction runs anywhere in the cluster, and other tests' transactions run there, too.
    """
    until = time.monotonic() + seconds
    while not sql.rows(ALL_READABLE)[0][0]:
        if time.monotonic() > until:
            raise TimeoutError("An older transaction does not end.")
        time.sleep(0.02)
