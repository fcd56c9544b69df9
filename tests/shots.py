"""
Photographs every page: ``python -m tests.shots http://eu.localhost:8000 [names]``, into ``shots/``.

Wide and narrow, light and dark; with ``--all`` in forced colours and with text at twice its size, too.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from config.env import PROJECT
from tests.browser import ALONE, TWICE, complaints, find_browser
from tests.tour import VISITOR, Stop, fill_basket, reach, sign_in, stops

SHOTS = PROJECT / "shots"
DOCS = PROJECT / "docs" / "img"
FOR_DOCS = {
    ("home", "1440"): "home",
    ("search", "1440"): "search",
    ("your-data", "1440"): "your-data",
    ("product-offers", "1440-dark"): "product-dark",
    ("checkout", "360"): "checkout-phone",
}


@dataclass(frozen=True, slots=True)
class View:
    """A way of looking at a page."""

    name: str
    width: int
    scheme: str = "light"
    forced: bool = False
    twice: bool = False


VIEWS = (View("360", 360), View("768", 768), View("1440", 1440), View("360-dark", 360, "dark"), View("1440-dark", 1440, "dark"))
MORE = (View("1024-forced", 1024, forced=True), View("360-twice", 360, twice=True), View("1280-twice", 1280, twice=True))


def main() -> None:
    """Walk and photograph."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("base", nargs="?", default="http://eu.localhost:8000")
    asked.add_argument("names", nargs="*", help="only these pages")
    asked.add_argument("--all", action="store_true")
    asked.add_argument("--views", default="", help="only these views, with commas")
    asked.add_argument("--sign-ins", type=Path, default=PROJECT / ".boxmalls" / "demo-sign-ins.json")
    asked.add_argument("--language", default="en")
    asked.add_argument("--docs", action="store_true", help="the few of the README, one window high, into docs/img")
    asked.add_argument("--check", action="store_true", help="tell what axe finds, too")
    chosen = asked.parse_args()
    from playwright.sync_api import sync_playwright

    views = [view for view in VIEWS + (MORE if chosen.all or chosen.views else ()) if not chosen.views or view.name in chosen.views.split(",")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ALONE)
        for view in views:
            _walk(browser, view, chosen)
        browser.close()


def _walk(browser: Any, view: View, chosen: argparse.Namespace) -> None:
    people = json.loads(chosen.sign_ins.read_text()) if chosen.sign_ins.exists() else []
    roles: dict[str, Any] = {VISITOR: _context(browser, view, chosen)}
    for person in people:
        roles.setdefault(person["role"], None)
    finder = roles[VISITOR].new_page()
    walk = list(stops(finder, chosen.base))
    fill_basket(finder, chosen.base)
    walk += [Stop("cart", "/cart"), Stop("checkout", "/checkout")]
    for stop in walk:
        if (chosen.names and stop.name not in chosen.names) or (chosen.docs and (stop.name, view.name) not in FOR_DOCS):
            continue
        if chosen.docs and stop.name == "home":
            # As a stranger sees it, of whom nothing is known.
            _photograph(_context(browser, view, chosen).new_page(), stop, view, chosen)
            continue
        if roles.get(stop.role, ...) is None:
            roles[stop.role] = _signed_in(browser, view, chosen, next(person for person in people if person["role"] == stop.role))
        if roles.get(stop.role):
            _photograph(roles[stop.role].new_page(), stop, view, chosen)
    for context in roles.values():
        if context:
            context.close()


def _keep_for_docs(page: Any, stop: Stop, view: View) -> None:
    from PIL import Image

    page.evaluate("Promise.all([...document.images].filter(img => img.complete).map(img => img.decode().catch(() => {})))")
    DOCS.mkdir(exist_ok=True)
    with Image.open(BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").save(DOCS / f"{FOR_DOCS[stop.name, view.name]}.webp", quality=80, method=6)


def _tell(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _context(browser: Any, view: View, chosen: argparse.Namespace) -> Any:
    return browser.new_context(
        viewport={"width": view.width, "height": 900},
        color_scheme=view.scheme,
        forced_colors="active" if view.forced else "none",
        reduced_motion="reduce",
        locale=chosen.language,
    )


def _signed_in(browser: Any, view: View, chosen: argparse.Namespace, person: dict[str, str]) -> Any:
    context = _context(browser, view, chosen)
    sign_in(context.new_page(), chosen.base, email=person["email"], password=person["password"])
    return context


def _photograph(page: Any, stop: Stop, view: View, chosen: argparse.Namespace) -> None:
    page.on("pageerror", lambda error: _tell(f"{stop.name} {view.name}: script: {error}"))
    answer = reach(page, chosen.base, stop)
    page.wait_for_load_state("networkidle")
    if view.twice:
        page.evaluate(TWICE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if answer.status >= 400 and stop.name != "not-found":
        _tell(f"{stop.name}: answer {answer.status}")
    if wide > view.width:
        _tell(f"{stop.name} {view.name}: {wide} px wide")
    for each in complaints(page) if chosen.check and not view.twice else ():
        _tell(f"{stop.name} {view.name}: {each}")
    if chosen.docs:
        _keep_for_docs(page, stop, view)
        return
    SHOTS.mkdir(exist_ok=True)
    # Every picture loads before the photograph: lazy ones are scrolled past.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(img => (img.loading = 'eager'))")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(img => img.decode().catch(() => {})))")
    page.screenshot(path=SHOTS / f"{stop.name}-{view.name}{'' if chosen.language == 'en' else '-' + chosen.language}.png", full_page=True)
    page.close()


if __name__ == "__main__":
    main()
