"""A folder with two clusters of its own, whose files nobody else writes to, so that they can be read byte by byte."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.env import PROJECT, read
from config.env.reading import names
from ops.clusters.cluster import Cluster
from ops.clusters.pair import prepare_pair, running
from tests.ops.conftest import folder

SETTINGS = """
wal_compression = off  # So that the log can be read.
autovacuum = off       # Nobody writes but us: a transaction of its own would put off what we wait for.
fsync = off
"""


@dataclass(frozen=True, slots=True)
class OwnShop:
    """Where it lies; what its processes are told; its clusters, which run."""

    home: Path
    environment: dict[str, str]
    pair: list[Cluster]

    def run(self, *command: str) -> str:
        """What a process of this shop prints; it has to end well."""
        done = subprocess.run([sys.executable, *command], env=self.environment, cwd=PROJECT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write_down(self) -> None:
        """Let everything that is in memory be on the disk."""
        for cluster in self.pair:
            told = cluster.credentials
            with psycopg.connect(
                host=told.socket, port=5432, dbname=told.database, user=told.user("admin"), password=told.password("admin"), autocommit=True
            ) as connection:
                connection.execute("CHECKPOINT")


@contextmanager
def a_shop_of_its_own() -> Iterator[OwnShop]:
    """Migrated, and its clusters running."""
    with folder() as home:
        environment = {name: value for name, value in os.environ.items() if name not in names()}
        environment |= {"BOXMALLS_HOME": str(home), "BOXMALLS_ENV": "demo", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT)}
        (home / "tmp").mkdir(mode=0o700)
        environment["TMPDIR"] = str(home / "tmp")
        pair = prepare_pair(read(environment))
        for cluster in pair:
            cluster.place.settings.with_suffix(".local.conf").write_text(SETTINGS)
        with running(pair):
            shop = OwnShop(home, environment, pair)
            shop.run("-m", "ops.migrating")
            yield shop
