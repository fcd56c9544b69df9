"""A shop to measure on: its own folder and clusters, migrated once, filled once for each size, kept between runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
import psycopg

from bench.processes import Watched
from config.env import PROJECT, Env
from config.env.reading import names, read
from ops.clusters.cluster import Cluster
from ops.clusters.pair import prepare_pair, start_all
from ops.clusters.place import make_home
from ops.migrating import fingerprint


@dataclass(frozen=True, slots=True)
class Ground:
    """A filled shop whose clusters run."""

    env: Env
    environment: dict[str, str]
    clusters: list[Cluster]

    @property
    def database_pids(self) -> list[int]:
        """The postmasters of both clusters."""
        return [int((cluster.place.data / "postmaster.pid").read_text().split()[0]) for cluster in self.clusters]

    def watch(self, application: int) -> Watched:
        """Read the CPU of a process and of the databases behind it."""
        return Watched(application, [pid for pid in self.database_pids if psutil.pid_exists(pid)])

    def run(self, *command: str, role: str = "app") -> None:
        """Run a Python module on this shop."""
        subprocess.run([sys.executable, *command], cwd=PROJECT, env=self.environment | {"BOXMALLS_DB_ROLE": role}, check=True)


@contextmanager
def ground(products: int, port: int) -> Iterator[Ground]:
    """A shop with so many products, for as long as the block."""
    home = PROJECT / ".cache" / "bench" / f"{products}"
    kept = {name: value for name, value in os.environ.items() if name not in names() or name in {"BOXMALLS_PG_BIN", "BOXMALLS_PG_ACCOUNT"}}
    ours = {"BOXMALLS_HOME": str(home), "BOXMALLS_ENV": "demo", "PORT": str(port), "WORKERS": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment = kept | ours | {"PYTHONPATH": str(PROJECT)}
    env = read(environment)
    make_home(env.home)
    clusters = prepare_pair(env)
    start_all(clusters)
    try:
        found = Ground(env, environment, clusters)
        _fill(found, products)
        yield found
    finally:
        for cluster in reversed(clusters):
            cluster.stop()


def _fill(shop: Ground, products: int) -> None:
    stamp = shop.env.home / "filled"
    if stamp.exists() and stamp.read_text() == fingerprint():
        return
    shop.run("-m", "ops.migrating", role="owner")
    shop.run("-m", "bench.fill", str(products))
    _settle(shop)
    stamp.write_text(fingerprint())


def _settle(shop: Ground) -> None:
    """What autovacuum does within minutes of an import: without it both sides are measured on guesses about empty tables."""
    database = shop.env.admin_databases["default"]
    with psycopg.connect(
        host=database["HOST"], port=database["PORT"], dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], autocommit=True
    ) as wire:
        wire.execute("VACUUM ANALYZE")
