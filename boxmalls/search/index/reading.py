"""Reading the index: one reader a process, which looks twice a second whether another index or a newer commit is there."""

import logging
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import tantivy

from boxmalls.search.asking.rescoring import Called, Candidate, called
from boxmalls.search.index import folder
from boxmalls.search.index.entries import CALLED, rank_of
from boxmalls.search.index.schema import schema

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.5
LONGEST_MEMORY = 256
MOST_RARITIES = 50_000
MOST_CALLED = 4096

type State = tuple[str, int]

# What goods are called, by `words_key`: the same in every state of the index, since another title has another key.
_called: dict[int, Called] = {}


@dataclass(slots=True)
class Reader:
    """One state of the index. `remember` keeps what was counted, for as long as the state lasts."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    state: State
    memory: dict[Any, Any] = field(default_factory=dict)
    rarities: dict[str, float] = field(default_factory=dict)

    def remember(self, key: Any, make: Any) -> Any:
        """The value kept under a key, made now if it is new."""
        if key not in self.memory:
            if len(self.memory) >= LONGEST_MEMORY:
                self.memory.clear()
            self.memory[key] = make()
        return self.memory[key]

    def rarity(self, word: str) -> float:
        """How telling a word is: the fewer goods know it, the more."""
        known = self.rarities.get(word)
        if known is None:
            if len(self.rarities) > MOST_RARITIES:
                self.rarities.clear()
            known = self.rarities[word] = math.log(1 + self.searcher.num_docs / (1 + self.searcher.doc_freq("text", word)))
        return known

    def count(self, query: tantivy.Query) -> int:
        """How many goods a query finds."""
        return self.searcher.search(query, 1, count=True).count or 0

    def product_ids(self, addresses: Sequence[tantivy.DocAddress]) -> tuple[str, ...]:
        """The goods at these places."""
        return tuple(self.searcher.doc(address)["product"][0] for address in addresses)

    def candidates(self, hits: Sequence[tuple[float, tantivy.DocAddress]]) -> list[Candidate]:
        """What was found, with its words: they are read from the index only for goods that were not found before."""
        places = [address for _score, address in hits]
        column = self.searcher.fast_field_values
        return [
            Candidate(_called.get(words) or self._read(words, place), score, bool(there), rank_of(int(key or 0)))
            for (score, place), words, there, key in zip(hits, column("words_key", places), column("in_stock", places), column("rank_key", places), strict=True)
        ]

    def _read(self, key: int, place: tantivy.DocAddress) -> Called:
        if len(_called) >= MOST_CALLED:
            for old in list(islice(_called, MOST_CALLED // 4)):
                _called.pop(old, None)
        doc = self.searcher.doc(place)
        made = _called[key] = called(doc["product"][0], *(_split(doc, name) for name in CALLED))
        return made


def is_index_trouble(trouble: BaseException) -> bool:
    """Whether the index itself failed. A panic inside tantivy is no `Exception`, and has no name that could be imported."""
    return isinstance(trouble, ValueError | OSError) or type(trouble).__name__ == "PanicException"


def _split(doc: tantivy.Document, field_name: str) -> tuple[str, ...]:
    return tuple((doc.get_first(field_name) or "").split())


class Shelf:
    """The reader of a process, renewed when there is something new."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: Reader | None = None
        self._looked_at = float("-inf")

    def reader(self) -> Reader | None:
        """The present state of the index; None if there is none, or it cannot be read."""
        if monotonic() - self._looked_at > LOOK_EVERY:
            with self._lock:
                self._renew()
        return self._reader

    def look_now(self) -> Reader | None:
        """Look without waiting for the next time."""
        with self._lock:
            self._renew()
        return self._reader

    def distrust(self) -> None:
        """The index could not be read: do not use it until it has changed."""
        with self._lock:
            self._reader = None

    def _renew(self) -> None:
        self._looked_at = monotonic()
        place = folder.current()
        state = _state(place)
        if place is None or state is None:
            self._reader = None
        elif self._reader is None or self._reader.state != state:
            self._reader = _open(place, state)


def _state(place: Path | None) -> State | None:
    try:
        return (place.name, os.stat(place / "meta.json").st_mtime_ns) if place else None
    except OSError:
        return None


def open_reader(place: Path, state: State = ("", 0)) -> Reader:
    """A reader of the index in a folder, as it is now."""
    index = tantivy.Index.open(str(place))
    index.config_reader(reload_policy="manual")
    index.reload()
    return Reader(index, index.searcher(), state)


def _open(place: Path, state: State) -> Reader | None:
    try:
        reader = open_reader(place, state)
        return reader if reader.index.schema == schema() else None
    except BaseException as trouble:
        if not is_index_trouble(trouble):
            raise
        logger.exception("search.unreadable")
        return None


shelf = Shelf()
