"""
Orders, and cursors to go on from.

Where goods are sorted by a key, the cursor is the last key shown: what is added or goes in between shifts nothing. Where the
text decides, the cursor is a place in the order.
"""

import base64
import binascii
from dataclasses import dataclass

import tantivy

from boxmalls.search.asking.request import SearchRequest
from boxmalls.search.index.schema import schema

Q = tantivy.Query
DEEPEST = 10_000
HIGHEST_KEY = (1 << 63) - 1
FIELDS: dict[str, tuple[str, bool]] = {
    "price": ("price_key", True),
    "-price": ("price_key", False),
    "newest": ("new_key", False),
    "relevance": ("rank_key", False),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after a key, or after so many. Unreadable cursors lead to the start."""

    key: int | None = None
    offset: int = 0


def write_cursor(*, sort: str, key: int | None = None, offset: int = 0) -> str:
    """A cursor for the address of the next page."""
    text = f"{sort}:k{key}" if key is not None else f"{sort}:o{offset}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, sort: str) -> Place:
    """The place that a cursor names."""
    if not cursor or len(cursor) > 80:
        return Place()
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        of_sort, _colon, place = text.partition(":")
        number = int(place[1:])
    except (binascii.Error, ValueError):
        return Place()
    if of_sort != sort or not 0 <= number <= HIGHEST_KEY:
        return Place()
    return Place(key=number) if place[:1] == "k" else Place(offset=min(number, DEEPEST))


def is_by_key(request: SearchRequest, has_text: bool) -> bool:
    """Whether goods are sorted by a key of their own, not by how they fit the text."""
    return request.sort != "relevance" or not has_text


def beyond(field: str, upwards: bool, key: int) -> tantivy.Query:
    """The goods after this key."""
    low, high = (key + 1, HIGHEST_KEY) if upwards else (0, key - 1)
    if low > high:
        return Q.empty_query()
    return Q.range_query(schema(), field, tantivy.FieldType.Integer, low, high)
