"""A number as bars that a scanner reads: Code 128, drawn as one SVG path so that it needs neither style nor script."""

from dataclasses import dataclass
from itertools import groupby

from barcode import Code128
from barcode.errors import BarcodeError

QUIET = 10
"""How many bars' widths stay white on either side; what the standard asks for."""


@dataclass(frozen=True, slots=True)
class Bars:
    """`path` is one unit high and `width` units wide, a unit being the thinnest bar."""

    width: int
    path: str


def bars_of(code: str) -> Bars | None:
    """The bars of a number; None where it holds what the code cannot say."""
    if not code or not code.isascii() or not code.isprintable():
        return None
    try:
        modules = Code128(code).build()[0]
    except BarcodeError:
        return None
    drawn, place = [], QUIET
    for dark, run in groupby(modules):
        width = len(list(run))
        if dark == "1":
            drawn.append(f"M{place} 0h{width}v1h-{width}z")
        place += width
    return Bars(place + QUIET, "".join(drawn))
