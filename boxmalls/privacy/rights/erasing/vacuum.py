"""Deleted rows lie in a table's pages until PostgreSQL clears them: ask for it at once."""

from collections.abc import Iterable

from django.db import connections

from boxmalls.privacy.register import Holding
from boxmalls.privacy.rights.rows import database_of_holding, model_of


def clear_dead_rows(holdings: Iterable[Holding]) -> None:
    """Vacuum the tables of these holdings. Inside a transaction PostgreSQL cannot, and its own vacuum does it later."""
    tables: dict[str, set[str]] = {"default": set(), "safe": {"vault_personkey", "vault_blindentry"}}
    for holding in holdings:
        tables[database_of_holding(holding)].add(model_of(holding)._meta.db_table)
    for database, names in tables.items():
        connection = connections[database]
        if connection.in_atomic_block:
            continue
        with connection.cursor() as cursor:
            listed = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
            cursor.execute(f"VACUUM (SKIP_LOCKED) {listed}")
