"""The words of products in PostgreSQL, for when the index is not there."""

from collections.abc import Sequence

from boxmalls.base import sql
from boxmalls.search import catalogue
from boxmalls.search.index.entries import Entry, text_vector


def put_texts(entries: Sequence[Entry]) -> None:
    """Write the words of products for PostgreSQL, too."""
    texts = {entry.product_id: text_vector(entry) for entry in {entry.product_id: entry for entry in entries}.values()}
    if texts:
        sql.run(sql.read(catalogue.__file__, "put_texts.sql"), {"product_ids": list(texts), "words": list(texts.values())})
