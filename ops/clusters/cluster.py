"""One PostgreSQL cluster: made once, started, stopped, and picked up again after any end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from config.env.credentials import USERS, Credentials
from ops.clusters.account import Account
from ops.clusters.binaries import Binaries
from ops.clusters.configuration import Settings, write_configuration
from ops.clusters.leftovers import clear_leftovers
from ops.clusters.place import Place
from ops.tether import tell_at_my_end
from ops.trouble import Trouble

READY_WITHIN = 60
STOPPED_WITHIN = 8
LARGEST_LOG = 5_000_000
QUIET_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Cluster:
    """A cluster whose postmaster is a child of this process, and ends with it."""

    def __init__(self, *, name: str, place: Place, account: Account, binaries: Binaries, settings: Settings, credentials: Credentials) -> None:
        self.name = name
        self.place = place
        self.account = account
        self.binaries = binaries
        self.settings = settings
        self.credentials = credentials
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_made(self) -> bool:
        """Whether there is a cluster on disk."""
        return (self.place.data / "PG_VERSION").exists()

    @property
    def durable(self) -> bool:
        """Whether it must outlive a power cut."""
        return self.settings.get("fsync") != "off"

    def make(self) -> None:
        """Make the cluster on disk; a half-made one is thrown away."""
        draft = self.place.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.give(draft)
        words = self._password_file()
        try:
            made = self._initdb(draft, words, "C.UTF-8")
            if made.returncode and "locale" in made.stderr:
                made = self._initdb(draft, words, "C")
        finally:
            words.unlink()
        if made.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise Trouble(f"PostgreSQL could not make the {self.name} cluster in {self.place.data}:\n{made.stderr.strip()}")
        draft.rename(self.place.data)

    def start(self) -> None:
        """
        Start the postmaster and return when it takes connections.

        :raises Trouble: with the end of its log, if it does not.
        """
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start the postmaster, clearing what a crash left; it takes no connections yet."""
        clear_leftovers(self.place.data, self.place.socket)
        write_configuration(self.place.settings, settings=self.settings, socket=self.place.socket)
        _rotate(self.place.log)
        command: list[str | Path] = [self.binaries / "postgres", "-D", self.place.data, "-c", f"config_file={self.place.settings}"]
        with self.place.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=QUIET_ENVIRONMENT,
                umask=0o077,
                start_new_session=True,
                preexec_fn=tell_at_my_end(signal.SIGINT),  # noqa: PLW1509 -- started before any thread
                **self.account.as_child,
            )

    def stop(self, *, within: float = STOPPED_WITHIN) -> None:
        """End all connections and stop cleanly; if that takes too long, at once (the next start recovers)."""
        if self.process is None:
            return
        for number, patience in ((signal.SIGINT, within), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)):
            if self.process.poll() is None:
                self.process.send_signal(number)
            try:
                self.process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def _initdb(self, data: Path, words: Path, locale: str) -> subprocess.CompletedProcess[str]:
        builtin = ["--locale-provider=builtin", f"--builtin-locale={locale}", "--locale=C"]
        words_for_locale = builtin if self.binaries.major >= 17 else [f"--locale={locale}"]
        command: list[str | Path] = [self.binaries / "initdb", "-D", data, "-U", USERS["admin"], f"--pwfile={words}", "--encoding=UTF8"]
        command += ["--auth=scram-sha-256", "--data-checksums", *words_for_locale, *([] if self.durable else ["--no-sync"])]
        return subprocess.run(command, capture_output=True, text=True, cwd="/", env=QUIET_ENVIRONMENT, check=False, **self.account.as_child)

    def _password_file(self) -> Path:
        handle, name = tempfile.mkstemp(dir=self.place.socket)
        os.write(handle, self.credentials.password("admin").encode())
        os.close(handle)
        self.account.give(Path(name))
        return Path(name)

    def wait_until_ready(self) -> None:
        """
        Return when it takes connections.

        :raises Trouble: with the end of its log, if it does not.
        """
        assert self.process is not None
        mark = self.place.data / "postmaster.pid"
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            lines = mark.read_text().split("\n") if mark.exists() else []
            if len(lines) > 7 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.02)
        self.stop()
        raise Trouble(f"The {self.name} database did not start. The end of {self.place.log}:\n{_end(self.place.log)}")


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def _end(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
