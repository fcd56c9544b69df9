"""Every link of one's own pages, and every form there, filled with one's own words. What comes of it is the shop's to say."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from proofs.canaries import Canary
from proofs.people import Someone
from proofs.visitor import Answer

if TYPE_CHECKING:
    from proofs.chapters.cast import Cast

FROM = ("/account", "/your-data", "/orders", "/privacy/requests", "/policy", "/account/sessions")
NOT_PERSONAL_DOORS = re.compile(r"^/(products|c|search|sellers?|back-office|help|static|media|sitemap|gallery|api|\?|$)")
NOT_TO_PRESS = re.compile(r"logout|erase|removal|ending|cancellation|preferences|/cart|/checkout|receipt|password|email|/download|/show")
CARE = {"name": "name", "email": "email", "phone": "phone", "line1": "street", "line2": "flat", "city": "town"}


def happens(cast: "Cast") -> None:
    """Buyer and clerk try every door."""
    for canary in (cast.buyer, cast.clerk):
        _try_every_door(canary, most=cast.size.of(small=8, full=200))


def _try_every_door(canary: Canary, *, most: int) -> None:
    visitor, seen, filled, waiting = canary.visitor, set[str](), set[str](), list(FROM)
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page = visitor.get(path)
        if "text/html" not in page.headers.get("content-type", ""):
            continue
        canary.pages.append(page)
        waiting += [link for link in page.links("/") if not NOT_PERSONAL_DOORS.match(link) and not NOT_TO_PRESS.search(link)]
        for action, values in _filled(page, canary.who):
            if action not in filled and not NOT_TO_PRESS.search(action):
                filled.add(action)
                visitor.post(action, values)


def _filled(page: Answer, who: Someone) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for form in page.forms:
        if form.method == "post":
            told = [(name, value or getattr(who, CARE.get(name, "words"))) for name, value in form.values]
            yield urljoin(page.url, form.action or page.url), told
