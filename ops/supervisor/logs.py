"""What the parts say: every line into a file, as JSON, rotated; on the console only what somebody should look at."""

import json
import re
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

LARGEST = 10_000_000
KEPT = 5
OLDEST = timedelta(days=7)
"""A file is begun anew each week, so that the oldest of five that are kept is six weeks old."""

MOST_SHOWN = 8
SHOWN_WITHIN = 60.0
LOUD = {"warning", "error", "critical"}


class LogFile:
    """The log of one part. Once the shop is open it is careful: what is not ours may hold what people told us."""

    def __init__(self, path: Path, *, part: str, show: Callable[[str], None]) -> None:
        self.path = path
        self.part = part
        self.show = show
        self.begun = begun_at(path)
        self.file = path.open("ab")
        self.rest = b""
        self.careful = False
        self.last: deque[str] = deque(maxlen=12)
        self.shown: dict[str, float] = {}

    def feed(self, data: bytes) -> None:
        """Take what came out of the part, whole lines or not."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line.strip():
                self._write(line.decode(errors="replace"))
        self.file.flush()
        if self.file.tell() > LARGEST or datetime.now(UTC) - self.begun > OLDEST:
            self._rotate()

    def close(self) -> None:
        """Write what is left."""
        self.feed(b"\n")
        self.file.close()

    def _write(self, line: str) -> None:
        record = as_record(line, part=self.part, careful=self.careful)
        self.file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self.last.append(str(record["event"]))
        if self.careful and record["level"] in LOUD:
            self._show(" ".join(str(record[key]) for key in ("event", "exception") if key in record))

    def _show(self, words: str) -> None:
        """Show it, unless it was shown just now or the console is being filled; the file has it all."""
        now = time.monotonic()
        self.shown = {known: at for known, at in self.shown.items() if now - at < SHOWN_WITHIN}
        if words not in self.shown and len(self.shown) < MOST_SHOWN:
            self.shown[words] = now
            self.show(f"{self.part}: {words}")

    def _rotate(self) -> None:
        self.file.close()
        for number in range(KEPT - 1, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            if older.exists():
                older.replace(self.path.with_name(f"{self.path.name}.{number + 1}"))
        self.path.replace(self.path.with_name(f"{self.path.name}.1"))
        self.begun = datetime.now(UTC)
        self.file = self.path.open("ab")


def begun_at(path: Path) -> datetime:
    """When the first line of a log was written; now, if there is none that says so."""
    with suppress(OSError, ValueError, KeyError, TypeError), path.open("rb") as file:
        begun = datetime.fromisoformat(json.loads(file.readline())["at"])
        return begun if begun.tzinfo else begun.replace(tzinfo=UTC)
    return datetime.now(UTC)


def as_record(line: str, *, part: str, careful: bool) -> dict[str, object]:
    """
    A line as a record: the product's own JSON as it is, anything else with the level that its words give away.

    :param careful: keep of a foreign line only what cannot hold a person's data.
    """
    if line.startswith("{"):
        with suppress(ValueError):
            record = json.loads(line)
            if isinstance(record, dict) and "event" in record:
                return {"part": part, "level": "info", **record}
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {"at": at, "level": _level(line), "part": part, "event": _safe(line) if careful else line.rstrip()}


def _level(line: str) -> str:
    head = line[:60].upper()
    for level in ("CRITICAL", "ERROR", "WARNING"):
        if level in head:
            return level.lower()
    return "error" if line.startswith("Traceback (") else "info"


def _safe(line: str) -> str:
    """The server's own lines and a traceback's places; of an exception its name without its message; of the rest its length."""
    if re.match(r"(\[\w+\] |Traceback \(|  File \")", line):
        return line[:300]
    if name := re.match(r"[A-Za-z_][\w.]*(Error|Exception|Warning|Exit|Interrupt|Refusal)\b", line):
        return name[0]
    return f"({len(line)} characters)"
