"""Templates of the shop window, found once."""

import re
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from boxmalls.ui.rendering import engine

MARK = re.compile("\0([a-z]+)\0")

type Pieces = tuple[str, ...]  # Text, name of a mark, text, …


@cache
def _template(name: str) -> Template:
    return engine().env.get_template(f"shop/{name}")


def draw(name: str, /, **words: Any) -> str:
    """A template of this room as text."""
    return template(name).render(words)


def template(name: str) -> Template:
    """A template of this room; looked for anew in development."""
    return engine().env.get_template(f"shop/{name}") if engine().env.auto_reload else _template(name)


def safe(html: str) -> Markup:
    """HTML of ours, made by a template before."""
    return Markup(html)  # noqa: S704


def mark(name: str) -> Markup:
    """A place that is filled in later."""
    return Markup(f"\0{name}\0")  # noqa: S704


def pieces(name: str, /, **words: Any) -> Pieces:
    """A template drawn with `mark("…")` where something else goes each time; its ends trimmed."""
    return split(draw(name, mark=mark, **words).strip())


def split(drawn: str) -> Pieces:
    """What was drawn, at its marks."""
    return tuple(MARK.split(drawn))


def filled(cut: Pieces, /, **said: str) -> str:
    """The pieces with something at each mark: HTML of ours, or escaped."""
    parts = list(cut)
    parts[1::2] = [said[name] for name in cut[1::2]]
    return "".join(parts)
