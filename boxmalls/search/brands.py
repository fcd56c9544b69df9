"""How brands write themselves: read from the index once for each code, and kept."""

import tantivy

from boxmalls.search.asking.matching import term
from boxmalls.search.index.reading import Reader

MOST = 20_000
_shown: dict[str, str] = {}


def brand_titles(reader: Reader, codes: list[str]) -> dict[str, str]:
    """The names behind brand codes; a code that no goods have any more is left out."""
    if len(_shown) > MOST:
        _shown.clear()
    for code in codes:
        if code not in _shown:
            hits = reader.searcher.search(term("brand", code), 1, count=False).hits
            if hits:
                _shown[code] = _name(reader.searcher, hits[0][1])
    return {code: _shown[code] for code in codes if code in _shown}


def _name(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return searcher.doc(address).get_first("brand_shown") or ""
