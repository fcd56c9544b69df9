"""Addresses of pages."""

import re
from collections.abc import Iterator

from boxmalls.base.contacts.endings import COMMON, ENDINGS, NEVER_BARE, SAID, UNITS, starts_a_sentence, words
from boxmalls.base.contacts.mails import DOT_WORD, LABEL, POINTS_AT

PLAIN = re.compile(rf"(?<![a-z0-9])(?:https?://|www(?:\s{{0,3}}[.。]|\s{{1,3}}{DOT_WORD}\s))\s{{0,3}}[^\s，。、]{{1,2000}}", re.IGNORECASE)
NAMED = re.compile(
    rf"(?<![a-z0-9@])(?:(?P<before>{LABEL})[.。]){{1,4}}(?P<ending>[a-z]{{2,24}})(?![a-z0-9@-])(?P<path>[/:?][^\s，。、]{{1,2000}})?", re.IGNORECASE
)
ELSEWHERE = re.compile(r"(?:[\w-]{1,63}\.){1,4}(?P<ending>[^\W\da-z_]{2,24})(?!\w)", re.IGNORECASE)
SPELLED = re.compile(rf"(?<![a-z0-9])(?P<before>{LABEL}?)\s{{1,3}}(?:dot|punkt|titik)\s{{1,3}}(?P<ending>[a-z]{{2,24}})(?![a-z])", re.IGNORECASE)
TITLES = words("mr mrs ms dr prof st no nr vol ver art ref size qty pcs approx inc co jr sr ca inkl evtl tel bzw z.b d.h")
NAMES = frozenset({"asp.net", "ado.net", "paint.net", "will.i.am", "socket.io"})
NUMBERED = words("com net org cn tw hk jp nl de info cc")


def links_in(text: str) -> Iterator[re.Match[str]]:
    """Every address of a page, from left to right, none over another."""
    end = 0
    hits = [*PLAIN.finditer(text), *(hit for pattern, is_one in TESTED for hit in pattern.finditer(text) if is_one(hit))]
    for hit in sorted(hits, key=lambda hit: (hit.start(), -hit.end())):
        if hit.start() >= end:
            end = hit.end()
            yield hit


def _is_named(hit: re.Match[str]) -> bool:
    """A name with an ending; without a path not what is also a file, a unit, a name with a dot, or the start of a sentence."""
    ending, name = hit["ending"].lower(), hit[0].lower().replace("。", ".")
    if ending not in ENDINGS or name in NAMES:
        return False
    if hit["path"] and hit["path"][0] == "/":
        return not hit["before"].isdecimal() or ending not in UNITS
    if ending in NEVER_BARE or starts_a_sentence(hit["ending"]):
        return False
    if hit["before"].isdecimal():
        return ending in NUMBERED
    return name.count(".") > 1 or hit["before"].lower() not in TITLES


def _is_elsewhere(hit: re.Match[str]) -> bool:
    return hit["ending"].lower() in ENDINGS


def _is_spelled(hit: re.Match[str]) -> bool:
    """`firma dot com`; two letters alone are too often a word (`the dot in the middle`)."""
    return hit["ending"].lower() in SAID & COMMON and hit["before"].lower() not in POINTS_AT


TESTED = ((NAMED, _is_named), (ELSEWHERE, _is_elsewhere), (SPELLED, _is_spelled))
