"""From the text of a variable to its value; a ValueError says in words what would be right."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit


def one_of(*choices: str) -> Callable[[str], str]:
    """Accept one of these words only."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return parse


def folder(text: str) -> Path:
    """A path, absolute; it need not be there yet."""
    return Path(text).expanduser().absolute()


file = folder


def port(text: str) -> int:
    """A TCP port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("must be a whole number from 1 to 65535")
    return int(text)


def positive(text: str) -> int:
    """A whole number of at least one."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise ValueError("must be a whole number from 1 to 64")
    return int(text)


def days(text: str) -> int:
    """A number of days, ten years at most."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3660:
        raise ValueError("must be a whole number of days from 1 to 3660")
    return int(text)


def yes_or_no(text: str) -> bool:
    """The usual words for yes and no."""
    word = text.lower()
    if word in {"1", "yes", "true", "on"}:
        return True
    if word in {"0", "no", "false", "off"}:
        return False
    raise ValueError("must be yes or no")


def host(text: str) -> str:
    """One host name."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", text):
        raise ValueError("must be a host name, as relay.shop.example")
    return text.lower()


def hosts(text: str) -> tuple[str, ...]:
    """Host names with commas between; a leading dot takes in every name below."""
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if not re.fullmatch(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
            raise ValueError(f"must be host names with commas between, and {name!r} is none")
    return names


def header(text: str) -> str:
    """The name of an HTTP header."""
    if not re.fullmatch(r"[A-Za-z0-9-]+", text):
        raise ValueError("must be the name of a header, as X-Forwarded-Proto")
    return text


def database_url(text: str) -> str:
    """The address of a PostgreSQL database; checked here, taken apart by libpq's rules in databases.py."""
    parts = urlsplit(text)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ValueError("must look like postgresql://user:password@host:5432/database (PostgreSQL only)")
    return text


def log_level(text: str) -> str:
    """A level of Python's logging."""
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError("must be DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return text.upper()
