"""What was erased goes from the disk: the files of two true clusters are read byte by byte, before housekeeping and after."""

import os
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest

from config.env import PROJECT, read
from config.env.reading import names
from ops.clusters.pair import prepare_pair, running
from tests.ops.conftest import folder
from tests.rights.life import PLAIN, SEALED

pytestmark = pytest.mark.slow


@contextmanager
def a_shop_of_its_own():
    """A folder, its clusters, migrated and running; the log is not compressed, so that it can be read."""
    with folder() as home:
        environment = {name: value for name, value in os.environ.items() if name not in names()}
        environment |= {"BOXMALLS_HOME": str(home), "BOXMALLS_ENV": "demo", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT)}
        pair = prepare_pair(read(environment))
        for cluster in pair:
            cluster.place.settings.with_suffix(".local.conf").write_text("wal_compression = off\n")
        with running(pair):
            run(environment, "-m", "ops.migrating")
            yield home, environment, pair


def run(environment, *command):
    done = subprocess.run([sys.executable, *command], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def written(pair):
    """Let everything that is in memory be on the disk."""
    for cluster in pair:
        told = cluster.credentials
        with psycopg.connect(host=told.socket, port=5432, dbname=told.database, user=told.user("admin"), password=told.password("admin"), autocommit=True) as c:
            c.execute("CHECKPOINT")


def find(home, canaries):
    """Which canary lies in which part of the folder: `wal` and `tables` of each cluster, or another file."""
    found = set()
    for path in home.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix != ".py":
            content = path.read_bytes().lower()
            found |= {(name, part_of(path.relative_to(home))) for name, canary in canaries.items() if canary.lower().encode() in content}
    return found


def part_of(path):
    parts = path.parts
    if parts[0] != "pg":
        return parts[0]
    return f"{parts[1]} {'wal' if 'pg_wal' in parts else 'tables' if 'base' in parts else parts[2]}"


def test_the_bytes_lie_there_after_an_erasure_and_are_gone_after_housekeeping():
    with a_shop_of_its_own() as (home, environment, pair):
        run(environment, "-m", "tests.rights.life", "live")
        written(pair)
        assert find(home, PLAIN) >= {("email", "safe tables"), ("browser", "safe tables"), ("reason", "shop tables")}
        assert find(home, SEALED) == set(), "what is sealed never reaches the disk as it is"

        run(environment, "-m", "tests.rights.life", "sign_out")
        run(environment, "-m", "tests.rights.life", "erase")
        written(pair)
        left = find(home, PLAIN)
        assert ("email", "safe tables") in left, "the positive control: removed rows lie in their pages"
        assert ("browser", "safe tables") in left, "and so do rows that were removed long before she was erased"
        assert any(part.endswith("wal") for _name, part in left), "and in the log"

        run(environment, "-m", "tests.rights.life", "clear")
        assert find(home, PLAIN) == set()
        assert find(home, SEALED) == set()
