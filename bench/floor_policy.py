"""
The policy page of the floor: the questions that our page asks, word for word, each once on a kept and prepared connection.

Who reads (the session with its account), what every table holds about them, what is in force and what they accepted, what is in their basket. The
text is cut and escaped once. Beside each sentence goes a line of the reader's own. Nobody checks that the session is genuine, no word is translated.
"""

import json
import os
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

type Ask = Callable[[bytes, list[Any], str], list[tuple[Any, ...]]]

QUESTIONS: dict[str, str] = json.loads(os.environ.get("FLOOR_QUESTIONS", "{}"))
TEXT = b"SELECT t.text FROM privacy_policyversion v JOIN privacy_policytext t ON t.sha256 = v.text_id WHERE v.site_code = 'eu' ORDER BY v.number DESC LIMIT 1"


def page(session: str, person: str, at: Any, ask: Ask) -> str:
    """The page of one reader."""
    ask(_question("session"), [session, at], "safe")
    held = ask(_question("shop"), [person], "default")
    ((*_version, accepted_at),) = ask(_question("version"), ["eu", person], "default")
    ((basket,),) = ask(_question("basket"), [person, None], "default")
    held += ask(_question("safe"), [person], "safe")
    own = [f"<aside>{escape(label)} {escape(name)}: {rows}, {sum(values or ())}, {last}</aside>" for label, rows, values, last, name, _letters in held]
    lines = "".join(line + own[number % len(own)] for number, line in enumerate(_text(ask)))
    return f"<main>{basket} {accepted_at}{lines}</main>"


@cache
def _question(name: str) -> bytes:
    return QUESTIONS[name].encode()


_lines: list[str] = []


def _text(ask: Ask) -> list[str]:
    if not _lines:
        ((text,),) = ask(TEXT, [], "default")
        _lines[:] = [f'<p id="s{number}">{escape(line)}</p>' for number, line in enumerate(text.splitlines()) if line]
    return _lines
