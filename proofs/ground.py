"""The ground that proofs stand on: a shop of their own that truly runs, and every way to look at it from outside."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg
from psycopg.conninfo import make_conninfo

from proofs import walks
from proofs.people import Someone, someone
from proofs.visitor import Visitor

PROJECT = Path(__file__).resolve().parents[1]
OPENS_WITHIN = 600.0
# Nothing here outlives a power cut, and need not; what survives `kill -9` is not changed by it.
CLUSTER_SETTINGS = "fsync = off\n"


class NotHere(Exception):
    """What was waited for did not come."""


@dataclass(slots=True)
class Ground:
    """A shop that runs from `home` and answers on `port`; proofs may do with it what they like."""

    home: Path
    port: int
    environment: Mapping[str, str]
    process: "subprocess.Popen[str] | None" = None
    said: Path | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    # Pages.

    def http(self, host: str = "eu", **headers: str) -> Visitor:
        """A new visitor without a cookie and with a network address of their own, on the site `eu`, `tw` or `my`, or on a host of its whole name."""
        far, near = divmod(next(self._numbers) % 0x20000, 0x100)
        headers.setdefault("X-Forwarded-For", f"198.{18 + far // 0x100}.{far % 0x100}.{near}")  # RFC 2544: nobody's in the world.
        return Visitor(host=host if "." in host else f"{host}.localhost", port=self.port, headers=headers)

    def someone(self, *, site: str = "eu", seed: str = "") -> Someone:
        """Values for a person whom nobody else resembles; not known to the shop yet."""
        return someone(seed or f"{secrets.token_hex(4)}-{next(self._numbers)}", site=site)

    def open_account(self, visitor: Visitor, who: Someone) -> Visitor:
        """Make them an account by the pages; the same visitor, signed in."""
        walks.open_account(self, visitor, who)
        return visitor

    def signed_in(self, who: str | Someone, *, host: str = "eu") -> Visitor:
        """A new visitor who signs in: somebody with an account, or one of the demo's people by name (`lena`, `officer`)."""
        visitor = self.http(host)
        told = self.sign_ins()[who] if isinstance(who, str) else {"email": who.email, "password": who.password}
        walks.sign_in(visitor, email=told["email"], password=told["password"])
        return visitor

    # Databases.

    @property
    def shop_dsn(self) -> str:
        """The shop's database, as its superuser."""
        return self.dsn("shop")

    @property
    def safe_dsn(self) -> str:
        """The safe, as its superuser."""
        return self.dsn("safe")

    def dsn(self, cluster: str = "shop", role: str = "admin") -> str:
        """How to reach `shop` or `safe` as `admin` (superuser), `owner` (of the tables) or `app` (which serves)."""
        known = json.loads((self.home / "secrets" / f"{cluster}-database.json").read_text())
        return make_conninfo(host=known["socket"], port=5432, dbname=known["database"], user=f"boxmalls_{role}", password=known["passwords"][role])

    def connect(self, cluster: str = "shop", role: str = "admin") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection, each statement its own transaction."""
        return psycopg.connect(self.dsn(cluster, role), autocommit=True)

    def rows(self, statement: str, *values: Any, cluster: str = "shop") -> list[tuple[Any, ...]]:
        """What one statement says, as superuser."""
        with self.connect(cluster) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def force(self, statement: str, *values: Any) -> None:
        """Change something that no page and no rule would let anybody change, such as the time that has passed."""
        with self.connect() as forced, forced.transaction():
            forced.execute("SET LOCAL session_replication_role = replica")
            forced.execute(statement.encode(), values)

    # Commands, files, mail.

    def run(self, *arguments: str, fails: bool = False, feed: str = "") -> str:
        """
        What `boxmalls …` prints.

        :param fails: take an exit code other than 0, too.
        """
        command = [sys.executable, "-m", "ops", *arguments]
        done = subprocess.run(command, cwd=PROJECT, env=dict(self.environment), input=feed, capture_output=True, text=True, check=False)
        if done.returncode and not fails:
            raise NotHere(f"boxmalls {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout + (done.stderr if fails else "")

    def sign_ins(self) -> dict[str, dict[str, str]]:
        """The demo's people by the first part of their address: lena, brandt, corner, finance, officer, admin."""
        people = json.loads((self.home / "demo-sign-ins.json").read_text())
        return {person["email"].split("@")[0]: person for person in people}

    def mails(self, *, to: str = "") -> list[EmailMessage]:
        """Every mail that left, oldest first; those to one address if it is given."""
        paths = sorted((self.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        # The spool parts its mails by a line of dashes.
        parts = [part.strip() for path in paths for part in path.read_bytes().split(b"-" * 79) if part.strip()]
        found = [message_from_bytes(part, policy=policy.default) for part in parts]
        return [mail for mail in found if not to or to.lower() in str(mail["To"]).lower()]

    def wait_for[Found](self, what: Callable[[], Found], *, within: float = 240, words: str = "") -> Found:
        """
        The first answer that is true.

        :raises NotHere: if none comes in time.
        """
        until = time.monotonic() + within
        while not (found := what()):
            if time.monotonic() > until:
                raise NotHere(words or "It did not come in time.")
            time.sleep(0.1)
        return found

    def settle(self, *, within: float = 240) -> None:
        """Return when the worker has nothing left to do that was asked for by now."""
        waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND (scheduled_at IS NULL OR scheduled_at <= now())"
        quiet = 0
        until = time.monotonic() + within
        while quiet < 3:
            quiet = quiet + 1 if self.rows(waiting)[0][0] == 0 else 0
            if time.monotonic() > until:
                raise NotHere("The worker is still at work.")
            time.sleep(0.2)

    # Life.

    def stop(self, *, within: float = 30) -> None:
        """Stop the shop in order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(within)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def start(self) -> None:
        """
        Start the shop and return when it is open.

        :raises NotHere: with what it said, if it does not open.
        """
        self.said = self.home / "run-by-proofs.out"
        with self.said.open("ab") as told:
            command = [sys.executable, "-m", "ops", "run"]
            self.process = subprocess.Popen(command, cwd=PROJECT, env=dict(self.environment), stdout=told, stderr=told, text=True)
        until = time.monotonic() + OPENS_WITHIN
        while not self.is_open():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise NotHere(f"The shop did not open:\n{self.said.read_text(errors='replace')[-4000:]}")
            time.sleep(0.2)

    def is_open(self) -> bool:
        """Whether the shop serves pages."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                return json.loads(answer.read())["status"] == "ready"
        except OSError:
            return False


@contextmanager
def open_ground(*, environment: Mapping[str, str] | None = None) -> Iterator[Ground]:
    """
    A seeded shop in a folder of its own, gone afterwards.

    :param environment: variables of the shop, beside those that this sets.
    """
    home = Path(tempfile.mkdtemp(prefix="bm-proofs-"))
    home.chmod(0o711)
    ground = prepare_ground(home, environment=environment or {})
    try:
        ground.start()
        ground.force("UPDATE catalog_stock SET on_hand = on_hand + 5000 WHERE on_hand > 0")  # However much is tried, the first thing found is the same.
        yield ground
    finally:
        ground.stop()
        for link in [*(home / "pg").glob("*.socket"), home / "pg"]:
            if link.is_symlink():
                shutil.rmtree(link.resolve(), ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def prepare_ground(home: Path, *, environment: Mapping[str, str]) -> Ground:
    """A shop that is not open yet, and has nothing in its folder."""
    (home / "pg").mkdir(mode=0o711, exist_ok=True)
    for cluster in ("shop", "safe"):
        (home / "pg" / f"{cluster}.local.conf").write_text(CLUSTER_SETTINGS)
        (home / "pg" / f"{cluster}.local.conf").chmod(0o644)
    (home / "tmp").mkdir(mode=0o700, exist_ok=True)
    port = free_port()
    ours = {"BOXMALLS_HOME": str(home), "PORT": str(port), "BOXMALLS_ENV": "demo", "BOXMALLS_DEMO": "small", "TRUSTED_PROXIES": "1", "WORKERS": "1"}
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "BOXMALLS_PG_BIN", "BOXMALLS_PG_ACCOUNT")}
    kept["TMPDIR"] = str(home / "tmp")  # So that what the shop writes for a moment is seen, too.
    return Ground(home=home, port=port, environment={**kept, "PYTHONPATH": str(PROJECT), "BOXMALLS_TETHERED": "1", **ours, **environment})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
