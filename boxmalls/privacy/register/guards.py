"""The same declaration, enforced by PostgreSQL: a holding's table is written only for a purpose that it declares, from psql too."""

from typing import Any

from django.apps import apps
from django.db import connections, transaction

from .declarations import Holding
from .refusing import SET_ONES, refusal_statements
from .registry import HOLDINGS

SYSTEM_PURPOSES = ("privacy.erasure", "privacy.retention", "privacy.merging", "privacy.correction", "privacy.restoring")
TRIGGER = "privacy_guard"

REFUSE = """
CREATE OR REPLACE FUNCTION privacy_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A row of % may not be written for the purpose "%".', TG_TABLE_NAME,
                  coalesce(nullif(current_setting('boxmalls.purpose', true), ''), 'none')
        USING ERRCODE = 'PD001', HINT = 'Write it inside collecting(...) with a purpose that its declaration names.';
END $$;
"""
GUARD = """
CREATE OR REPLACE TRIGGER privacy_guard BEFORE INSERT OR UPDATE ON {table} FOR EACH STATEMENT
WHEN (coalesce(current_setting('boxmalls.purpose', true), '') <> ALL ({purposes}::text[]))
EXECUTE FUNCTION privacy_refuse();
"""
GUARDED = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'privacy_guard' AND NOT t.tgisinternal
"""


def guarded_tables() -> dict[str, list[str]]:
    """Table → the purposes for which it may be written."""
    return {_table(holding): sorted({*(p.code for p in holding.purposes), *SYSTEM_PURPOSES}) for holding in HOLDINGS if _is_in_the_shop(holding)}


def sync_guards() -> list[str]:
    """Set, renew and lift the guards so that they equal the register; returns the guarded tables. Run as the tables' owner."""
    wanted = guarded_tables()
    with transaction.atomic(using="default"), connections["default"].cursor() as cursor:
        cursor.execute(REFUSE)
        cursor.execute(GUARDED)
        for (table,) in cursor.fetchall():
            if table not in wanted:
                cursor.execute(f'DROP TRIGGER {TRIGGER} ON "{table}"')
        for table, purposes in wanted.items():
            array = "'{" + ",".join(f'"{code}"' for code in purposes) + "}'"
            cursor.execute(GUARD.format(table=f'"{table}"', purposes=array))
        _sync_refusals(cursor)
    return sorted(wanted)


def _sync_refusals(cursor: Any) -> None:
    """Let the tables look up what their persons refused; those of which nothing may be refused any more do not."""
    found = dict(refusal_statements([holding for holding in HOLDINGS if _is_in_the_shop(holding)], SYSTEM_PURPOSES))
    cursor.execute(SET_ONES)
    for table, trigger in cursor.fetchall():
        if table not in found:
            cursor.execute(f'DROP TRIGGER {trigger} ON "{table}"')
    for statements in found.values():
        for statement in statements:
            cursor.execute(statement)


def _table(holding: Holding) -> str:
    return apps.get_model(holding.model)._meta.db_table


def _is_in_the_shop(holding: Holding) -> bool:
    from config.router import database_of

    return database_of(holding.model.split(".")[0]) == "default"
