"""What rooms say beyond their declarations, in `personal_data.py`: erasers, mergers, correctors, open business."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet

from .outcome import Outcome

type Eraser = Callable[[UUID, datetime], Outcome]
type Merger = Callable[[UUID, UUID, datetime], None]
type Sweeper = Callable[[QuerySet[Any], int], int]
type Importer = Callable[[UUID, dict[str, Any], datetime], bool]
type Stranger = Callable[[Any, UUID], frozenset[str]]
type Forgetter = Callable[[UUID, datetime], None]
type Finder = Callable[[Collection[UUID]], dict[UUID, str]]
type Corrector = Callable[[Model, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class OpenBusiness:
    """Something unfinished that an erasure would leave behind: a parcel on its way, a balance."""

    words: Any
    href: str = ""


def erasers() -> dict[str, Eraser]:
    """
    `ERASERS`: holdings that end in a way of their own. `(person_id, at) -> Outcome`, inside a transaction, called again after a crash.

    One that touches nothing but the person's own rows says so (`own_rows = True`) and shares its transaction; others have one for themselves.
    One that only takes the person out says from which column (`unlinks`), and is sent as SQL. One that goes further says which holdings call for it
    (`concerns`); one that does not say is always called.
    """
    return _gathered("ERASERS")


def mergers() -> dict[str, Merger]:
    """`MERGERS`: tables that cannot simply change their person. `(gone, into, at)`, inside the merging transaction."""
    return _gathered("MERGERS")


def sweepers() -> dict[str, Sweeper]:
    """
    `SWEEPERS`: holdings whose rows stay when their time is over, and only lose the person. `(rows, limit) -> how many`.

    One says which rows it has left to do (`left`, a `Q`), so that those that it has done are not counted as late.
    """
    return _gathered("SWEEPERS")


def correctors() -> dict[str, Corrector]:
    """`CORRECTORS`: what a room checks when a person corrects a row. `(row, changes)`; raises ValidationError."""
    return _gathered("CORRECTORS")


def importers() -> dict[str, Importer]:
    """`IMPORTERS`: how a room takes a row of a download as its own. `(person_id, row, at) -> whether it did`, inside a transaction."""
    return _gathered("IMPORTERS")


def objected() -> dict[str, Forgetter]:
    """`OBJECTED`: what a room forgets at once when somebody objects to a purpose. `{code of the purpose: (person_id, at)}`."""
    return _gathered("OBJECTED")


def restricted() -> list[Forgetter]:
    """`RESTRICTED`: what a room lent to others in somebody's stead and takes back in the moment of a restriction. A list of `(person_id, at)`."""
    return [close for module in _modules() for close in getattr(module, "RESTRICTED", ())]


def reached() -> list[Finder]:
    """`REACHED`: by which address a room reaches people who have no account. A list of `person_ids -> {person: address}`."""
    return [find for module in _modules() for find in getattr(module, "REACHED", ())]


def receipt_sources() -> dict[str, Any]:
    """`RECEIPTS`: what a room keeps that a signed receipt can prove. `{kind: Source}`, see `receipts/sources.py`."""
    return _gathered("RECEIPTS")


def strangers() -> dict[str, Stranger]:
    """`STRANGERS`: which columns of a person's row are about somebody else. `(row, person_id) -> columns`."""
    return _gathered("STRANGERS")


def open_business(person_id: UUID) -> list[OpenBusiness]:
    """`OPEN_BUSINESS`: a list of `person_id -> list[OpenBusiness]`, asked before an erasure is confirmed."""
    asked = (ask for module in _modules() for ask in getattr(module, "OPEN_BUSINESS", ()))
    return [business for ask in asked for business in ask(person_id)]


def _gathered(name: str) -> dict[str, Any]:
    return {label: verb for module in _modules() for label, verb in getattr(module, name, {}).items()}


@cache
def _modules() -> list[Any]:
    return [import_module(f"{config.name}.personal_data") for config in apps.get_app_configs() if find_spec(f"{config.name}.personal_data")]
