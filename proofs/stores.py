"""The kinds of store that a shop has, what lies in each of them, and a value to put into each, which has to be found."""

import base64
import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from proofs.people import someone
from proofs.places import Declared, Place, all_places
from proofs.shapes import Search

if TYPE_CHECKING:
    from proofs.ground import Ground

FILES = ("log", "media", "mail", "search", "exports", "tmp", "backups/shop", "backups/safe")
OF_DATABASES = tuple(f"pg/{cluster}/{folder}" for cluster in ("shop", "safe") for folder in ("base/pgsql_tmp", "pg_wal"))
PLANTED = {"planted": someone("planted in every store").email}

type Seen = set[tuple[str, str]]
"""A kind of store, and the name of a value that lies there."""


def found(search: Search, places: Iterable[tuple[str, Iterable[bytes]]]) -> Seen:
    """In which kinds of store which values lie."""
    return {(kind, each.value) for kind, pieces in places for piece in pieces for each in search(piece)}


def everything(ground: "Ground") -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every place of the shop, and all other files of its databases: the kind of store, and what is in it."""
    for place in all_places(ground, Declared()):
        yield kind_of_place(place), place.pieces
    for path in sorted((ground.home / "pg").rglob("*")):
        where = path.relative_to(ground.home)
        if path.is_file() and not path.is_symlink() and "base" not in where.parts:
            yield kind_of_file(where), _read(path)


def files(ground: "Ground") -> Iterator[tuple[str, Iterable[bytes]]]:
    """The stores of files beside the databases."""
    for path in sorted(path for folder in FILES for path in (ground.home / folder).rglob("*")):
        if path.is_file():
            yield kind_of_file(path.relative_to(ground.home)), _read(path)


def _read(path: Path) -> Iterator[bytes]:
    try:
        yield path.read_bytes()
    except FileNotFoundError:
        return  # A segment of the log that is deleted while we look.


def kind_of_place(place: Place) -> str:
    """`safe rows`, `shop index`, `mail`, …"""
    if place.name.startswith("file "):
        return kind_of_file(Path(place.name.removeprefix("file ")))
    if place.name.startswith("mail"):
        return "mail"
    cluster, _colon, rest = place.name.partition(":")
    kind = next((kind for kind in ("table", "index", "statistics", "temporary") if " " in rest and kind in rest.split(" ")[:3]), "rows")
    return f"{cluster} {kind}"


def kind_of_file(where: Path) -> str:
    """`log`, `mail`, `shop wal`, …"""
    if where.parts[0] != "pg":
        return where.parts[0]
    return f"{where.parts[1]} {'wal' if 'pg_wal' in where.parts else 'temporary' if 'pgsql_tmp' in where.parts else 'other files'}"


@contextmanager
def planted(ground: "Ground") -> Iterator[set[str]]:
    """A control: a value in every store of files, each time in another shape, for as long as the block; the kinds of store."""
    value = PLANTED["planted"]
    plain = value.encode()
    shapes = [plain.upper(), base64.b64encode(plain), value.encode("utf-16-le"), plain.hex().encode(), gzip.compress(plain), sha256(plain).digest()]
    paths = [ground.home / folder / f"{number}.planted" for number, folder in enumerate(FILES + OF_DATABASES)]
    made = [folder for path in paths for folder in (path.parent, path.parent.parent) if not folder.exists()]
    for path, shape in zip(paths, cycle(shapes), strict=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"something before " + shape + b" and after")
    try:
        yield {kind_of_file(path.relative_to(ground.home)) for path in paths}
    finally:
        for path in paths:
            path.unlink()
        for folder in made:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
