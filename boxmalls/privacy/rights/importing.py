"""Taking in what somebody carried away from another shop, so that it is theirs here as it was there."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Brought, Person
from boxmalls.privacy.purposes import CARRYING
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.keys import make_key
from boxmalls.privacy.vault.models import Tombstone

from .exporting import FORMAT, exported_columns
from .hooks import importers

LARGEST = 64 * 1024 * 1024
MOST_ROWS = 100_000


class CannotImport(BadInput):
    """The file is not a download of this format, or cannot be taken in here; `why` says so."""

    code = "cannot-import"
    words = _("%(why)s")


def import_person(packed: bytes, *, at: datetime) -> Person:
    """
    Make the person of a download, with everything in it.

    Rows that a room can take as its own (profile, address book) become its rows; all others are kept sealed as they are. The file is read in
    memory, nothing of it is run or unpacked to a disk, and all of it is looked at before anything is written.

    :raises CannotImport: if it is no such file, names what this shop does not know, or somebody with this number is or was here.
    """
    said, files = _opened(packed)
    person_id, holdings = _person_of(said), _checked(said)
    if Person.objects.filter(pk=person_id).exists() or Tombstone.objects.filter(person_id=person_id).exists():
        raise CannotImport(why=_("Somebody with this number is here already, or was erased."))
    make_key(person_id, at)
    with transaction.atomic(), collecting(CARRYING, person=person_id, at=at):
        person = Person.objects.create(pk=person_id, kind=said["person"]["kind"], made_at=datetime.fromisoformat(said["person"]["made_at"]))
        for holding, rows in holdings:
            _take_in(holding, rows, files, person, at)
    for address in sorted(_addresses(holdings)):
        blind.put(person_id, kind="email", value=address, at=at)
    return person


def _take_in(holding: Holding, rows: list[dict[str, Any]], files: dict[str, bytes], person: Person, at: datetime) -> None:
    take = importers().get(holding.model)
    for position, row in enumerate(rows):
        if take and take(person.pk, row, at):
            continue
        beside = {name: b64encode(files[name]).decode() for name in row["values"].values() if isinstance(name, str) and name in files}
        Brought.objects.create(person=person, holding=holding.model, position=position, told=row | {"files": beside}, brought_at=at)


def rows_brought(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """What a person brought, by holding, each row as it stood in the download."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in Brought.objects.filter(person_id=person_id).order_by("holding", "position"):
        if row.told is not None:
            found.setdefault(row.holding, []).append(dict(row.told))
    return found


def files_of(row: dict[str, Any]) -> dict[str, bytes]:
    """The files that came with a row."""
    return {name: b64decode(content) for name, content in row.pop("files", {}).items()}


def _opened(packed: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        with ZipFile(BytesIO(packed)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise CannotImport(why=_("The file is larger than 64 MB."))
            said = json.loads(archive.read("export.json"))
            files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    except (BadZipFile, KeyError, ValueError) as wrong:
        raise CannotImport(why=_("This is not a download of this shop's format.")) from wrong
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise CannotImport(why=_("This is not a download of this shop's format."))
    return said, files


def _person_of(said: dict[str, Any]) -> UUID:
    try:
        person_id = UUID(said["person"]["id"])
        known = said["person"]["kind"] in {kind for kind, _name in Person.KINDS} and datetime.fromisoformat(said["person"]["made_at"]).tzinfo
    except (KeyError, TypeError, ValueError) as wrong:
        raise CannotImport(why=_("The download does not say whose it is.")) from wrong
    if not known:
        raise CannotImport(why=_("The download does not say whose it is."))
    return person_id


def _checked(said: dict[str, Any]) -> list[tuple[Holding, list[dict[str, Any]]]]:
    """Each table that this shop knows with its rows; anything unknown refuses the whole."""
    held = [(HOLDINGS.get(str(each.get("holding"))), each.get("rows", [])) for each in said.get("holdings", [])]
    known = [(holding, rows) for holding, rows in held if holding is not None and holding.person]
    if len(known) != len(held) or sum(len(rows) for _holding, rows in known) > MOST_ROWS:
        raise CannotImport(why=_("The download has tables that this shop does not know."))
    for holding, rows in known:
        columns = set(exported_columns(holding))
        if not all(isinstance(row.get("values"), dict) and "id" in row and set(row["values"]) <= columns for row in rows):
            raise CannotImport(why=_("The download has columns that this shop does not know."))
    return known


def _addresses(holdings: list[tuple[Holding, list[dict[str, Any]]]]) -> set[str]:
    """Email addresses among the values, so that the person can be found by them."""
    return {row["values"]["email"] for _holding, rows in holdings for row in rows if row["values"].get("email")}
