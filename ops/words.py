"""
The product's words: gather them from code and templates, and let the catalogues of the five languages follow.

English is the message id. `python -m ops.words gather` renews `locale/*/LC_MESSAGES/django.po` and keeps what is translated;
`compile` makes the `.mo` files that are read at run time; `missing` lists what no translator has seen yet.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
LOCALE = PROJECT / "locale"
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
LANGUAGES = {"zh_Hant": "zh_Hant_TW", "zh_Hans": "zh_Hans_CN", "ja": "ja", "ms": "ms"}
FOLDERS = ("boxmalls", "config", "demo")
METHODS = [("**/tests/**", "ignore"), ("**/testing.py", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python"), ("**/templates/**.*", "jinja2")]
OPTIONS = {"**/templates/**.*": {"extensions": "jinja2.ext.do", "trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_lazy": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "linked": (1,),
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def gathered() -> Catalog:
    """Every message of the source, in the order of files."""
    catalog = Catalog(project="BoxMalls", charset="utf-8", fuzzy=False)
    for folder in FOLDERS:
        found = extract_from_dir(PROJECT / folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True)
        for file, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
            catalog.add(message, None, [(f"{folder}/{file}", 0)], auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """A language's catalogue as it stands."""
    path = po_path(language)
    locale = LANGUAGES[language]
    if not path.exists():
        return Catalog(locale=locale, project="BoxMalls", charset="utf-8", fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=locale)


def po_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def gather() -> None:
    """Bring the catalogues up to date with the source; what is not used any more goes."""
    source = gathered()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        write_po(buffer, catalog, width=120, omit_header=False, sort_output=False, include_lineno=False, ignore_obsolete=True)
        po_path(language).write_bytes(_without_dates(buffer.getvalue()))


def compile_all() -> None:
    """Make the `.mo` files beside the catalogues."""
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(compiled(language))


def compiled(language: str) -> bytes:
    """A language's catalogue as it is read at run time; the same bytes for the same words, whenever they are made."""
    catalog, buffer = read(language), BytesIO()
    catalog.creation_date = catalog.revision_date = UNDATED
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing(language: str) -> Iterator[Message]:
    """Messages of the source that this language has no words for."""
    catalog = read(language)
    for message in gathered():
        if message.id and not _translated(catalog.get(message.id, message.context)):
            yield message


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _without_dates(text: bytes) -> bytes:
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Language-Team', b'"Report-Msgid')
    return b"\n".join(line for line in text.split(b"\n") if not line.startswith(dated))


def main(arguments: list[str]) -> int:
    """`gather`, `compile` or `missing`."""
    match arguments:
        case ["gather"]:
            gather()
        case ["compile"]:
            compile_all()
        case ["missing"]:
            counts = {language: sum(1 for _message in missing(language)) for language in LANGUAGES}
            print("\n".join(f"{language}: {count} without words" for language, count in counts.items()))
            return 1 if any(counts.values()) else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
