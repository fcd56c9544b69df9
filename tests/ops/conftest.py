"""Shops to start, kill and start again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from config.env import PROJECT, read
from config.env.reading import names
from ops.clusters.leftovers import at_work
from ops.clusters.pair import prepare_pair, running
from ops.clusters.place import remove_place
from ops.supervisor.lock import holder


class LittleShop:
    """One folder, and the supervisor that runs from it, seen from outside."""

    def __init__(self, home):
        self.home = home
        self.port = free_port()
        self.said = []
        self.process = None

    def start(self):
        environment = {name: value for name, value in os.environ.items() if name not in names()}
        environment |= {"BOXMALLS_HOME": str(self.home), "PORT": str(self.port), "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-m", "tests.ops.little_shop"]
        self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._hear, args=(self.process.stderr,), daemon=True).start()
        return self

    def _hear(self, lines):
        with lines:
            self.said.extend(lines)

    def open(self):
        """Start, and wait until it says that it is open."""
        self.said.clear()
        self.start()
        wait_until(lambda: any("The shop is open" in line for line in self.said) or self.process.poll() is not None)
        assert self.process.poll() is None, "".join(self.said)
        return self

    def web_pid(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
            return int(answer.read())

    def answers(self):
        with suppress(OSError):
            return bool(self.web_pid())
        return False

    def postmaster(self, name="shop"):
        return int((self.home / "pg" / name / "postmaster.pid").read_text().split("\n")[0])

    def is_gone(self):
        return not self.answers() and holder(self.home) is None and not any(at_work(self.home / "pg" / name) for name in ("shop", "safe"))

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def folder():
    """A folder that every account may pass through, unlike pytest's."""
    made = Path(tempfile.mkdtemp(prefix="bm-test-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        remove_place(made)


@pytest.fixture(scope="session")
def made_home():
    """A folder with both clusters made, to copy: making them takes a second or two."""
    with folder() as home:
        with running(prepare_pair(read({"BOXMALLS_HOME": str(home)}))):
            pass
        yield home


@pytest.fixture
def little_shop(made_home):
    """A shop of one's own, closed, to start and kill."""
    with copied_shop(made_home) as shop:
        yield shop


@pytest.fixture(scope="module")
def open_shop(made_home):
    """An open shop that several tests share; it is open again when they have done with it."""
    with copied_shop(made_home) as shop:
        yield shop.open()


@contextmanager
def copied_shop(made_home):
    with folder() as home:
        subprocess.run(["cp", "-a", f"{made_home}/.", home], check=True)
        shop = LittleShop(home)
        try:
            yield shop
        finally:
            shop.close()
            wait_until(shop.is_gone)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, within=90):
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)
