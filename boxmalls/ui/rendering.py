"""Pages from templates, and parts of pages for htmx."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.cache import patch_vary_headers
from jinja2 import Template
from markupsafe import Markup

FLASHES = "messages"
"""The frame's name for what the last act has to say."""


@cache
def engine() -> Jinja2:
    """Return the Jinja2 engine of the settings."""
    return next(engine for engine in engines.all() if isinstance(engine, Jinja2))


def render(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Answer with a whole page."""
    return HttpResponse(render_with(template, context_of(request, context)), status=status)


def render_with(template: str, context: Mapping[str, Any]) -> str:
    """Return a whole page as text, from all that it is given."""
    return engine().env.get_template(template).render(context)


def render_part(request: HttpRequest, template: str, block: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """
    Answer with one block of a page to an htmx request, and with the whole page to any other.

    The block is the one that the page itself would show, overriding and imports included.
    """
    page = engine().env.get_template(template)
    full = context_of(request, context)
    text = _block(page, block, full) if wants_part(request) else page.render(full)
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def render_text(template: str, context: Mapping[str, Any] | None = None) -> str:
    """Return a template as text, with nothing about a request: cards that are stored, mails, files."""
    return engine().env.get_template(template).render(context or {})


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; going back in history asks for the whole page."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def context_of(request: HttpRequest, context: Mapping[str, Any] | None) -> dict[str, Any]:
    """What every page is given, and what this one is given besides."""
    # Forms are trusted by where they come from (boxmalls.base.same_origin), so they carry no token and pages need no cookie.
    full: dict[str, Any] = {"request": request, "csrf_input": Markup(), "csrf_token": ""}
    for processor in engine().template_context_processors:
        full.update(processor(request))
    if context and FLASHES in context:
        raise ValueError(f"A page's own words cannot be called {FLASHES}: that is what the frame says once, above them.")
    full.update(context or {})
    return full


def _block(page: Template, block: str, values: dict[str, Any]) -> str:
    context = page.new_context(values)
    # The page runs up to its first word: that resolves what it extends and what it imports, and writes nothing.
    steps = page.root_render_func(context)
    next(iter(steps), None)
    text = "".join(context.blocks[block][0](context))
    cast(Any, steps).close()
    return text
