"""Templates as HTML: Jinja taken out, line numbers kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

PACKAGE = Path(__file__).parents[2]
HOLE = "\x00"
HOLE_IN_TAG = re.compile(f"(</?)h?{HOLE}")
HOLE_AFTER_TAG = re.compile(f"(<[a-z]+){HOLE}")
_lexing = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])  # noqa: S701


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to mend, and where."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


# Pages that people take with them, and so carry their style inside; their words are translated like all others.
TAKEN_ALONG = ("privacy/export.html",)


def templates(package: Path = PACKAGE) -> list[Path]:
    """Return every page template of every room."""
    return sorted(path for path in package.glob("*/templates/**/*.html") if not str(path).endswith(TAKEN_ALONG))


def html_of(source: str) -> str:
    """Return the markup, with a hole for each expression and nothing for each statement or translated passage."""
    parts: list[str] = []
    in_trans = False
    expecting_name = False
    for _line, kind, value in _lexing.lex(source):
        if kind == "block_begin":
            expecting_name = True
        elif expecting_name and kind == "name":
            in_trans = value == "trans" or (in_trans and value != "endtrans")
            expecting_name = False
        if kind == "data" and not in_trans:
            parts.append(value)
        else:
            parts.append((HOLE if kind == "variable_begin" else "") + "\n" * value.count("\n"))
    return HOLE_AFTER_TAG.sub(rf"\1 {HOLE}", HOLE_IN_TAG.sub(r"\1div", "".join(parts)))


def strings_of(source: str) -> Iterator[tuple[int, str, set[str]]]:
    """Yield each literal in expressions: its line, its text, and the names of the calls that it stands in."""
    calls: list[str] = []
    before = ""
    for line, kind, value in _lexing.lex(source):
        if kind == "operator" and value in "([{":
            calls.append(before if value == "(" else "")
        elif kind == "operator" and value in ")]}" and calls:
            calls.pop()
        elif kind == "string":
            yield line, value[1:-1], set(calls)
        elif kind == "block_begin":
            calls.clear()
        if kind not in ("whitespace", "data"):
            before = value


class Reader(HTMLParser):
    """Collects text and attributes with their lines."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[int, str]] = []
        self.tags: list[tuple[int, str, dict[str, str]]] = []
        self.feed(html_of(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0], tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append((self.getpos()[0], data))
