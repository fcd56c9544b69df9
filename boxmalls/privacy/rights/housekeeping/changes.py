"""
Which tables may hold bytes of what was removed: those that changed since they were last written anew.

Not what an erasure removed alone. Whoever signed out, or whose row was swept, left bytes as well, long before they asked to be erased.
PostgreSQL counts what is removed from each table; the counts are compared with those of the last time.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg

from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.rights.rows import database_of_holding, model_of
from boxmalls.privacy.vault.fields import SealedText

COUNTED_WITHIN = timedelta(seconds=20)
"""A session tells what it removed ten seconds later at most."""

STATE = """
SELECT concat_ws(' ', c.oid, s.n_tup_upd + s.n_tup_del, s.vacuum_count + s.autovacuum_count,
                 coalesce(extract(epoch FROM b.stats_reset), 0), coalesce(extract(epoch FROM d.stats_reset), 0)), s.n_dead_tup > 0
FROM pg_class c JOIN pg_stat_all_tables s ON s.relid = c.oid CROSS JOIN pg_stat_bgwriter b JOIN pg_stat_database d ON d.datname = current_database()
WHERE c.oid = to_regclass(%s)
"""
"""
What is counted of a table, and since when there are counts: a crash, a restore or a reset begins them anew, and then the table counts as
changed. Rows of a transaction that was rolled back are dead without having been removed; a vacuum may have come since and freed their room.
"""


@dataclass(frozen=True, slots=True)
class State:
    """How often a table has been changed, as a text that is another after each change; and whether rows of it are dead now."""

    text: str
    has_dead_rows: bool

    def is_clean_since(self, written: str) -> bool:
        """Whether nothing was removed since the table was written anew in that state."""
        return self.text == written and not self.has_dead_rows


def state_of(connection: "psycopg.Connection[Any]", table: str) -> State:
    """What is counted of a table now."""
    found = connection.execute(STATE, [table]).fetchone()
    return State(str(found[0]), bool(found[1])) if found else State("", True)


def tables_with_plain_cells(cluster: str) -> set[str]:
    """The tables of a database in which something personal stands unsealed: of what is sealed only noise is left."""
    return {model_of(holding)._meta.db_table for holding in HOLDINGS if database_of_holding(holding) == cluster and _has_plain_cells(holding)}


def _has_plain_cells(holding: Holding) -> bool:
    fields = {field.attname: field for field in model_of(holding)._meta.concrete_fields}
    return any(not isinstance(fields.get(name), SealedText) for name in holding.fields)
