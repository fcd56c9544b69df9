"""
The databases themselves die between the steps of an erasure, and everything that was not on the disk is lost.

The shop's steps are committed without waiting for the disk; a later commit that is waited for carries them there, and only then the safe
records that they are done. So whatever is lost is done again, and nobody is ever told that an erasure is done while something is left.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.env import PROJECT, read
from config.env.reading import names
from ops.clusters.pair import prepare_pair, running
from tests.ops.conftest import folder

pytestmark = pytest.mark.slow

FULL = os.environ.get("BOXMALLS_PROOF_SIZE", "small") == "full"
STEPS = ["ledger", "ledger-file", "mail", "sign-in", "first commit of rows", "rows", "tell", "key", "look-again", "ledger-end", "receipt"]
CRASHES = (
    [(step, crashed) for step in STEPS for crashed in (("shop",), ("safe",), ("shop", "safe"))]
    if FULL
    else [
        ("first commit of rows", ("shop",)),
        ("rows", ("shop",)),
        ("tell", ("shop",)),
        ("key", ("shop",)),
        ("look-again", ("shop", "safe")),
        ("receipt", ("shop", "safe")),
    ]
)
NOTHING_IS_WRITTEN_BY_ITSELF = "fsync = off\nautovacuum = off\ncheckpoint_timeout = 1h\nbgwriter_lru_maxpages = 0\nwal_writer_delay = 10s\n"
WRITERS = {"walwriter", "background writer", "checkpointer"}
WAITING = "SELECT pid, backend_type, wait_event_type FROM pg_stat_activity WHERE backend_type = ANY(%s)"


class Ground:
    """Two clusters that can be killed, and a process of the shop that is told what to do."""

    def __init__(self, pair, environment):
        self.clusters = {cluster.name: cluster for cluster in pair}
        self.environment = environment
        self.process = None

    def tell(self, do, **more):
        if self.process is None:
            command = [sys.executable, "-m", "tests.rights.crash_life"]
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )  # fmt: skip
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("="):
                return json.loads(line[1:])
        raise AssertionError("The shop's process ended.")

    def still(self, name):
        """Stop what writes the log to the disk by itself, while it waits and holds no lock."""
        left = set(WRITERS)
        with self.connect(name) as connection:
            while left:
                for pid, kind, waits in connection.execute(WAITING, [list(left)]).fetchall():
                    if waits == "Activity":
                        os.kill(pid, signal.SIGSTOP)
                        left.discard(kind)
                time.sleep(0.05)
                for pid, kind, waits in connection.execute(WAITING, [list(WRITERS - left)]).fetchall():
                    if waits != "Activity":  # It woke up just then.
                        os.kill(pid, signal.SIGCONT)
                        left.add(kind)

    def connect(self, name):
        known = self.clusters[name].credentials
        return psycopg.connect(host=known.socket, port=5432, dbname="postgres", user=known.user("admin"), password=known.password("admin"), autocommit=True)

    def crash(self, name):
        """Kill every process of a cluster at once, as a power cut would; it starts again from what is on the disk."""
        cluster = self.clusters[name]
        postmaster = cluster.process.pid
        os.kill(postmaster, signal.SIGSTOP)
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (*map(int, children), postmaster):
            os.kill(pid, signal.SIGKILL)
        cluster.process.wait()
        cluster.process = None
        cluster.start()


@pytest.fixture(scope="module")
def ground():
    with folder() as home:
        environment = {name: value for name, value in os.environ.items() if name not in names()}
        environment |= {"BOXMALLS_HOME": str(home), "BOXMALLS_ENV": "demo", "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(PROJECT)}
        pair = prepare_pair(read(environment))
        for cluster in pair:
            cluster.place.settings.with_suffix(".local.conf").write_text(NOTHING_IS_WRITTEN_BY_ITSELF)
        with running(pair):
            done = subprocess.run([sys.executable, "-m", "ops.migrating"], env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            it = Ground(pair, environment)
            try:
                it.tell("prepare")
                yield it
            finally:
                with it.process:
                    it.process.stdin.close()


def die(ground, *, after, crashed, guarded=True):
    """Somebody is erased as far as a step; then databases die, and come back."""
    someone = ground.tell("live")
    assert ground.tell("look", **someone)["words_found"], "what is looked for can be found"
    for name in ground.clusters:
        ground.still(name)
    assert ground.tell("erase", person=someone["person"], until=after, guarded=guarded)["taken"][-1] == after
    for name in ground.clusters:
        # What did not die goes on as if nothing had been.
        ground.crash(name) if name in crashed else wake(ground, name)
    return someone, ground.tell("look", **someone)


def wake(ground, name):
    with ground.connect(name) as connection:
        for pid, _kind, _waits in connection.execute(WAITING, [list(WRITERS)]).fetchall():
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize(("step", "crashed"), CRASHES)
def test_whatever_dies_nothing_is_said_done_that_is_not_and_it_is_done_in_the_end(ground, step, crashed):
    someone, seen = die(ground, after=step, crashed=crashed)
    if "rows" in seen["recorded"]:
        assert seen["left"] == []
        assert seen["person_marked"]
    assert seen["done"] == (step == "receipt")
    if seen["done"]:
        assert seen["ended_in_the_shop"]
        assert seen["words_found"] == []
    after = ground.tell("go_on", **someone)
    assert after["done"]
    assert after["ended_in_the_shop"]
    assert after["left"] == []
    assert after["words_found"] == []
    assert after["counted"]


def test_the_shop_loses_what_was_not_waited_for(ground):
    """That the crash is one: the step's work was there, and is gone."""
    _someone, seen = die(ground, after="rows", crashed=("shop",))
    assert "rows" not in seen["recorded"]
    assert seen["left"]


@pytest.mark.parametrize("step", ["key", "receipt"])
def test_if_the_shop_waited_for_nothing_an_erasure_would_be_said_done_that_is_not(ground, step):
    """The positive control: without the commit that is waited for, the safe says what the crash took back."""
    _someone, seen = die(ground, after=step, crashed=("shop",), guarded=False)
    assert "rows" in seen["recorded"]
    assert seen["left"]
    assert seen["done"] == (step == "receipt")
