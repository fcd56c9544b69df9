"""A page in two parts: its inside, and its frame, which is the same for all who bring nothing along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from markupsafe import Markup, escape

from boxmalls.privacy.choices.sharing import shares
from boxmalls.privacy.devices.answering import optional
from boxmalls.privacy.policy.editions.noting import note_for
from boxmalls.shop.asked import Asked
from boxmalls.shop.kept import once_a_minute
from boxmalls.shop.links import aisles_of
from boxmalls.shop.memory import Remembered
from boxmalls.sites.queries import all_sites
from boxmalls.ui.formatting import bcp47
from boxmalls.ui.rendering import render_text

MARK = re.compile("\0([a-z]+)\0")


@dataclass(frozen=True, slots=True)
class Page:
    """
    The inside of a page, and what its frame says about it.

    `address` is the path with those parameters that make it another page; the language is not one of them. `asks`: whether it is a page
    on which to ask what the device may keep.
    """

    title: str
    main: str
    description: str = ""
    address: str = ""
    indexed: bool = True
    query: str = ""
    status: int = 200
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page, for htmx. `address` is that of the page which it makes; empty where the address stays."""

    html: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page has its one address elsewhere."""

    address: str


@dataclass(frozen=True, slots=True)
class Data:
    """JSON, for a script of ours."""

    json: str


type Shown = Page | Part | Data | Elsewhere | Remembered


def compose(page: Page, asked: Asked, context: Mapping[str, Any] | None = None) -> str:
    """Put a page into its frame: the kept one, or one made with `context` for somebody whom we know something about."""
    return fill(made_frame(context, asked.path) if context else kept_frame(asked), page, asked)


def fill(pieces: tuple[str, ...], page: Page, asked: Asked) -> str:
    """A frame with a page in it."""
    said = {
        "title": str(escape(page.title)),
        "head": head(page, asked),
        "main": page.main,
        "query": str(escape(page.query)),
        "path": str(escape(asked.here)),
        "ask": asking(asked) if page.asks and asked.asks else "",
    }
    return "".join(said[piece] if index % 2 else piece for index, piece in enumerate(pieces))


def kept_frame(asked: Asked) -> tuple[str, ...]:
    """The frame for those who bring nothing along."""
    at_aisle = asked.path if any(href == asked.path for _name, href in aisles_of(asked.site, asked.language)) else ""
    key = ("frame", asked.site.code, asked.language, at_aisle, asked.signal, shares())
    return once_a_minute(key, lambda: _frame_of_nobody(asked, at_aisle))


def _frame_of_nobody(asked: Asked, at_aisle: str) -> tuple[str, ...]:
    with translation.override(asked.language):
        return made_frame({**context_of_nobody(asked.site, asked.language), "signal": asked.signal}, at_aisle)


def asking(asked: Asked) -> str:
    """The question what this device may keep; the same for everybody, but for the way back."""
    said = once_a_minute(("asking", asked.language), lambda: _asking_in(asked.language))
    return said.replace(mark("path"), str(escape(asked.here)))


def _asking_in(language: str) -> str:
    with translation.override(language):
        return str(render_text("privacy/asking_part.html", {"entries": optional(), "next": mark("path")}))


def context_of_nobody(here: Any, language: str) -> dict[str, Any]:
    """What the frame shows to those of whom we know nothing."""
    names = dict(settings.LANGUAGES)
    return {
        "site": here,
        "sites": all_sites(),
        "language": language,
        "languages": [(code, names[code]) for code in here.languages],
        "theme": "auto",
        "signed_in": False,
        "cart_count": 0,
        "messages": (),
        "policy_news": note_for(here.code, language, None),
        "aisles": aisles_of(here, language),
        "shares": shares(),
    }


def made_frame(context: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """A frame as text and marks in turn: text, name of a mark, text, …"""
    at_aisle = any(href == path for _name, href in context["aisles"])
    given = {**context, "mark": mark, "query": mark("query"), "path": path if at_aisle else mark("path")}
    return tuple(MARK.split(render_text("shop/frame.html", given)))


def mark(name: str) -> Markup:
    """A place in the frame that is filled in later."""
    return Markup(f"\0{name}\0")  # noqa: S704


def head(page: Page, asked: Asked) -> str:
    """What search engines and previews read: description, the one address, the other languages."""
    lines = []
    if page.description:
        lines.append(f'<meta name="description" content="{escape(page.description)}">')
    if not page.indexed:
        lines.append('<meta name="robots" content="noindex, follow">')
    elif page.address:
        lines.append(f'<link rel="canonical" href="{escape(_whole(page.address, asked.language, asked))}">')
        if len(asked.site.languages) > 1:
            lines += [f'<link rel="alternate" hreflang="{bcp47(code)}" href="{escape(_whole(page.address, code, asked))}">' for code in asked.site.languages]
            lines.append(f'<link rel="alternate" hreflang="x-default" href="{escape(asked.origin + page.address)}">')
    return "\n".join(lines)


def in_language(address: str, language: str, here: Any) -> str:
    """An address that always answers in this language; the site's own language needs no saying."""
    if language == here.default_language:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'language': language})}"


def _whole(address: str, language: str, asked: Asked) -> str:
    return asked.origin + in_language(address, language, asked.site)
