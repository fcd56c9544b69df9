"""Logs that cannot leak: a line is an event's name and allow-listed fields; messages, arguments and exception texts stay out."""

import json
import logging
import traceback
from datetime import UTC, datetime

ALLOWED = frozenset({"job", "status", "method", "route", "ms", "count", "site", "topic", "step", "rows", "command", "attempt", "worker", "engine"})
OURS = ("boxmalls", "config", "ops", "demo")


class AllowListed(logging.Formatter):
    """One JSON line an event. Text of third parties is cut to its template: values never enter a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg)[:200] if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line |= {name: value for name, value in record.__dict__.items() if name in ALLOWED and isinstance(value, int | float | str)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__qualname__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
        return json.dumps(line, ensure_ascii=False)
