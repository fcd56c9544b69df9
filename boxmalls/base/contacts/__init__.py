"""
Contact details in what people write to each other: found also where they are hidden, so that talk stays where both are protected.

Found are email addresses, telephone numbers, addresses of pages and names at messengers, as written, in full-width or other digits, spelled
out (`lena at example dot org`, `zero four one five …`), or drawn apart by spaces, dots and signs without width. Numbers of orders,
parcels, prices and sizes are not.

Every pattern is bounded: a text costs little more than its length.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from boxmalls.base.contacts.handles import handles_in
from boxmalls.base.contacts.links import links_in
from boxmalls.base.contacts.mails import mails_in
from boxmalls.base.contacts.numbers import digits_for_words, numbers_in


class Kind(StrEnum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Found:
    """One contact detail: what it is, and the piece of the text as compared (one spelling, not as typed)."""

    kind: Kind
    text: str


UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
ORDER = re.compile(r"\b[A-Z]{1,3}-[0-9A-Z]{4}(?:-[0-9A-Z]{2,12}){1,4}(?:-\d{1,3})?\b", re.IGNORECASE)
type Finder = Callable[[str], Iterator[re.Match[str]]]
WORDED: list[tuple[Kind, Finder]] = [(Kind.EMAIL, mails_in), (Kind.LINK, links_in), (Kind.HANDLE, handles_in)]


def find_contacts(text: str) -> list[Found]:
    """Every contact detail in a text, in no promised order; an empty list if there is none."""
    rest, found = ORDER.sub(" ", fold(text)), []
    for kind, finder in WORDED:
        hits = list(finder(rest))
        found += [Found(kind, hit[0].strip()) for hit in hits]
        rest = _blanked(rest, hits, " ")
    return found + [Found(Kind.PHONE, hit[0].strip()) for hit in numbers_in(digits_for_words(rest))]


def without_contacts(text: str, instead: str = "···") -> str:
    """The text with what `find_contacts` can point at taken out, for showing it all the same."""
    plain = fold(text)
    for _kind, finder in [*WORDED, (Kind.PHONE, numbers_in)]:
        plain = _blanked(plain, list(finder(plain)), instead)
    return plain


def fold(text: str) -> str:
    """One spelling for what looks the same: compatibility forms, decimal digits of every script, no signs without width. Capitals stay: they tell sentences."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.decimal(character)) if not character.isascii() and character.isdecimal() else character for character in plain)


def _blanked(text: str, hits: list[re.Match[str]], instead: str) -> str:
    for hit in reversed(hits):
        text = f"{text[: hit.start()]}{instead}{text[hit.end() :]}"
    return text
