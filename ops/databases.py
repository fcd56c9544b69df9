"""The shop's databases for the length of a command: those of the running shop, or started for it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from config.env import Env
from config.env.databases import CLUSTERS, Role
from ops.clusters.binaries import find_binaries
from ops.clusters.pair import prepare_pair, running
from ops.clusters.place import make_home
from ops.supervisor.lock import holder, only_one


@contextmanager
def databases(env: Env) -> Iterator[None]:
    """Have both databases answer; a shop that runs is used as it is."""
    if not env.own_clusters or holder(env.home) is not None:
        yield
        return
    make_home(env.home)
    with only_one(env.home), running(prepare_pair(env)):
        yield


def open_psql(env: Env, *, alias: str, role: Role, arguments: list[str]) -> int:
    """A shell on one database, as one of its roles; the answer is psql's exit code."""
    data = env.home / "pg" / CLUSTERS[alias]
    program = find_binaries(named=env.pg_bin, data=data) / "psql"
    with databases(env):
        where = env.databases_as(role)[alias]
        told = {"PGHOST": where["HOST"], "PGPORT": where["PORT"], "PGDATABASE": where["NAME"], "PGUSER": where["USER"], "PGPASSWORD": where["PASSWORD"]}
        return subprocess.run([program, *arguments], env={**os.environ, **told}, check=False).returncode
