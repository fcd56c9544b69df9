"""Messages in the language that is active, for whatever says many of them at once: each is looked up once in each language."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

_spoken: ContextVar[str] = ContextVar("spoken", default="")


@contextmanager
def speaking() -> Iterator[str]:
    """Look once which language is active: within the block it stays."""
    token = _spoken.set(get_language() or "en")
    try:
        yield _spoken.get()
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language that is active."""
    return _spoken.get() or get_language() or "en"


def say(message: str) -> str:
    """The same as `gettext`."""
    return _said(message, spoken())


def say_number(one: str, many: str, number: int) -> str:
    """The same as `ngettext`."""
    return _said_number(one, many, number, spoken())


@lru_cache(maxsize=4096)
def _said(message: str, _language: str) -> str:
    return gettext(message)


@lru_cache(maxsize=4096)
def _said_number(one: str, many: str, number: int, _language: str) -> str:
    return ngettext(one, many, number)
