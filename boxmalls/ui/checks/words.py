"""No words in a template that gettext does not see: ``python -m boxmalls.ui.checks.words``."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from boxmalls.ui.checks.reading import HOLE, PACKAGE, Finding, Reader, strings_of, templates

SPOKEN = ("aria-label", "alt", "placeholder", "title", "aria-description", "data-on", "data-off")
GETTEXT = {"_", "linked", "gettext", "ngettext", "pgettext", "npgettext"}
# The brand, and names and numbers of the gallery's examples: proper nouns are not translated.
ALLOWED = {"BoxMalls", "Lena Krause", "Noord Schoenen", "Second Light", "Atelier Brandt", "Kamerahaus Lind"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Blocks that fill an attribute or an address of the frame.
NOT_SPOKEN = re.compile(r"""\b[\w-]+="[^"]*"|^\s*/[\w/#-]*""")
SENTENCE = re.compile(r"[A-Z][\w’']* \w|[.?!…]$")


def findings(package: Path = PACKAGE) -> Iterator[Finding]:
    """Yield every word that no translator would be shown."""
    for path in templates(package):
        source = path.read_text("utf-8")
        name = str(path.relative_to(package.parent))
        for line, words in _spoken(Reader(source)):
            if LETTERS.search(_without_allowed(words)):
                yield Finding(name, line, " ".join(words.replace(HOLE, "…").split()))
        for line, words, calls in strings_of(source):
            if SENTENCE.search(_without_allowed(words)) and LETTERS.search(words) and not calls & GETTEXT:
                yield Finding(name, line, f"in an expression: {words}")


def _spoken(reader: Reader) -> Iterator[tuple[int, str]]:
    yield from reader.texts
    for line, _tag, attributes in reader.tags:
        yield from ((line, attributes[name]) for name in SPOKEN if name in attributes)


def _without_allowed(words: str) -> str:
    words = NOT_SPOKEN.sub("", words)
    for allowed in ALLOWED:
        words = words.replace(allowed, "")
    return words


if __name__ == "__main__":
    found = list(findings())
    sys.stdout.writelines(f"{each}\n" for each in found)
    sys.exit(bool(found))
