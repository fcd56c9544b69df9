"""Reading files of listings: CSV, JSON lines and Parquet, one row after the other, without holding the file in memory."""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boxmalls.catalog.importing.columns import COLUMNS, column_of

type Row = dict[str, Any]
FORMATS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
LONGEST_CELL = 1_000_000


class Unreadable(Exception):
    """The file as a whole cannot be read; `code` says why, in `problems.WORDS`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Broken:
    """A row that is there and cannot be understood."""


def digest_of(path: Path) -> str:
    """What is in a file, as a hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows(path: Path) -> Iterator[tuple[int, Row | Broken]]:
    """
    The rows of a file, numbered as its reader counts them: in CSV the heading is row 1.

    :raises Unreadable: when it is not a file of listings at all.
    """
    extension = path.suffix.lower()
    if extension in (".csv", ".tsv"):
        yield from _csv(path)
    elif extension in (".jsonl", ".ndjson"):
        yield from _json_lines(path)
    elif extension == ".parquet":
        yield from _parquet(path)
    else:
        raise Unreadable("format", formats=", ".join(FORMATS))


def count_rows(path: Path) -> int:
    """How many rows there are, for the progress bar; quick, and for CSV with line breaks in cells a little too high."""
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet

        try:
            return int(pyarrow.parquet.ParquetFile(path).metadata.num_rows)
        except Exception as error:
            raise Unreadable("parquet") from error
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        if path.stat().st_size:
            file.seek(-1, 2)
            lines += file.read(1) != b"\n"
    return max(0, lines - (path.suffix.lower() in (".csv", ".tsv")))


def _csv(path: Path) -> Iterator[tuple[int, Row | Broken]]:
    csv.field_size_limit(LONGEST_CELL)
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = csv.reader((line.replace("\0", "") for line in file), delimiter=_delimiter(path, encoding))
        headings = next(lines, None)
        if not headings:
            raise Unreadable("empty")
        columns = _columns(headings)
        number = 1
        while True:
            number += 1
            try:
                cells = next(lines, None)
            except csv.Error:
                yield number, Broken()
                continue
            if cells is None:
                return
            if any(cells):
                yield number, {column: cell for column, cell in zip(columns, cells, strict=False) if column}


def _columns(headings: list[str]) -> list[str | None]:
    columns = [column_of(heading) for heading in headings]
    missing = [column.name for column in COLUMNS if column.needed and column.name not in columns]
    if missing:
        raise Unreadable("columns", missing=", ".join(missing))
    return columns


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace") as file:
        heading = file.readline()
    return max("\t;,", key=heading.count)


def _json_lines(path: Path) -> Iterator[tuple[int, Row | Broken]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            yield number, _named(found) if isinstance(found, dict) else Broken()


def _parquet(path: Path) -> Iterator[tuple[int, Row | Broken]]:
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
    except Exception as error:
        raise Unreadable("parquet") from error
    _columns(file.schema_arrow.names)
    number = 0
    for batch in file.iter_batches(batch_size=2000):
        for found in batch.to_pylist():
            number += 1
            yield number, _named(found)


def _named(found: dict[str, Any]) -> Row:
    return {column: value for key, value in found.items() if value is not None and (column := column_of(str(key)))}
