"""Templates of the shop window, found once."""

from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from boxmalls.ui.rendering import engine


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
