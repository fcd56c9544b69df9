"""Brings both databases up to date as the role that owns the tables; `python -m ops.migrating`."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.env import PROJECT

PARTS = ("migrations/*.py", "personal_data.py", "sql/*.sql")


@cache
def fingerprint() -> str:
    """A short hash of all that decides what the databases look like after migrating."""
    digest = hashlib.sha256()
    for path in sorted(_deciding_files()):
        digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate_all(*, verbosity: int = 1) -> None:
    """Migrate the shop and the safe, then let the kernel put its guards in place."""
    import django
    from django.core.management import call_command, get_commands
    from django.db import connections

    django.setup()
    for alias in ("default", "safe"):
        call_command("migrate", database=alias, interactive=False, verbosity=verbosity)
    if "sync_guards" in get_commands():
        call_command("sync_guards", verbosity=verbosity)
    connections.close_all()


def _deciding_files() -> Iterator[Path]:
    yield PROJECT / "uv.lock"
    for part in PARTS:
        yield from (PROJECT / "boxmalls").rglob(part)
    yield from (path for path in (PROJECT / "boxmalls" / "privacy").rglob("*.py") if "tests" not in path.parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["BOXMALLS_DB_ROLE"] = "owner"
    migrate_all()
