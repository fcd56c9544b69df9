"""The search of the floor: the same index folder opened bare, one query by tantivy's own parser, and the same facets counted in one pass."""

from functools import cache
from typing import Any

import tantivy

from config.env import env

FIELDS = ["title", "text", "brand_words", "category_words"]
COUNTED = {name: {"terms": {"field": name, "size": size}} for name, size in {"brand": 40, "seller": 40, "condition": 5, "learns": 5, "category": 60}.items()}
COUNTED["price"] = {"stats": {"field": "price"}}


def ask(words: str) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """The first 24 products that have all the words, and how many there are of each facet's values."""
    index, searcher = _open()
    text = index.parse_query(" ".join(f"+{word}" for word in words.split()), FIELDS)
    site = tantivy.Query.term_query(index.schema, "site", "eu")
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, text), (tantivy.Occur.Must, site)])
    hits = searcher.search(query, 24).hits
    counted = searcher.aggregate(query, COUNTED)
    facets = [(bucket["key"], bucket["key"], int(bucket["doc_count"])) for name in COUNTED if name != "price" for bucket in counted[name]["buckets"][:12]]
    return [searcher.doc(address)["product"][0] for _score, address in hits], facets


@cache
def _open() -> tuple[tantivy.Index, tantivy.Searcher]:
    home = env.home / "index"
    index = tantivy.Index.open(str(home / (home / "current").read_text(encoding="ascii").strip()))
    return index, index.searcher()
