"""What a page needs to know of a request: less than a request, so that the front and Django ask alike."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from boxmalls.base.web import Request
from boxmalls.privacy.choices.signals import heard
from boxmalls.privacy.devices import asks


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page, as far as the page says something about them."""

    person_id: UUID | None = None
    is_account: bool = False
    cookies: tuple[str, ...] = ()


NOBODY = Visitor()


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question to a hot page: where, in which language, and what stood behind the question mark.

    `signal`: whether the browser's opt-out signal came along and is honoured. `asks`: whether nobody has answered yet what the device may keep.
    """

    site: Any
    language: str
    origin: str
    path: str
    query: QueryDict
    part: bool = False
    visitor: Visitor = field(default=NOBODY)
    signal: bool = False
    asks: bool = True

    @property
    def here(self) -> str:
        """The address of this very page, but for the language."""
        if not self.query:
            return self.path
        rest = [(name, value) for name, values in self.query.lists() if name != "language" for value in values]
        return f"{self.path}?{urlencode(rest)}" if rest else self.path

    def word(self, name: str, limit: int = 200) -> str:
        """A parameter as one line of text: trimmed, without control characters, of bounded length."""
        given = self.query.get(name, "")
        if not given:
            return ""
        return " ".join("".join(c if c.isprintable() else " " for c in given).split())[:limit]

    def words(self, name: str, limit: int = 40) -> tuple[str, ...]:
        """A parameter that may be given several times."""
        return tuple(dict.fromkeys(value for value in self.query.getlist(name)[:limit] if value))

    def number(self, name: str) -> int | None:
        """A parameter as a whole number from 0 up; anything else counts as not given."""
        given = self.query.get(name, "").strip()
        return int(given) if given.isascii() and given.isdigit() and len(given) <= 12 else None


def asked_of(request: Request) -> Asked:
    """The question that a Django request asks."""
    return Asked(
        site=request.site,
        language=request.LANGUAGE_CODE,
        origin=f"{request.scheme}://{request.get_host()}",
        path=request.path,
        query=request.GET,
        part=request.htmx and request.headers.get("HX-History-Restore-Request") != "true",
        visitor=visitor_of(request),
        signal=heard(),
        asks=asks(request),
    )


def visitor_of(request: Request) -> Visitor:
    """The visitor of a Django request; nobody when they brought nothing along."""
    if not request.COOKIES:
        return NOBODY
    signed_in = request.person_id is not None and request.user.is_authenticated
    return Visitor(request.person_id, signed_in, tuple(sorted(request.COOKIES)))
