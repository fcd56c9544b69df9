"""Writing the index. Whoever calls holds the writer's lock (`folder.writing`)."""

from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from boxmalls.search.index.entries import Entry, document
from boxmalls.search.index.schema import VERSION, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAP = 30_000_000
HEAP_FOR_ALL = 150_000_000
MARK = "@mark"

type Mark = tuple[int, int]


class Pen:
    """A writer that replaces products whole, so that writing the same again changes nothing."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def put(self, product_ids: Iterable[str], entries: Iterable[Entry]) -> None:
        """Replace what is known of these products."""
        for product_id in product_ids:
            self._writer.delete_documents_by_term("product", product_id)
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add products that are not there yet."""
        for entry in entries:
            self._writer.add_document(document(entry))

    def commit(self, mark: Mark) -> None:
        """Make it last, together with how far the outbox was read for it."""
        self._writer.delete_documents_by_term("product", MARK)
        made = tantivy.Document()
        made.add_text("product", MARK)
        made.add_text("mark", f"{VERSION}:{mark[0]}:{mark[1]}")
        self._writer.add_document(made)
        self._writer.commit()


@contextmanager
def pen(place: Path, *, new: bool = False) -> "Iterator[Pen]":
    """Write into an index; what was not committed when the block ends is gone."""
    index = tantivy.Index(schema(), str(place)) if new else tantivy.Index.open(str(place))
    writer = index.writer(HEAP_FOR_ALL if new else HEAP, 1)
    try:
        yield Pen(writer)
    finally:
        writer.wait_merging_threads()


def read_mark(searcher: tantivy.Searcher) -> Mark | None:
    """How far the outbox was read for this index; None if it was made by another version of this room."""
    hits = searcher.search(tantivy.Query.term_query(schema(), "product", MARK), 1).hits
    if not hits:
        return None
    version, transaction, fact = (searcher.doc(hits[0][1]).get_first("mark") or "0:0:0").split(":")
    return (int(transaction), int(fact)) if int(version) == VERSION else None
