"""From a page to bytes and headers: one way, whoever asked, so that the front and Django answer alike."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Data, Elsewhere, Page, Part, Shown, compose

HTML = "text/html; charset=utf-8"
JSON = "application/json"
# A browser keeps the page and asks each time whether it is still the same; nobody between keeps it.
KEEP = "private, no-cache"
VARY = "Accept-Language, Cookie, HX-Request"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def answer(shown: Shown, asked: Asked, *, known_tag: str = "", context: Mapping[str, Any] | None = None) -> Answer:
    """Answer with what was made; with 304 and no body when the browser has it already."""
    headers = {"Cache-Control": KEEP, "Vary": VARY, "Content-Language": asked.language}
    if isinstance(shown, Elsewhere):
        return Answer(301, headers={**headers, "Location": shown.address, "Content-Type": HTML, "Content-Length": "0"})
    if isinstance(shown, Part) and shown.address:
        headers["HX-Push-Url"] = shown.address
    status, kind, text = _text(shown, asked, context)
    body = text.encode("utf-8", "replace")
    if status == 200:
        headers["ETag"] = tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if known_tag and same_tag(tag, known_tag):
            return Answer(304, headers=headers)
    return Answer(status, body, {**headers, "Content-Type": kind, "Content-Length": str(len(body))})


def _text(shown: Page | Part | Data, asked: Asked, context: Mapping[str, Any] | None) -> tuple[int, str, str]:
    if isinstance(shown, Data):
        return 200, JSON, shown.json
    if isinstance(shown, Part):
        return 200, HTML, shown.html
    return shown.status, HTML, compose(shown, asked, context)


def same_tag(tag: str, known: str) -> bool:
    """Whether a browser's `If-None-Match` names this tag; a proxy may have weakened it (RFC 9110, 13.1.2)."""
    return any(each.strip().removeprefix("W/") == tag for each in known.split(","))
