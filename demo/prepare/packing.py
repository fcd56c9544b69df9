"""Reading the sources, and writing small files that are the same each time."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent.parent
DATA = DEMO / "data"


def pack(path: Path, text: str) -> None:
    """Write a text, compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.relative_to(DEMO.parent)}  {path.stat().st_size:,} bytes")


def pack_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as CSV, compressed; the columns are those of all rows, in the order of their first use."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    pack(path, out.getvalue())


def unpack(path: Path) -> io.TextIOBase:
    """Open a source, compressed or not."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")  # type: ignore[return-value]
    return path.open(encoding="utf-8", newline="")


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV."""
    with unpack(path) as lines:
        yield from csv.DictReader(lines)
