"""
The scanner that proves an erasure: it looks for values in everything that the shop keeps.

Every column of every table of both databases, and every file of the folders that it is given, is searched for each value as it is,
with case folded, in UTF-16, in base64 (at each of its three offsets) and in hex.
"""

import gzip
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from .erasing.spool import spool_folders

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' AND NOT c.relispartition
ORDER BY 1
"""
ROWS_AT_ONCE = 2000
LEAST_BYTES = 4
SHORTER = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that was found: where, and in which shape. The value itself is not repeated."""

    where: str
    canary: int
    shape: str


def scan(canaries: Iterable[str], *, folders: Iterable[Path] | None = None, databases: Iterable[str] = ("default", "safe")) -> list[Hit]:
    """
    Look for values everywhere; an empty list is the proof.

    :param canaries: values of at least four bytes, so that a hit means something.
    :param folders: where files lie; the shop's own folders (media, mail, index, logs) if none are given.
    """
    shapes = [(number, shape, needle) for number, canary in enumerate(canaries) for shape, needle in shapes_of(canary).items()]
    hits = [hit for database in databases for hit in _scan_database(database, shapes)]
    for folder in kept_folders() if folders is None else folders:
        hits += _scan_folder(folder, shapes)
    return hits


NOT_FILES_OF_OURS = frozenset({"pg", "run", "keys", "secrets"})
"""Folders of the shop's home that hold the databases themselves, locks, and keys."""


def kept_folders() -> list[Path]:
    """Where the shop keeps files: the folders and files of its home, but for the databases' own and the keys, and the mail spool."""
    home = Path(settings.MEDIA_ROOT).parent
    inside = [path for path in home.iterdir() if path.name not in NOT_FILES_OF_OURS] if home.is_dir() else []
    return sorted({*inside, *(folder for folder in spool_folders() if folder.is_dir())})


def shapes_of(canary: str) -> Mapping[str, bytes]:
    """Every shape in which a value may lie around, by name, in lower case where case does not matter."""
    plain = canary.encode()
    if len(plain) < LEAST_BYTES:
        raise ValueError("Too short to mean anything.")
    shapes = {
        "plain": plain.lower(),
        "escaped": canary.encode("ascii", "backslashreplace").lower(),
        "utf-16-le": canary.lower().encode("utf-16-le"),
        "utf-16-be": canary.lower().encode("utf-16-be"),
        "hex": plain.hex().encode(),
    }
    for offset in range(3):
        for name, encode in (("base64", b64encode), ("base64url", urlsafe_b64encode)):
            core = encode(b"\0" * offset + plain).rstrip(b"=")
            start = (offset * 8 + 5) // 6
            end = (offset + len(plain)) * 8 // 6
            shapes[f"{name}+{offset}"] = core[start:end]
    return shapes


def find_in(content: bytes, shapes: Iterable[tuple[int, str, bytes]]) -> Iterator[tuple[int, str]]:
    """The values, by number and shape, that lie in some bytes."""
    folded = _fold(content)
    for number, shape, needle in shapes:
        if needle in (content if shape.startswith("base64") else folded):
            yield number, shape


def _fold(content: bytes) -> bytes:
    """Lower case for ASCII bytes, and for whatever else is text; UTF-16 stays in step."""
    folded = content.lower()
    try:
        return folded + b"\0\0" + content.decode().lower().encode()
    except UnicodeDecodeError:
        return folded


def _scan_database(database: str, shapes: list[tuple[int, str, bytes]]) -> Iterator[Hit]:
    with connections[database].cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(held)::text, held::text FROM {table} AS held")  # noqa: S608 the name comes quoted from the catalog
            found: set[tuple[int, str]] = set()
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                text = "\n".join(part for row in rows for part in row).encode()
                found |= set(find_in(text, shapes))
            yield from (Hit(f"{database}:{table}", number, shape) for number, shape in sorted(found))


def _scan_folder(folder: Path, shapes: list[tuple[int, str, bytes]]) -> Iterator[Hit]:
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = str(path).encode() + b"\0" + path.read_bytes()
            for unpacked in (content, _unpacked(path)):
                yield from (Hit(str(path), number, shape) for number, shape in find_in(unpacked, shapes))


def _unpacked(path: Path) -> bytes:
    """What a compressed file says."""
    content = path.read_bytes()
    if not content.startswith(SHORTER):
        return b""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return b""
