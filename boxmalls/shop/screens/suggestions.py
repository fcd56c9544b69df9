"""Suggestions as one types."""

import json
from typing import Any

from boxmalls.search.queries import suggest
from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Data

MOST = 8


def show(asked: Asked) -> Data:
    """What the typed letters may become: words to search for, or a page to go to at once."""
    typed = asked.word("q")
    found = suggest(asked.site.code, asked.language, typed)[:MOST] if typed else []
    return Data(json.dumps({"suggestions": [_as_json(each) for each in found]}, ensure_ascii=False))
