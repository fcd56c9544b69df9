"""`boxmalls run`: clusters, migrations, demo, web, worker; then watch, until told to stop."""

import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import Protocol

from config.env import Env
from ops.clusters.cluster import Cluster
from ops.clusters.pair import prepare_pair, start_all
from ops.clusters.place import make_home
from ops.supervisor.greeting import greet
from ops.supervisor.leftovers import end_leftovers, write_down
from ops.supervisor.lock import only_one
from ops.supervisor.part import Part
from ops.supervisor.parts import make_parts
from ops.supervisor.replaying import replay_erasures
from ops.supervisor.steps import check_port, load_demo_if_empty, migrate_if_needed
from ops.tether import end_with_my_parent
from ops.trouble import Trouble

TICK = 0.25
STOP_WITHIN = {"web": 3.0, "worker": 2.5}
ANSWERS_WITHIN = 60


class Step(Protocol):
    """Something to be done between the clusters and the parts."""

    def __call__(self, env: Env, *, show: Callable[[str], None]) -> None: ...


class MakeParts(Protocol):
    """Makes the parts, not started; the first is the web server."""

    def __call__(self, env: Env, *, show: Callable[[str], None]) -> list[Part]: ...


class Stopped(BaseException):
    """Somebody asked for the end; raised between two steps, wherever we are."""


class Supervisor:
    """Holds all parts of one shop."""

    def __init__(self, env: Env, *, parts: MakeParts = make_parts, prepare: Sequence[Step] = (migrate_if_needed, replay_erasures, load_demo_if_empty)) -> None:
        self.env = env
        self.make_parts = parts
        self.prepare = prepare
        self.clusters: list[Cluster] = []
        self.parts: list[Part] = []
        self.stopping = False

    def run(self) -> None:
        """Start everything, watch over it, and end it in order when told."""
        make_home(self.env.home)
        with only_one(self.env.home, port=self.env.port):
            (self.env.home / "log").mkdir(mode=0o700, exist_ok=True)
            end_leftovers(self.env.home)
            check_port(self.env)
            self._hear_signals()
            try:
                self._start()
                self._watch()
            except Stopped:
                pass
            finally:
                self.stopping = True
                self._stop()

    def _start(self) -> None:
        began = time.monotonic()
        self.clusters = prepare_pair(self.env)
        start_all(self.clusters)
        for step in self.prepare:
            step(self.env, show=self.show)
        self.parts = self.make_parts(self.env, show=self.show)
        web, *others = self.parts
        self._start_part(web)
        self._wait_for_first_answer(web)
        for part in others:
            self._start_part(part)
        for part in self.parts:
            part.log.careful = True
        greet(self.env, seconds=time.monotonic() - began)

    def _watch(self) -> None:
        while True:
            self._listen(TICK)
            now = time.monotonic()
            before = self._pids()
            for part in self.parts:
                part.look_after(now)
            if self._pids() != before:
                self._write_down()
            for cluster in self.clusters:
                if cluster.process is not None and cluster.process.poll() is not None:
                    self.show(f"The {cluster.name} database ended by itself; it starts again. Its log: {cluster.place.log}")
                    cluster.start()

    def _start_part(self, part: Part) -> None:
        part.start()
        self._write_down()

    def _wait_for_first_answer(self, web: Part) -> None:
        until = time.monotonic() + ANSWERS_WITHIN
        while not self._answers():
            self._listen(0.05)
            if web.has_failed or time.monotonic() > until:
                raise Trouble(f"The web server did not start. The end of {web.log.path}:\n" + "\n".join(web.log.last))

    def _answers(self) -> bool:
        connection = HTTPConnection(self.env.bind, self.env.port, timeout=10)
        try:
            connection.request("GET", "/health/live", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _listen(self, patience: float) -> None:
        with selectors.DefaultSelector() as selector:
            for part in self.parts:
                if part.output is not None and part.process and part.process.poll() is None:
                    selector.register(part.output, selectors.EVENT_READ, part)
            if not selector.get_map():
                time.sleep(patience)
            for key, _ in selector.select(patience) if selector.get_map() else ():
                key.data.listen()

    def _stop(self) -> None:
        started = bool(self.parts or self.clusters)
        if started:
            self.show("Stopping …")
        for part in self.parts:
            part.stop(STOP_WITHIN.get(part.name, 2.0))
        for cluster in reversed(self.clusters):
            cluster.stop(within=3)
        with suppress(OSError):
            (self.env.home / "run" / "parts.json").unlink()
        if started:
            self.show("Stopped.")

    def _force(self) -> None:
        """The second Ctrl-C: nothing is asked any more. The databases recover at the next start."""
        for part in self.parts:
            if part.process:
                with suppress(ProcessLookupError):
                    os.killpg(part.process.pid, signal.SIGKILL)
        for cluster in self.clusters:
            if cluster.process:
                cluster.process.send_signal(signal.SIGQUIT)

    def _hear_signals(self) -> None:
        def on_signal(_number: int, _frame: FrameType | None) -> None:
            if self.stopping:
                self._force()
                return
            self.stopping = True
            raise Stopped

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, on_signal)

    def _pids(self) -> list[int]:
        return [part.process.pid for part in self.parts if part.process]

    def _write_down(self) -> None:
        write_down(self.env.home, self._pids())

    @staticmethod
    def show(words: str) -> None:
        """Say something on the console."""
        print(words, file=sys.stderr, flush=True)


def run(env: Env) -> None:
    """Run the shop until it is told to stop."""
    if os.environ.pop("BOXMALLS_TETHERED", ""):
        end_with_my_parent()
    Supervisor(env).run()
