"""Each page of the day, opened again in another language."""

from collections.abc import Iterator
from typing import Any

from .day import Day
from .windows import sign_in


def places(day: Day) -> dict[tuple[str, str], str]:
    """Each page of the day that can be opened again, once: who opens it and where, and what it was called. The office is opened by one person."""
    found: dict[tuple[str, str], str] = {}
    for name, place in day.met.items():
        who = {"deputy": "officer", "signalling": "guardian", "tim": "guardian"}.get(place.who, place.who)
        if "confirm-email" not in place.path and "/office/scans/" not in place.path:
            found.setdefault((who, place.path.partition("#")[0].rstrip("?")), name)
    return found


def each_page_in(day: Day, language: str) -> Iterator[tuple[str, Any]]:
    """Open each page of the day in a language, on the site that speaks them all; yields its name and the window."""
    keys = {"officer": day.shop.sign_ins()["officer"], "nur": _known(day, "nur"), "californian": _known(day, "signalling")}
    for (who, path), name in places(day).items():
        window = f"{who}, in every language"
        if window not in day.pages and who in keys:
            sign_in(day, window, "us", keys[who]["email"], keys[who]["password"])
        page = day.page(window)
        page.context.add_cookies([{"name": "language", "value": language, "url": day.shop.url("/", site="us")}])
        answer = page.goto(day.shop.url(path, site="us"))
        assert answer.status < 400, f"{name} ({path}) answered {answer.status}"
        yield name, page


def _known(day: Day, name: str) -> dict[str, str]:
    return {"email": day.email(name), "password": day.who(name).password}
