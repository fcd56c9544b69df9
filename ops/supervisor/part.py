"""A part of the shop that runs as a child: started, heard, started again after a crash, and ended with all it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from config.env import PROJECT
from ops.supervisor.logs import LogFile
from ops.tether import tell_at_my_end

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0


class Part:
    """One child, in a process group of its own, so that what it starts ends with it."""

    def __init__(self, *, name: str, command: Sequence[str], log: Path, show: Callable[[str], None], environment: dict[str, str]) -> None:
        self.name = name
        self.command = list(command)
        self.show = show
        self.environment = environment
        self.log = LogFile(log, part=name, show=show)
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.pause = FIRST_PAUSE
        self.start_again_at: float | None = None

    def start(self) -> None:
        """Start it; it is told to end when this process does, however that comes."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=PROJECT,
            env=self.environment,
            process_group=0,
            preexec_fn=tell_at_my_end(signal.SIGTERM),  # noqa: PLW1509 -- started before any thread
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self.started_at = time.monotonic()
        self.start_again_at = None

    @property
    def output(self) -> int | None:
        """The descriptor that its words come from, while it lives."""
        return self.process.stdout.fileno() if self.process and self.process.stdout and not self.process.stdout.closed else None

    @property
    def has_failed(self) -> bool:
        """Whether it, or a process of its own, has ended by itself."""
        ended = self.process is not None and self.process.poll() is not None
        return ended or any("Unexpected exit from worker" in line for line in self.log.last)

    def listen(self) -> None:
        """Take what it has said since."""
        if self.output is None:
            return
        with suppress(BlockingIOError):
            while data := os.read(self.output, 65536):
                self.log.feed(data)

    def look_after(self, now: float) -> None:
        """If it has ended by itself, clear up after it and start it again, each time a little later."""
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start()
            return
        if self.process is None or self.process.poll() is None:
            return
        self.listen()
        if now - self.started_at > STEADY_AFTER:
            self.pause = FIRST_PAUSE
        self.show(f"{self.name} ended ({_manner(self.process.returncode)}); it starts again in {self.pause:g} s. Its log: {self.log.path}")
        self._kill_group()
        self._close_output()
        self.start_again_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def stop(self, within: float) -> None:
        """Ask it to end, give it time, then end it with all it started."""
        self.start_again_at = None
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            until = time.monotonic() + within
            while self.process.poll() is None and time.monotonic() < until:
                self.listen()
                time.sleep(0.02)
        self._kill_group()
        self.process.wait()
        self.listen()
        self._close_output()
        self.process = None
        self.log.close()

    def _kill_group(self) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _close_output(self) -> None:
        if self.process and self.process.stdout:
            self.process.stdout.close()


def python(*arguments: str) -> list[str]:
    """A command for this very Python."""
    return [sys.executable, *arguments]


def _manner(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
