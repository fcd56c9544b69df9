"""
Whom an open visit names, kept so that it can be asked without opening any: a visit's words are packed, and an erasure must find all that name a person.

Beside each session stand keyed hashes of the addresses and numbers in its words. They are put there in the transaction that keeps the words, are only ever
added, and go with the session. A hash may thus outlive its word, never the other way round; whoever asks opens what was found and looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.sessions.models import Session

from boxmalls.accounts.signin.models import SessionName
from boxmalls.privacy.vault import blind

KIND = "session"
NUMBER = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}(?![0-9a-f])")
ADDRESS = re.compile(r"""[^\\\s"<>(),;:\[\]{}]+@[^\\\s"<>(),;:\[\]{}]+""")
BOUNDS = re.compile(r"[/?&=#|']")
"""May stand in an address, and between an address and what is around it."""


def names_in(kept: Any) -> frozenset[str]:
    """The addresses and numbers in what a session keeps: a text that is one, and each that stands within a longer text."""
    return frozenset(name for text in _texts(kept) for name in _names_of(text))


def note_names(session_key: str, names: Iterable[str]) -> None:
    """Put names beside a session. Twice is once; what stands there stays."""
    rows = [SessionName(session_id=session_key, mark=_mark(name)) for name in sorted(names)]
    SessionName.objects.bulk_create(rows, ignore_conflicts=True)


def sessions_naming(names: Iterable[str]) -> set[str]:
    """The keys of the sessions whose words hold one of these addresses or numbers. Costs what is found, however many are open."""
    wanted = {_spelled(name) for name in names}
    found = SessionName.objects.filter(mark__in=[_mark(name) for name in wanted]).values("session_id")
    return {session.pk for session in Session.objects.filter(pk__in=found) if _says(session.get_decoded(), wanted)}


def _says(kept: dict[str, Any], names: set[str]) -> bool:
    said = json.dumps(kept, default=str, ensure_ascii=False).lower()
    numbers = said.replace("-", "")
    return any(name in said or name in numbers for name in names)


def _texts(kept: Any) -> Iterator[str]:
    if isinstance(kept, dict):
        for key, value in kept.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(kept, list | tuple):
        for each in kept:
            yield from _texts(each)
    elif kept is not None and not isinstance(kept, bool | int | float):
        yield str(kept)


def _names_of(text: str) -> Iterator[str]:
    spelled = text.strip().lower()
    yield from (_spelled(number) for number in NUMBER.findall(spelled))
    if "@" in spelled:
        yield spelled
        for found in ADDRESS.findall(spelled):
            yield from (part.strip(".") for part in (found, *BOUNDS.split(found)) if "@" in part)


def _spelled(name: str) -> str:
    folded = name.strip().lower()
    return folded.replace("-", "") if NUMBER.fullmatch(folded) else folded


def _mark(name: str) -> bytes:
    return blind.digest(KIND, name)
