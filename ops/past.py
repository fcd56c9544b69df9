"""Writes down which columns only old migrations make, so that these may run; `python -m ops.past`, after a migration that drops or renames one."""

import os
import subprocess
import sys
from pathlib import Path

from config.env import PROJECT
from ops.clusters.testing import Bench, start_test_clusters, suite_environment, take_slot

LEARN = """
DROP EVENT TRIGGER refuse_undeclared;
CREATE TABLE register.seen (name text PRIMARY KEY);
CREATE FUNCTION register.learn() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO register.seen SELECT name FROM register.undeclared() AS name ON CONFLICT DO NOTHING;
END $$;
CREATE EVENT TRIGGER learn ON ddl_command_end EXECUTE FUNCTION register.learn();
"""
GONE = "SELECT name FROM register.seen WHERE name NOT IN (SELECT register.undeclared()) AND name NOT LIKE 'register.%' ORDER BY 1"
LIBRARIES = PROJECT / "boxmalls" / "privacy" / "register" / "past.txt"
SIGN = "# Columns that only old migrations make. Written by `python -m ops.past`.\n"


def past_columns() -> list[str]:
    """Run all migrations in scratch databases, watch every column that ever is, and name those that are no more at the end."""
    slot, lock = take_slot(PROJECT / ".cache" / "test-pg")
    clusters = start_test_clusters(slot)
    bench = Bench(slot, "past")
    try:
        bench.make_home()
        bench.make_empty_databases()
        for connection in bench.as_admin():
            connection.execute(LEARN.encode())
        environment = {**suite_environment(os.environ, bench.home), "BOXMALLS_DB_ROLE": "owner"}
        for alias in ("default", "safe"):
            subprocess.run([sys.executable, "manage.py", "migrate", "--database", alias, "-v", "0"], cwd=PROJECT, env=environment, check=True)
        return [str(name) for connection in bench.as_admin() for (name,) in connection.execute(GONE).fetchall()]
    finally:
        bench.drop_databases()
        for cluster in clusters:
            cluster.stop()
        lock.close()


def files() -> dict[str, Path]:
    """App label → the file beside its migrations, for our rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.apps import apps

    django.setup()
    ours = [config for config in apps.get_app_configs() if config.name.startswith("boxmalls.")]
    return {config.label: Path(config.path) / "migrations" / "past.txt" for config in ours}


def write(columns: list[str]) -> None:
    """Sort the columns by the room whose table they were in; a file without any goes."""
    known = files()
    sorted_out: dict[Path, list[str]] = {path: [] for path in (*known.values(), LIBRARIES)}
    for column in columns:
        label = max((label for label in known if column.startswith(f"{label}_")), key=len, default="")
        sorted_out[known.get(label, LIBRARIES)].append(column)
    for path, lines in sorted_out.items():
        if lines:
            path.write_text(SIGN + "".join(f"{line}\n" for line in lines))
        else:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    write(past_columns())
