"""
PostgreSQL keeps the most common values of each column, and some in between, to plan by: copies that no erasure reaches.

So of what people told us in words none are gathered. Unique indexes tell the planner what it needs of such columns.
"""

from django.apps import apps
from django.db import connections, models
from psycopg import sql

from .declarations import Holding
from .registry import HOLDINGS

WORDS = (models.CharField, models.TextField, models.GenericIPAddressField, models.JSONField, models.BinaryField, models.DateField)
GATHERED = """
SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND coalesce(a.attstattarget, -1) <> 0
"""

COMPUTED = """
SELECT i.indexrelid::regclass::text, a.attnum FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid
WHERE i.indrelid = %s::regclass AND i.indkey[a.attnum - 1] = 0 AND coalesce(a.attstattarget, -1) <> 0
"""
"""What an index computes from a row, such as `upper(email)`, has statistics of its own."""


def forget_statistics() -> int:
    """Let no copies of personal words be kept for planning; returns of how many columns that is new. Run as the tables' owner."""
    changed = 0
    for holding in HOLDINGS:
        table, columns = apps.get_model(holding.model)._meta.db_table, columns_of_words(holding)
        with connections[_database(holding)].cursor() as cursor:
            cursor.execute(GATHERED, [table])
            for name in sorted({name for (name,) in cursor.fetchall()} & columns):
                cursor.execute(sql.SQL("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 0").format(sql.Identifier(table), sql.Identifier(name)))
                changed += 1
            cursor.execute(COMPUTED, [table])
            for index, position in cursor.fetchall():
                cursor.execute(f"ALTER INDEX {index} ALTER COLUMN {position} SET STATISTICS 0")
                changed += 1
    return changed


def columns_of_words(holding: Holding) -> set[str]:
    """The columns in which a person's own words or marks may stand: those that the law holds, and those of a few choices, are none."""
    held = set(holding.hold.keeps.split()) if holding.hold else set[str]()
    personal = set(holding.fields) or set(holding.plain.split())
    fields = [field for field in apps.get_model(holding.model)._meta.concrete_fields if field.attname in personal - held]
    return {str(field.column) for field in fields if isinstance(field, WORDS) and not field.choices and not isinstance(field, models.DateTimeField)}


def _database(holding: Holding) -> str:
    from config.router import database_of

    return database_of(holding.model.split(".")[0])
