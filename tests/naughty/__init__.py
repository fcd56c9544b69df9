"""Strings that have broken other people's software (Big List of Naughty Strings, MIT), and a few of ours."""

import json
from functools import cache
from pathlib import Path

OURS = (
    "\x00",
    "a\x00b",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202eright to left\u202c",
    "e\u0301" * 60,
    "中" * 5000,
    "a" * 100_000,
    "{{ 7 * 7 }}",
    "{% include 'ui/base.html' %}",
    "%(name)s",
    "%s%s%s%n",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\r\nSet-Cookie: session=1",
    "\ufeff",
    "\uffff",
)


@cache
def strings() -> tuple[str, ...]:
    """Every one of them."""
    theirs = json.loads((Path(__file__).parent / "strings.json").read_text("utf-8"))
    return (*theirs, *OURS)
