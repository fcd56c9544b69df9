"""Messages in the language that is active, for whatever says many of them at once: each is looked up once in each language."""

from functools import lru_cache

from django.utils.translation import get_language, gettext


def say(message: str) -> str:
    """The same as `gettext`."""
    return _said(message, get_language())


@lru_cache(maxsize=4096)
def _said(message: str, _language: str | None) -> str:
    return gettext(message)
