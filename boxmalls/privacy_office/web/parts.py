"""The shapes of the desk's panels."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from boxmalls.base.web import Request


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where to go. `kind`: "", good, warn, bad."""

    value: str
    words: str
    href: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A panel of the desk."""

    title: Any
    words: Any = ""
    href: str = ""
    figures: list[Figure] = field(default_factory=list)
    rows: list[Figure] = field(default_factory=list)


def broken(parts: list[Part]) -> list[tuple[str, Figure]]:
    """What is not kept: each figure and row that is bad, with the panel that it stands in."""
    return [(str(part.title), each) for part in parts for each in (*part.figures, *part.rows) if each.kind == "bad"]


type PartOf = Callable[[Request, datetime], Part]
