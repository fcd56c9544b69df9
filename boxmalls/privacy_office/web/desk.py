"""The desk of the person in charge: what waits, in one look."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy_office.web.office import OFFICER, show


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


type PartOf = Callable[[Request, datetime], Part]

PARTS: list[PartOf] = []
"""The panels in order: `part(request, at) -> Part`. A page of the office adds its own here."""


@open_to(OFFICER)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Every panel."""
    at = now()
    return show(request, "desk", {"parts": [part(request, at) for part in PARTS]})
