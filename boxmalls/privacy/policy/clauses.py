"""The clause register: each sentence of the policy is carried out, a definition, or out of our hands; and what each clause means in plain words."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.register import Category, Occasion
from boxmalls.privacy.register.doors import Door, open_doors

from .actions import FIRST_TEXT
from .bindings import BINDINGS
from .notes import NOTES, SHUT, ClauseNote
from .splitting import Kind, Piece, split

FIRST_LANGUAGE = "en"
FIRST_TEXT_SHA256 = "9172ba46e4769ac2b3157c251a0383dc6f9d91c6e20f4a5d61733873e2dffce6"
"""The operator's policy as it was given to us: what the register speaks about."""

PROMISES = re.compile(r"\b(may|will|can|undertake|agree)\b")
"""A sentence with one of these words promises, permits or obliges."""


class Status(StrEnum):
    """Each sentence has exactly one."""

    BOUND = "bound"
    DECLARED = "declared"
    DISCLAIMED = "disclaimed"


STATUS_WORDS: dict[Status, Promise] = {
    Status.BOUND: _("Carried out"),
    Status.DECLARED: _("Definition"),
    Status.DISCLAIMED: _("Not ours"),
}

DECLARED: dict[str, Promise] = {
    "s-1-2-2": _("Gives examples of what the words mean."),
    "s-1-3-4": _("Says what the operator keeps for itself. How a change comes into force is the sentence before."),
}
DISCLAIMED: dict[str, Promise] = {
    "s-1-4-note": _("Speaks about what others do."),
    "s-1-4-note-2": _("Speaks about what others do."),
}
"""Sentences that are not bound, each with the reason."""


OCCASIONS: dict[str, Occasion] = {occasion.clause: occasion for occasion in Occasion}
CATEGORIES: dict[str, Category] = {category.clause: category for category in Category}
DOORS: dict[str, Door] = {**OCCASIONS, **CATEGORIES}


def is_shut(clause: str) -> bool:
    """Whether a clause names an occasion or a kind for which nothing is declared."""
    return clause in DOORS and clause not in open_doors()


def note_of(clause: str) -> ClauseNote | None:
    """What stands beside a clause today."""
    return SHUT.get(clause) if is_shut(clause) else NOTES.get(clause)


def statuses_of(sid: str) -> list[Status]:
    """Every status that somebody claims for a sentence. It must be one."""
    claimed = {Status.BOUND: BINDINGS.of(sid), Status.DECLARED: DECLARED.get(sid), Status.DISCLAIMED: DISCLAIMED.get(sid)}
    return [status for status, found in claimed.items() if found]


def status_of(sid: str) -> Status | None:
    """The status of a sentence; None for one that the register does not know, such as a new one in a later text."""
    return next(iter(statuses_of(sid)), None)


def reason_of(sid: str) -> Promise | None:
    """Why a sentence is not bound."""
    return DECLARED.get(sid) or DISCLAIMED.get(sid)


@cache
def sentences() -> dict[str, Piece]:
    """The sentences of the text that the register speaks about, by their ids."""
    return {piece.sid: piece for piece in split(FIRST_TEXT.read_text(encoding="utf-8")) if piece.kind is Kind.SENTENCE}


def clause_of(sid: str) -> str:
    """The clause in which a sentence stands: `s-3-3-2` stands in 3.3, `s-2-f-2` in 2.f."""
    return sentences()[sid].clause


def registered(piece: Piece, language: str = FIRST_LANGUAGE) -> str:
    """
    The id under which the register knows a sentence of any text: the same words are the same sentence, wherever they stand.

    Other words under a known id are another sentence; their id leads nowhere, and so to no status. A translation is known by its ids.
    """
    if language != FIRST_LANGUAGE:
        return piece.sid
    return _by_words().get(piece.text, "" if piece.sid in sentences() else piece.sid)


@cache
def _by_words() -> dict[str, str]:
    return {piece.text: sid for sid, piece in sentences().items()}


def problems(text: str | None = None) -> Iterator[str]:
    """
    What is wrong with the register, in words. Nothing, or the product does not start.

    :param text: another text to hold against the register, instead of the policy.
    """
    text = FIRST_TEXT.read_bytes().decode() if text is None else text
    pieces = split(text)
    if sha256("".join(piece.text for piece in pieces).encode()).hexdigest() != FIRST_TEXT_SHA256:
        yield "The sentences, put together with what stands between them, are not the policy's text."
    known = {piece.sid: piece for piece in pieces if piece.kind is Kind.SENTENCE}
    for sid, piece in known.items():
        claimed = statuses_of(sid)
        if not claimed:
            yield f"{sid} has no status{', and promises something' if PROMISES.search(piece.text) else ''}."
        elif len(claimed) > 1:
            yield f"{sid} has more than one status: {', '.join(claimed)}."
    for sid in (*DECLARED, *DISCLAIMED, *(sid for binding in BINDINGS for sid in binding.sids)):
        if sid not in known:
            yield f"{sid} is no sentence of the policy."
