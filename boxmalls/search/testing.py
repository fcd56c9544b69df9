"""An index for tests: of made-up entries, or of what the test's database holds."""

import shutil
from collections.abc import Iterable
from itertools import count
from typing import Any

from boxmalls.search import catalogue, synonyms, titles
from boxmalls.search.actions.texts import put_texts
from boxmalls.search.index import folder
from boxmalls.search.index.entries import Entry
from boxmalls.search.index.reading import shelf
from boxmalls.search.index.writing import pen
from boxmalls.search.suggestions import forget_directories

_numbers = count(1)


def make_entry(title: str, **given: Any) -> Entry:
    """Something on sale on the site `eu`, by a number unless told otherwise."""
    number = next(_numbers)
    values = {"product_id": f"00000000-0000-7000-8000-{number:012d}", "site": "eu", "price_minor": 1000 + number, "created_at": 1_700_000_000 + number}
    return Entry(title=title, **{**values, **given})


def serve_index(entries: Iterable[Entry]) -> None:
    """Make an index of these entries and search it from now on."""
    with folder.writing(patient=True):
        fresh = folder.begin_new()
        with pen(fresh, new=True) as written:
            written.add(entries)
            written.commit((0, 0))
        folder.switch_to(fresh)
    forget_everything()


def index_goods() -> None:
    """Index what the test's database holds, without the outbox."""
    entries = [entry for some in catalogue.all_product_ids() for entry in catalogue.entries_of(some)]
    put_texts(entries)
    serve_index(entries)


def remove_index() -> None:
    """Let there be no index."""
    shutil.rmtree(folder.home(), ignore_errors=True)
    forget_everything()


def forget_everything() -> None:
    """Drop what this process remembers of indexes, names and synonyms."""
    titles.forget_titles()
    synonyms.forget_synonyms()
    forget_directories()
    shelf.look_now()
