"""
Pages that are the same for everybody but for a few places: drawn once from their template, with a mark at each such place.

For each reader the places are filled by hand. Only what is the same for all is kept, so nothing of anybody stays in the process.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from markupsafe import Markup

from .rendering import context_of, render_text, render_with

MOST = 64
BASKET = "basket"
MARK = re.compile("\0([^\0]+)\0")

type Slot = Callable[[str], Markup]
type Words = Callable[[Slot], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as text and names of places in turn; `beside` are the sites that its frame names."""

    pieces: tuple[bytes, ...]
    names: tuple[str, ...]
    beside: Any

    def filled(self, slots: Mapping[str, str]) -> bytes:
        """The page of one reader."""
        own = "\0".join(map(slots.__getitem__, self.names)).encode().split(b"\0")
        return b"".join(chain.from_iterable(zip_longest(self.pieces, own, fillvalue=b"")))


def render_filled(request: HttpRequest, template: str, words: Words, slots: Mapping[str, str], *, key: Hashable) -> HttpResponse:
    """
    Answer with a whole page.

    :param words: what the template is given, by a function that says what stands in each place.
    :param slots: what stands there for this reader.
    :param key: with the template, all that the words depend on.
    """
    context = context_of(request, None)
    if is_said_once(context):
        return HttpResponse(render_with(template, context | dict(words(lambda name: Markup(slots[name])))))  # noqa: S704 our own words
    drawn = _drawn(template, context, words, (template, key, request.get_host(), *_frame(context)))
    return HttpResponse(drawn.filled({**slots, BASKET: _basket(int(str(context.get("cart_count") or 0)), get_language() or "en")}))


def is_said_once(context: Mapping[str, Any]) -> bool:
    """Whether the frame has something to say that is not said to everybody, so that the page is rendered like any other."""
    return bool(settings.DEBUG or context.get("policy_news") or len(context.get("messages") or ()))


def mark(name: str) -> Markup:
    """A place that is filled later."""
    return Markup(f"\0{name}\0")  # noqa: S704


def _frame(context: Mapping[str, Any]) -> tuple[Hashable, ...]:
    """What the frame of a page depends on, besides its sites."""
    site = context.get("site")
    return (
        site and site.pk, context.get("language"), context.get("path"), context.get("theme"), bool(context.get("signed_in")),
        context.get("signal"), str(context.get("keeps") or ""), tuple(context.get("aisles") or ()),
    )  # fmt: skip


def _drawn(template: str, context: Mapping[str, Any], words: Words, key: Hashable) -> Drawn:
    with _lock:
        found = _kept.get(key)
        if found is not None and found.beside is context.get("sites"):
            _kept.move_to_end(key)
            return found
    told = MARK.split(render_with(template, {**context, "basket_count": mark(BASKET), **words(mark)}))
    made = Drawn(tuple(piece.encode() for piece in told[::2]), tuple(told[1::2]), context.get("sites"))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


_kept: OrderedDict[Hashable, Drawn] = OrderedDict()
_lock = Lock()


@lru_cache(maxsize=512)
def _basket(count: int, language: str) -> str:
    """How many things are in a basket, as the masthead says it in the language that is active."""
    return render_text("ui/basket_count.html", {"cart_count": count, "language": language})


def forget_drawn() -> None:
    """Draw every page anew. For tests."""
    _kept.clear()
