"""A suite's own clusters: kept on disk between runs, fast and forgetful, with databases copied from a migrated template."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import psycopg
from psycopg import sql

from config.env import PROJECT
from config.env.credentials import USERS, Credentials
from config.env.reading import names
from ops.clusters.cluster import Cluster
from ops.clusters.configuration import TESTING
from ops.clusters.pair import DATABASES, prepare_cluster, start_all
from ops.clusters.roles import connect_as_admin, prepare_database, refuse_undeclared
from ops.migrating import fingerprint
from ops.trouble import Trouble

MOST_SUITES = 16


def start_test_clusters(slot: Path) -> list[Cluster]:
    """Start the clusters of a suite; it is the caller that stops them."""
    account = os.environ.get("BOXMALLS_PG_ACCOUNT", "")
    clusters = [prepare_cluster(slot, name, settings=TESTING, pg_bin=_path("BOXMALLS_PG_BIN"), pg_account=account) for name in DATABASES]
    start_all(clusters)
    return clusters


def take_slot(root: Path) -> tuple[Path, TextIO]:
    """A folder that no other suite uses now, and the lock that says so for as long as it is open."""
    root.mkdir(parents=True, exist_ok=True)
    for number in range(MOST_SUITES):
        lock = (root / f"slot-{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return root / f"slot-{number}", lock
    raise Trouble(f"{MOST_SUITES} suites already run in {root}.")


@dataclass(frozen=True, slots=True)
class Bench:
    """The databases of one test process: `database` in both clusters, copies of the template."""

    slot: Path
    worker: str

    @property
    def home(self) -> Path:
        """The shop's folder for this process."""
        return self.slot / "homes" / self.worker

    def make_home(self) -> None:
        """An empty folder for a shop whose databases are this bench's."""
        shutil.rmtree(self.home, ignore_errors=True)
        for name in DATABASES:
            replace(Credentials.read(self.slot, name), database=f"test_{self.worker}").write(self.home, name)

    def make_databases(self) -> None:
        """Fresh databases in both clusters, whatever was there."""
        template = f"template_{fingerprint()}"
        with _one_at_a_time(self.slot / "template.lock"):
            if not self._has(template):
                self._make_templates(template, tables=f"template_tables_{fingerprint(tables_only=True)}")
        self._copy(f"test_{self.worker}", template)

    def make_empty_databases(self, *, source: str = "template0") -> None:
        """Databases that nothing has been migrated in, or copies of others, with their roles' rights."""
        self._copy(f"test_{self.worker}", source)
        for name in DATABASES:
            prepare_database(self._admin(name), f"test_{self.worker}")
            refuse_undeclared(self._admin(name), f"test_{self.worker}")

    def as_admin(self) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
        """A connection of the superuser to each database, one after the other."""
        for name in DATABASES:
            with connect_as_admin(self._admin(name), f"test_{self.worker}") as connection:
                yield connection

    def renew_databases(self) -> None:
        """Fresh databases again, from the template that is there."""
        self._copy(f"test_{self.worker}", f"template_{fingerprint()}")

    def drop_databases(self) -> None:
        """Leave nothing behind."""
        for name in DATABASES:
            _drop_database(self._admin(name), f"test_{self.worker}")

    def _make_templates(self, template: str, *, tables: str) -> None:
        """Migrate, which takes long, into one template; copy it and set the guards, which takes a moment, into the other."""
        for name in DATABASES:
            _drop_templates(self._admin(name), but=tables)
        if not self._has(tables):
            self._make_template(tables, source="template0", module_arguments=[])
        self._make_template(template, source=tables, module_arguments=["--guards-only"])

    def _make_template(self, template: str, *, source: str, module_arguments: list[str]) -> None:
        draft = Bench(self.slot, "template")
        draft.make_home()
        draft.make_empty_databases(source=source)
        command = [sys.executable, "-m", "ops.migrating", *module_arguments]
        told = subprocess.run(command, cwd=PROJECT, env=suite_environment(os.environ, draft.home), capture_output=True, text=True, check=False)
        if told.returncode:
            raise Trouble(f"The databases of the suite could not be migrated:\n{told.stdout}{told.stderr}")
        for name in DATABASES:
            with connect_as_admin(self._admin(name), "postgres") as connection:
                connection.execute(sql.SQL("ALTER DATABASE test_template RENAME TO {}").format(sql.Identifier(template)))

    def _copy(self, database: str, source: str) -> None:
        for name in DATABASES:
            _copy_database(self._admin(name), database, source)

    def _has(self, database: str) -> bool:
        return all(_exists(self._admin(name), database) for name in DATABASES)

    def _admin(self, name: str) -> Credentials:
        return Credentials.read(self.slot, name)


def suite_environment(environ: Mapping[str, str], home: Path) -> dict[str, str]:
    """An environment for a shop under test: nothing of the real shop's comes through."""
    kept = {name: value for name, value in environ.items() if name not in names()}
    path = os.pathsep.join(filter(None, [str(PROJECT), environ.get("PYTHONPATH")]))
    return {**kept, "BOXMALLS_ENV": "test", "BOXMALLS_HOME": str(home), "PYTHONPATH": path}


def _copy_database(admin: Credentials, database: str, template: str) -> None:
    drop, create = "DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY"
    with connect_as_admin(admin, "postgres") as connection:
        connection.execute(sql.SQL(drop).format(sql.Identifier(database)))
        connection.execute(sql.SQL(create).format(*map(sql.Identifier, (database, template, USERS["owner"]))))


def _drop_database(admin: Credentials, database: str) -> None:
    with connect_as_admin(admin, "postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _drop_templates(admin: Credentials, *, but: str) -> None:
    with connect_as_admin(admin, "postgres") as connection:
        old = r"SELECT datname FROM pg_database WHERE datname LIKE 'template\__%%' AND NOT datistemplate AND datname <> %s"
        for (name,) in connection.execute(old, [but]).fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))


def _exists(admin: Credentials, database: str) -> bool:
    with connect_as_admin(admin, "postgres") as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _path(name: str) -> Path | None:
    return Path(os.environ[name]) if os.environ.get(name) else None


__all__ = ["Bench", "start_test_clusters", "suite_environment", "take_slot"]
