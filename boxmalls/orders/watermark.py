"""
A mark in every copy that a seller takes, so that a leak names the copy it came from.

The number of a copy stands in plain in a column of its own, and unseen behind every name: 40 bits in two characters without width
(U+200B, U+200C) between two word joiners (U+2060). One cell is enough. It survives sorting, cutting, a change of case, copying into
another program, Unicode normalisation and a change of encoding within Unicode. Whoever knows of it and filters such characters removes it, with the column.
"""

import re
from secrets import randbits

BITS = 40
ZERO, ONE, FENCE = "\u200b", "\u200c", "\u2060"
UNSEEN = re.compile(f"{FENCE}([{ZERO}{ONE}]{{{BITS}}}){FENCE}")
PLAIN = re.compile(r"\bC-([0-9A-F]{10})\b", re.IGNORECASE)


def new_copy() -> int:
    """The number of a new copy: 40 bits of chance."""
    return randbits(BITS)


def in_plain(copy: int) -> str:
    """The number as people read it: `C-0F3A…`."""
    return f"C-{copy:010X}"


def marked(words: str, copy: int) -> str:
    """Words with the unseen mark behind them; nothing stays nothing."""
    if not words:
        return words
    return words + FENCE + "".join(ONE if bit == "1" else ZERO for bit in f"{copy:0{BITS}b}") + FENCE


def copies_in(text: str) -> set[int]:
    """The numbers of the copies that a text was taken from."""
    unseen = {int(found[1].replace(ONE, "1").replace(ZERO, "0"), 2) for found in UNSEEN.finditer(text)}
    return unseen | {int(found[1], 16) for found in PLAIN.finditer(text)}
