"""The declared columns, told to PostgreSQL, so that it refuses a table or a column that is not declared."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connections, transaction

from .registry import HOLDINGS

SQL = Path(__file__).parent / "sql"
PERSONAL, PLAIN, PAST = "personal", "plain", "past"
ENFORCED, AT_START_ONLY, UNDECLARED = "ok", "checked at start only", "undeclared"

# What libraries keep without a model: Django's list of migrations, the shape in which work is queued.
WITHOUT_MODEL = {
    "default": {
        "django_migrations": "id app name applied",
        "procrastinate_job_to_defer_v1": "queue_name task_name priority lock queueing_lock args scheduled_at",
    },
    "safe": {"django_migrations": "id app name applied"},
}
type Columns = dict[tuple[str, str], str]


def declared_columns(alias: str, *, with_past: bool = False) -> Columns:
    """
    Table and column → `personal` or `plain`, for one database.

    :param with_past: also those that only old migrations make, which later ones drop or rename.
    """
    found = {(table, column): PLAIN for table, columns in WITHOUT_MODEL[alias].items() for column in columns.split()}
    for each in [*HOLDINGS, *HOLDINGS.all_plain()]:
        if _database_of(each.model) == alias:
            meta = apps.get_model(each.model)._meta
            personal = getattr(each, "fields", {})
            found |= {(meta.db_table, str(field.column)): PERSONAL if field.attname in personal else PLAIN for field in meta.concrete_fields}
    past = dict.fromkeys(past_columns(), PAST) if with_past else {}
    return past | found


def past_columns() -> Iterator[tuple[str, str]]:
    """Columns that are no more: of our rooms beside their migrations, of libraries beside this file. Written by `python -m ops.past`."""
    for path in [Path(__file__).with_name("past.txt"), *(Path(config.path) / "migrations" / "past.txt" for config in apps.get_app_configs())]:
        for line in path.read_text().splitlines() if path.exists() else ():
            name = line.partition("#")[0].strip()
            if name:
                table, _dot, column = name.rpartition(".")
                yield table, column


def declare_columns(alias: str, *, with_past: bool) -> bool:
    """
    Make PostgreSQL's list equal the register's; run as the tables' owner, before tables change with the past, and afterwards without.

    :return: whether the database itself refuses what is not on it.
    """
    wanted = sorted((table, column, kind) for (table, column), kind in declared_columns(alias, with_past=with_past).items())
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        _install(alias)
        cursor.execute("DELETE FROM register.declared WHERE table_name <> 'register.declared'")
        cursor.execute(
            "INSERT INTO register.declared (table_name, column_name, kind) SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])",
            [list(column) for column in zip(*wanted, strict=True)],
        )
    return is_refusing(alias)


def state_of(alias: str) -> str:
    """`ok`; or that only the start checks, since this database does not let us; or that something is there undeclared."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM register.undeclared()")
        if cursor.fetchone()[0]:
            return UNDECLARED
    return ENFORCED if is_refusing(alias) else AT_START_ONLY


def is_refusing(alias: str) -> bool:
    """Whether the trigger is set, and fires for everybody."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'refuse_undeclared' AND evtenabled = 'A')")
        return bool(cursor.fetchone()[0])


def _install(alias: str) -> None:
    """In a database that somebody else set up: the list at least, and the trigger if they let us. Our own clusters are born with both."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regclass('register.declared') IS NULL")
        if cursor.fetchone()[0]:
            cursor.execute((SQL / "declared.sql").read_text())
        if is_refusing(alias):
            return
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute((SQL / "refuse_undeclared.sql").read_text())


def _database_of(model: str) -> str:
    from config.router import database_of

    return database_of(model.split(".", maxsplit=1)[0])
