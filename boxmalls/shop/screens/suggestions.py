"""Suggestions as one types."""

import json
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from boxmalls.search.queries import Suggestion, suggest
from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Data

MOST = 8


def show(asked: Asked) -> Data:
    """What the typed letters may become: words to search for, or a page to go to at once."""
    typed = asked.word("q")
    found = suggest(asked.site.code, asked.language, typed)[:MOST] if typed else []
    return Data(json.dumps({"suggestions": [_as_json(each) for each in found]}, ensure_ascii=False))


def _as_json(each: Suggestion) -> dict[str, Any]:
    if each.kind == "words":
        return {"words": each.text}
    if each.kind == "product":
        return {"words": each.text, "href": f"/products/{each.code}/-", "kind": each.hint}
    return {"words": each.text, "href": f"/search?{urlencode({each.kind: each.code})}", "kind": _("Category") if each.kind == "category" else _("Brand")}
