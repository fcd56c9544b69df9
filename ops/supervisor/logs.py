"""What the parts say: every line into a file, as JSON, rotated; on the console only what somebody should look at."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 10_000_000
KEPT = 5
LOUD = {"WARNING", "ERROR", "CRITICAL"}


class LogFile:
    """The log of one part."""

    def __init__(self, path: Path, *, part: str, show: Callable[[str], None]) -> None:
        self.path = path
        self.part = part
        self.show = show
        self.file = path.open("ab")
        self.rest = b""

    def feed(self, data: bytes) -> None:
        """Take what came out of the part, whole lines or not."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line.strip():
                self._write(line.decode(errors="replace"))
        self.file.flush()
        if self.file.tell() > LARGEST:
            self._rotate()

    def close(self) -> None:
        """Write what is left."""
        self.feed(b"\n")
        self.file.close()

    def _write(self, line: str) -> None:
        record = as_record(line, part=self.part)
        self.file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        if record["level"] in LOUD:
            self.show(f"{self.part}: {record['message']}")

    def _rotate(self) -> None:
        self.file.close()
        for number in range(KEPT - 1, 0, -1):
            older = self.path.with_name(f"{self.path.name}.{number}")
            if older.exists():
                older.replace(self.path.with_name(f"{self.path.name}.{number + 1}"))
        self.path.replace(self.path.with_name(f"{self.path.name}.1"))
        self.file = self.path.open("ab")


def as_record(line: str, *, part: str) -> dict[str, object]:
    """A line as a record: its own JSON where it is JSON, else with the level that its words give away."""
    if line.startswith("{"):
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if isinstance(record, dict) and "message" in record:
            return {"part": part, "level": "INFO", **record}
    return {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "part": part, "level": _level(line), "message": line.rstrip()}


def _level(line: str) -> str:
    head = line[:60].upper()
    for level in ("CRITICAL", "ERROR", "WARNING"):
        if level in head:
            return level
    return "ERROR" if line.startswith("Traceback (") else "INFO"
