"""
Looking whether it is true: how far back what lies in a store goes. What was before that is gone from it.

Where the worker cannot look, as where backups lie on another machine or were never made by us, nothing is said.
"""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from boxmalls.base.models import OutboxFact
from boxmalls.privacy.rights.models import Erasure, HousekeepingRun

from .stores import LOOKED_AT

logger = logging.getLogger(__name__)

DATABASE_OF = {"shop": "default", "safe": "safe"}
MARK, MANIFEST, KEYS, UNSEALED, UNFINISHED, LOG = "BACKUPS-OF", "manifest.json", "keys.json", "UNSEALED", ".unfinished-", "wal"
STAMP = "%Y%m%dT%H%M%SZ"
A_RUN = timedelta(hours=1)
"""Bytes are said to be gone since the run that cleared them began; it has ended so long after at most."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)
OLDEST_WORK = "SELECT min(at) FROM procrastinate_events"

RECORD = """
INSERT INTO rights_erasedstore (erasure_id, store, gone_at)
SELECT id, %s, %s FROM rights_erasure
WHERE all_gone_at IS NULL AND bytes_gone_at > %s AND bytes_gone_at < %s ON CONFLICT DO NOTHING
"""
ALL_GONE = """
UPDATE rights_erasure AS erasure SET all_gone_at = %s
WHERE all_gone_at IS NULL AND bytes_gone_at IS NOT NULL
  AND (SELECT count(*) FROM rights_erasedstore AS seen WHERE seen.erasure_id = erasure.id AND seen.store = ANY(%s)) = %s
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a store begins with this moment. Of what was before `not_before` that cannot be said."""

    begins_at: datetime
    not_before: datetime = LONG_AGO


def look_for_what_is_left(*, at: datetime) -> None:
    """Note of each erasure, and each store that nobody clears, that nothing as old as it lies there any more."""
    if not Erasure.objects.filter(bytes_gone_at__isnull=False, all_gone_at=None).exists():
        return
    with transaction.atomic(using="safe"), connections["safe"].cursor() as cursor:
        for code, look in LOOKS.items():
            if seen := _try(code, look, at):
                cursor.execute(RECORD, [code, at, seen.not_before, seen.begins_at])
        cursor.execute(ALL_GONE, [at, [store.code for store in LOOKED_AT], len(LOOKED_AT)])


def _try(code: str, look: "Callable[[datetime], Seen | None]", at: datetime) -> Seen | None:
    """A store that cannot be read says nothing, and does not stop the others."""
    try:
        return look(at)
    except (OSError, ValueError, KeyError, TypeError):
        logger.exception("housekeeping.cannot_look", extra={"topic": code})
        return None


def _queue(at: datetime) -> Seen:
    """The oldest job, and the oldest fact that waits for its readers."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_WORK)
        (oldest,) = cursor.fetchone() or (None,)
    fact = OutboxFact.objects.order_by("pk").values_list("written_at", flat=True).first()
    return Seen(min(moment for moment in (at, oldest, fact) if moment))


def _logs(at: datetime) -> Seen | None:
    """The first line of each part's log. The databases' own say nothing but their coming and going."""
    paths = [path for path in settings.LOG_FOLDER.glob("*.log*") if "-database.log" not in path.name]
    lines = [line for path in paths if (line := _first_line(path))]
    return Seen(min(at, *(_moment(json.loads(line)["at"]) for line in lines))) if lines else None


def _first_line(path: Path) -> bytes:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return file.readline()
    return b""


def _backups(at: datetime) -> Seen | None:
    """The oldest backup of either kind, and the oldest of the logs that are kept beside them."""
    found = [moment for kind, folder in _folders() for moment in _moments_in(kind, folder)]
    return Seen(min([at, *found])) if _both_are_here() else None


def _moments_in(kind: str, folder: Path) -> Iterator[datetime]:
    for path in folder.glob("2*/" + MANIFEST):
        yield _moment(json.loads(path.read_text())["started_at"]) - A_RUN
    for path in folder.glob(f"{UNFINISHED}*"):
        yield datetime.strptime(path.name.removeprefix(UNFINISHED)[:16], STAMP).replace(tzinfo=UTC) - A_RUN
    segments = [path.name for top in folder.glob(f"{LOG}*") for path in top.iterdir() if _is_segment(path.name)]
    if segments:
        yield _log_begins(kind, min(name[8:24] for name in segments))


def _is_segment(name: str) -> bool:
    return len(name) >= 24 and set(name[:24]) <= set("0123456789ABCDEF")


def _log_begins(kind: str, oldest: str) -> datetime:
    """Just after the run that began the log to which this segment belongs, the eight digits of its history left out."""
    runs = HousekeepingRun.objects.filter(cluster=DATABASE_OF[kind]).exclude(log_from="").order_by("-at").values_list("at", "log_from")
    return next((begun + timedelta.resolution for begun, first in runs.iterator() if first[8:24] <= oldest), LONG_AGO)


def _copies(at: datetime) -> Seen | None:
    """The first use of the oldest key that is still here. What was never sealed at all has no key that could be destroyed."""
    notes = [_read(folder / KEYS) for _kind, folder in _folders()]
    if not all(notes):
        return None
    used = [_moment(use["first_at"]) for note in notes if note for use in note.values()]
    plain = [_moment((folder / UNSEALED).read_text()) for _kind, folder in _folders() if (folder / UNSEALED).exists()]
    return Seen(min([at, *used]), max(plain, default=LONG_AGO))


def _folders() -> Iterable[tuple[str, Path]]:
    return ("shop", Path(settings.BACKUP_FOLDER)), ("safe", Path(settings.SAFE_BACKUP_FOLDER))


def _both_are_here() -> bool:
    return all((folder / MARK).exists() for _kind, folder in _folders())


def _read(path: Path) -> dict[str, Any] | None:
    return dict(json.loads(path.read_text())) if path.exists() else None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


LOOKS: "Mapping[str, Callable[[datetime], Seen | None]]" = {"queue": _queue, "logs": _logs, "backups": _backups, "copies": _copies}
