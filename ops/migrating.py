"""Brings both databases up to date as the role that owns the tables; `python -m ops.migrating`."""

import hashlib
import os
import sys
from functools import cache

from config.env import PROJECT

TABLES = ("migrations/*.py", "migrations/*.txt", "sql/*.sql", "register/past.txt")
PRIVACY = PROJECT / "boxmalls" / "privacy"


@cache
def fingerprint(*, tables_only: bool = False) -> str:
    """
    A short hash of all that decides what the databases look like after migrating.

    :param tables_only: leave out what decides the guards alone, which changes more often and is set in a moment.
    """
    digest = hashlib.sha256()
    files = {PROJECT / "uv.lock", *(path for part in TABLES for path in (PROJECT / "boxmalls").rglob(part))}
    if not tables_only:
        files |= {*(PROJECT / "boxmalls").rglob("personal_data.py"), *(path for path in PRIVACY.rglob("*.py") if "tests" not in path.parts)}
    for path in sorted(files):
        digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate_all(*, tables: bool = True, verbosity: int = 1) -> None:
    """Migrate the shop and the safe, with their columns declared beforehand, then let the kernel put its guards in place."""
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    if tables:
        call_command("sync_columns", with_past=True)
    for alias in ("default", "safe") if tables else ():
        call_command("migrate", database=alias, interactive=False, verbosity=verbosity)
    call_command("sync_columns")
    call_command("sync_guards", verbosity=verbosity)
    connections.close_all()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["BOXMALLS_DB_ROLE"] = "owner"
    migrate_all(tables="--guards-only" not in sys.argv)
