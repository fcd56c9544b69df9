"""A whole shop for journeys: databases of its own, the demo's photographed goods, the web server and the worker as real processes."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from config.env import PROJECT
from ops.clusters.testing import Bench, suite_environment

STARTS_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop that runs: its port, its folder, and how to ask it things."""

    port: int
    home: Path
    environment: dict[str, str]

    def url(self, path: str = "/", *, site: str = "eu") -> str:
        """An address on one of its sites."""
        return f"http://{site}.localhost:{self.port}{path}"

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def sign_ins(self) -> dict[str, dict[str, str]]:
        """The demo's people, by the first part of their address: lena, brandt, corner, finance, officer, admin."""
        people: list[dict[str, str]] = json.loads((self.home / "demo-sign-ins.json").read_text())
        return {person["email"].split("@")[0]: person for person in people}

    def mails(self) -> list[str]:
        """Every mail that left, oldest first."""
        folder = self.home / "mail"
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)] if folder.exists() else []


@contextmanager
def open_shop(slot: Path, name: str, **variables: str) -> Iterator[Shop]:
    """A shop with the demo in it, for as long as the block. `variables` are put into its environment."""
    bench = Bench(slot, name)
    bench.make_home()
    bench.make_databases()
    port = _free_port()
    environment = suite_environment(os.environ, bench.home) | {
        "PORT": str(port),
        "BOXMALLS_ENV": "demo",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BOXMALLS_TETHERED": "1",
        **variables,
    }
    shop = Shop(port=port, home=bench.home, environment=environment)
    _run("-c", "import django; django.setup(); from demo.load import main; main(lambda *told: None, small=True)", shop=shop)
    parts = [
        _start(
            shop,
            "web",
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--blocking-threads",
            "4",
            "config.wsgi:application",
        ),
        _start(shop, "worker", "manage.py", "worker"),
    ]
    try:
        _wait_until_ready(shop, parts)
        yield shop
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            with suppress(subprocess.TimeoutExpired):
                part.wait(15)
            part.kill()
            part.wait()
        bench.drop_databases()


def _start(shop: Shop, name: str, *command: str) -> "subprocess.Popen[bytes]":
    log = shop.home / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        return subprocess.Popen([sys.executable, *command], cwd=PROJECT, env=shop.environment, stdout=file, stderr=file)


def _run(*command: str, shop: Shop) -> None:
    done = subprocess.run([sys.executable, *command], cwd=PROJECT, env=shop.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _wait_until_ready(shop: Shop, parts: "list[subprocess.Popen[bytes]]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with suppress(URLError, OSError), urllib.request.urlopen(f"http://127.0.0.1:{shop.port}/health/ready", timeout=5) as answer:
            if answer.status == 200:
                return
        if any(part.poll() is not None for part in parts):
            break
        time.sleep(0.2)
    logs = "\n".join(path.read_text(errors="replace")[-4000:] for path in (shop.home / "log").glob("*.log"))
    raise RuntimeError(f"The shop did not open.\n{logs}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
