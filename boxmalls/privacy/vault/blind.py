"""The blind index: who has this email or phone, asked without storing either."""

import unicodedata
from datetime import datetime
from uuid import UUID

from .models import BlindEntry
from .wrapping import key_store


def put(person_id: UUID, *, kind: str, value: str, at: datetime) -> None:
    """Remember that this person can be found by this value. Twice is once."""
    BlindEntry.objects.get_or_create(kind=kind, digest=digest(kind, value), person_id=person_id, defaults={"put_at": at})


def find(kind: str, value: str) -> list[UUID]:
    """The persons with this value, the earliest first. Several may share an address; none is thereby proven."""
    return list(BlindEntry.objects.filter(kind=kind, digest=digest(kind, value)).order_by("put_at", "id").values_list("person_id", flat=True))


def drop(person_id: UUID, *, kind: str | None = None, value: str | None = None) -> int:
    """Forget one value, one kind, or all; returns how many went."""
    entries = BlindEntry.objects.filter(person_id=person_id)
    if kind is not None:
        entries = entries.filter(kind=kind)
    if kind is not None and value is not None:
        entries = entries.filter(digest=digest(kind, value))
    return entries.delete()[0]


def digest(kind: str, value: str) -> bytes:
    """The keyed hash under which a value is found."""
    return key_store().blind(f"{kind}\x1f{fold(kind, value)}".encode())


def fold(kind: str, value: str) -> str:
    """One spelling for what is the same: case and width for all, digits only for phones."""
    plain = unicodedata.normalize("NFKC", value).strip().casefold()
    if kind == "phone":
        return ("+" if plain.startswith("+") else "") + "".join(character for character in plain if character.isdigit())
    return plain
