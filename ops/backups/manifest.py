"""What a backup says about itself: what it is of, when, by which versions, and the hash of every file in it."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from ops.trouble import Trouble

MANIFEST = "manifest.json"
FORMAT = 2
UNSEALED_ONLY = 1
"""The format before backups were sealed."""


class File(TypedDict):
    """One file of a backup: as it lies there; what it was before it was sealed; its wrapped key."""

    bytes: int
    sha256: str
    whole: NotRequired[int]
    key: NotRequired[str]


class Sealed(TypedDict):
    """A secret that a key of the key store wraps, bound to a number."""

    key: str
    id: str
    wrapped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of one backup."""

    kind: str
    way: str
    started_at: datetime
    finished_at: datetime
    product: str
    schema: str
    postgresql: str
    erased: int = 0
    keks: list[str] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    sealed: Sealed | None = None
    mac: str = ""
    holds_keys: str = "No key that opens it, no password, no signing key: those are kept apart (docs/keys.md)."

    @classmethod
    def read(cls, backup: Path) -> "Manifest":
        """
        The manifest of a backup.

        :raises Trouble: if it cannot be read.
        """
        try:
            told: dict[str, Any] = json.loads((backup / MANIFEST).read_text())
            if told.pop("format") not in (FORMAT, UNSEALED_ONLY):
                raise Trouble(f"{backup} was made by another version of the product, in a format that this one does not know.")
            times: dict[str, Any] = {name: datetime.fromisoformat(told.pop(name)) for name in ("started_at", "finished_at")}
            return cls(**times, **told)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Trouble(f"{backup / MANIFEST} cannot be read ({error}). Without it nobody can say whether the backup is whole.") from error

    def told(self) -> dict[str, Any]:
        """All that it says, but for the signature over it."""
        told = {"format": FORMAT, **asdict(self), "started_at": self.started_at.isoformat(), "finished_at": self.finished_at.isoformat()}
        del told["mac"]
        return told

    def write(self, backup: Path) -> None:
        """Write it last: a folder with a manifest is a whole backup."""
        with (backup / MANIFEST).open("w") as file:
            json.dump({**self.told(), "mac": self.mac}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())

    def problems(self, backup: Path) -> Iterator[str]:
        """What of the backup is not as it was made."""
        for name, told in self.files.items():
            path = backup / name
            if not path.is_file():
                yield f"{name} is missing"
            elif path.stat().st_size != told["bytes"]:
                yield f"{name} has {path.stat().st_size} bytes instead of {told['bytes']}"
            elif sha256_of(path) != told["sha256"]:
                yield f"{name} was changed: its hash is another"


def describe(backup: Path, *, known: dict[str, File]) -> dict[str, File]:
    """Every file of a backup with its size and hash; `known` ones are not read again."""
    found = (path for path in sorted(backup.rglob("*")) if path.is_file() and path.name != MANIFEST)
    return {
        name: known.get(name) or {"bytes": path.stat().st_size, "sha256": sha256_of(path)} for path in found if (name := path.relative_to(backup).as_posix())
    }


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
