"""From a page to bytes and headers: one way, whoever asked, so that the front and Django answer alike."""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from boxmalls.shop.asked import Asked
from boxmalls.shop.memory import Remembered, recall, wholes
from boxmalls.shop.page import Data, Elsewhere, Page, Part, Shown, compose, fill, kept_frame

HTML = "text/html; charset=utf-8"
JSON = "application/json"
# A browser keeps the page and asks each time whether it is still the same; nobody between keeps it.
KEEP = "private, no-cache"
VARY = "Accept-Language, Cookie, HX-Request, Sec-GPC"

type Tagged = tuple[int, str, bytes, str]  # Status, content type, body, entity tag.


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def answer(shown: Shown, asked: Asked, *, known_tag: str = "", context: Mapping[str, Any] | None = None) -> Answer:
    """Answer with what was made; with 304 and no body when the browser has it already."""
    headers = {"Cache-Control": KEEP, "Vary": VARY, "Content-Language": asked.language}
    key = None
    if isinstance(shown, Remembered):
        key, shown = shown.key, recall(shown)
    if isinstance(shown, Elsewhere):
        return Answer(301, headers={**headers, "Location": shown.address, "Content-Type": HTML, "Content-Length": "0"})
    if isinstance(shown, Part) and shown.address:
        headers["HX-Push-Url"] = shown.address
    if key is not None and context is None and isinstance(shown, Page):
        status, kind, body, tag = _whole(key, shown, asked)
    else:
        status, kind, body, tag = _tagged(*_text(shown, asked, context))
    if status == 200:
        headers["ETag"] = tag
        if known_tag and same_tag(tag, known_tag):
            return Answer(304, headers=headers)
    return Answer(status, body, {**headers, "Content-Type": kind, "Content-Length": str(len(body))})


def _whole(key: Hashable, page: Page, asked: Asked) -> Tagged:
    """A remembered page in the frame of those who bring nothing along, as bytes: kept while page and frame are the same."""
    pieces, key = kept_frame(asked), (key, asked.origin, asked.here)
    found = wholes.find(key)
    if found is not None and found.stamp[0] is page and found.stamp[1] == pieces:
        return found.value  # type: ignore[no-any-return]
    made = _tagged(page.status, HTML, fill(pieces, page, asked))
    if made[0] == 200:
        wholes.keep(key, made, (page, pieces), size=len(made[2]))
    return made


def _tagged(status: int, kind: str, text: str) -> Tagged:
    body = text.encode("utf-8", "replace")
    return status, kind, body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"' if status == 200 else ""


def _text(shown: Page | Part | Data, asked: Asked, context: Mapping[str, Any] | None) -> tuple[int, str, str]:
    if isinstance(shown, Data):
        return 200, JSON, shown.json
    if isinstance(shown, Part):
        return 200, HTML, shown.html
    return shown.status, HTML, compose(shown, asked, context)


def same_tag(tag: str, known: str) -> bool:
    """Whether a browser's `If-None-Match` names this tag; a proxy may have weakened it (RFC 9110, 13.1.2)."""
    return any(each.strip().removeprefix("W/") == tag for each in known.split(","))
