"""
The gate: a web process answers nobody until the erasure ledgers of shop and safe are one.

Where nothing was restored it is open at once. Where something was, health says how far it has come, and all else is told to wait.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from boxmalls.base.clock import now

from .replaying import must_replay, replay
from .saga import STALE_AFTER

logger = logging.getLogger(__name__)

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LOCK = 0x6572617365
AGAIN_AFTER = 2.0
WAIT = b"This shop was restored from a backup. It opens as soon as everybody who was erased since is erased again.\n"


class Gate:
    """WSGI: in front of everything, shut until the replay is done."""

    def __init__(self, behind: Application) -> None:
        self.answer: Application = behind
        self.done, self.total = 0, 0
        if must_replay():
            self.behind, self.answer = behind, self._wait
            self.thread = Thread(target=self._open, name="replay", daemon=True)
            self.thread.start()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self.answer(environ, start_response)

    def _open(self) -> None:
        while self.answer == self._wait:
            try:
                with _one_at_a_time():
                    replay(at=now(), progress=self._progress, moving=now() - STALE_AFTER)
                self.answer = self.behind
            except DatabaseError:
                logger.exception("replay.failed")
                sleep(AGAIN_AFTER)
            finally:
                connections.close_all()

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def _wait(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/health/live":
            return _told(start_response, "200 OK", {"status": "live"})
        if path == "/health/ready":
            return _told(start_response, "503 Service Unavailable", {"status": "replaying", "done": self.done, "total": self.total})
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "10"), ("Content-Length", str(len(WAIT)))])
        return [WAIT]


def _told(start_response: Callable[..., Any], status: str, words: dict[str, Any]) -> list[bytes]:
    body = json.dumps(words).encode()
    start_response(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))])
    return [body]


class _one_at_a_time:  # noqa: N801 -- read as a verb
    """Several processes open at once; one does the work, and the others find it done."""

    def __enter__(self) -> None:
        with connections["safe"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])

    def __exit__(self, *_: object) -> None:
        with connections["safe"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def state_path() -> Path:
    """Where a replay says how far it has come, for `boxmalls health` before the port is open."""
    return Path(settings.MEDIA_ROOT).parent / "run" / "replaying.json"


def write_state(done: int, total: int) -> None:
    """Say how far it has come; now and then is enough."""
    if done > 1 and done % 25 and done != total:
        return
    path = state_path()
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"status": "replaying", "done": done, "total": total}))
    os.replace(draft, path)


def forget_state() -> None:
    """It is done."""
    state_path().unlink(missing_ok=True)
