"""Pages in a real browser, and what is wrong with them."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import CHROMIUM, FLAGS

ALONE = [*FLAGS, "--host-resolver-rules=MAP *.localhost 127.0.0.1"]
TWICE = "document.adoptedStyleSheets = [(sheet => (sheet.replaceSync('html { font-size: 200% }'), sheet))(new CSSStyleSheet())]"


def find_browser() -> str | None:
    """Return the Chromium to drive."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page in a fresh profile: `open_page(width=360, scheme="dark")`. Errors on the page fail the test."""
    contexts: list[Any] = []
    errors: list[str] = []

    def opened(*, width: int = 1280, height: int = 900, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" and "status of 4" not in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


def complaints(page: Any) -> list[str]:
    """Return what axe finds on the page, and whether it is wider than its window."""
    from axe_playwright_python.sync_playwright import Axe

    found = [
        f"{violation['id']}: {node['html'][:160]} ({(node['any'] or node['all'] or node['none'] or [{}])[0].get('message', '')})"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*found, f"{wide} px wide in a window of {window} px"] if wide > window else found
