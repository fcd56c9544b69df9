"""
The erasure ledger: who was erased, by number, known in three places that teach each other.

The safe has it as erasures, the shop as marks, and a file beside the shop's backups as lines. Whichever of them is lost, or comes back
from an older copy, learns from the others before anybody is served.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from boxmalls.privacy.models import ErasureMark
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy.vault.wrapping import key_store

logger = logging.getLogger(__name__)

FILE = "erased.ledger"
TAIL = 4096
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure, as all three places know it. It names nobody."""

    person_id: UUID
    erasure_id: UUID
    site_code: str
    receipt_sha256: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What the file says: entries whose signature holds, and what is wrong with the rest."""

    entries: list[Entry]
    problems: list[str]


def entry_of(known: Erasure | ErasureMark) -> Entry:
    """An erasure of the safe, or a mark of the shop, as an entry."""
    erasure_id = known.pk if isinstance(known, Erasure) else known.erasure_id
    return Entry(known.person_id, erasure_id, known.site_code, known.receipt_sha256, known.asked_at)


def mark_begun(erasure: Erasure, at: datetime) -> None:
    """Write an erasure into the shop's ledger."""
    ErasureMark.objects.bulk_create([ErasureMark(**asdict(entry_of(erasure)))], ignore_conflicts=True)


def mark_ended(erasure: Erasure, at: datetime) -> None:
    """Say in the shop that nothing of the person is left in it. A copy of the shop that says so has nothing to forget."""
    ErasureMark.objects.filter(person_id=erasure.person_id, ended_at=None).update(ended_at=at)


def write_line(erasure: Erasure, at: datetime) -> None:
    """Write an erasure into the file. A disk that is away does not keep anybody from being erased: the next backup writes what is missing."""
    try:
        append([entry_of(erasure)])
    except OSError:
        logger.warning("erasure.ledger-file-away")


def ledger_path() -> Path:
    """The file beside the shop's backups."""
    return Path(settings.BACKUP_FOLDER) / FILE


def append(entries: Iterable[Entry]) -> int:
    """Add lines, each signed over itself and the one before; returns how many."""
    count = 0
    with _open_to_append() as file:
        number, before = _last(file)
        for count, entry in enumerate(entries, start=1):
            line = _line(number + count, entry, before)
            before = line["mac"]
            file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return count


def catch_up() -> int:
    """Write into the file what the shop and the safe know and it does not; returns how many lines that took."""
    written = {entry.person_id for entry in read().entries}
    missing = {mark.person_id: entry_of(mark) for mark in ErasureMark.objects.all() if mark.person_id not in written}
    missing |= {erasure.person_id: entry_of(erasure) for erasure in Erasure.objects.all() if erasure.person_id not in written}
    return append(missing.values()) if missing else 0


def read(path: Path | None = None) -> LedgerFile:
    """
    The file's entries. A line whose signature holds counts even if its neighbours are gone: nobody comes back for a hole in a file.

    A last line that was broken off while it was written is none.
    """
    path = path or ledger_path()
    if not path.exists():
        return LedgerFile([], [])
    entries, problems, before = [], [], BEGINNING
    lines = path.read_bytes().split(b"\n")
    for number, raw in enumerate(lines[:-1], start=1):
        try:
            line = json.loads(raw)
            mac, entry = line.pop("mac"), _entry(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            problems.append(f"line {number} cannot be read")
            continue
        if mac != _mac(line):
            problems.append(f"line {number} was changed, or signed with another key")
            continue
        if line["prev"] != before:
            problems.append(f"before line {number} something is missing")
        before = mac
        entries.append(entry)
    return LedgerFile(entries, problems)


def people_in_file() -> set[UUID]:
    """Who stands in the file, not yet verified: enough to know whether it is worth reading."""
    found = set()
    path = ledger_path()
    for raw in path.read_bytes().split(b"\n")[:-1] if path.exists() else ():
        try:
            found.add(UUID(json.loads(raw)["person"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


@contextmanager
def _open_to_append() -> Iterator[BinaryIO]:
    path = ledger_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        path.chmod(0o600)
        yield file


def _last(file: BinaryIO) -> tuple[int, str]:
    """The number and the signature of the last whole line; a broken one after it is cut off."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    whole = tail[: tail.rfind(b"\n") + 1]
    if len(whole) != len(tail):
        file.truncate(size - len(tail) + len(whole))
    for raw in reversed(whole.split(b"\n")):
        try:
            line = json.loads(raw)
            return int(line["n"]), str(line["mac"])
        except (ValueError, KeyError, TypeError):
            continue
    return 0, BEGINNING


def _line(number: int, entry: Entry, before: str) -> dict[str, str]:
    line = {
        "n": str(number),
        "person": str(entry.person_id),
        "erasure": str(entry.erasure_id),
        "site": entry.site_code,
        "receipt": entry.receipt_sha256,
        "asked_at": entry.asked_at.isoformat(),
        "prev": before,
    }
    return {**line, "mac": _mac(line)}


def _entry(line: dict[str, str]) -> Entry:
    return Entry(UUID(line["person"]), UUID(line["erasure"]), line["site"], line["receipt"], datetime.fromisoformat(line["asked_at"]))


def _mac(line: dict[str, str]) -> str:
    return key_store().blind(b"erasure ledger\x1f" + json.dumps(line, sort_keys=True, separators=(",", ":")).encode()).hex()
