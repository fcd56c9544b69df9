"""Receipts of what other rooms keep: each says in `personal_data.py`, under `RECEIPTS`, what can be proven and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from boxmalls.privacy.rights.hooks import receipt_sources


class Signed(Protocol):
    """A row that can be proven: whose it is, and on which site it was made."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def site_code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Source:
    """
    One kind of proof of another room.

    :param listed: `person_id -> proofs`.
    :param row: a row by its number, or nothing.
    :param write: `(row, receipt_id, at) -> the fields of the receipt`.
    :param words: what it is and about what, for people.
    :param keeps: whether the text under a hash is kept byte for byte.
    """

    listed: Callable[[UUID], list[Any]]
    row: Callable[[UUID], Signed | None]
    write: Callable[[Any, UUID, datetime], dict[str, Any]]
    words: Callable[[Any], tuple[Any, Any]]
    keeps: Callable[[str], bool]


def sources() -> dict[str, Source]:
    """Every kind of proof that a room adds."""
    return receipt_sources()
