"""What several suites share: a shop that runs, and a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shop import Shop, open_shop

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    """A whole shop, once for each process of the suite that asks."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with open_shop(Path(os.environ["BOXMALLS_TEST_SLOT"]), f"{worker}_shop") as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Chromium, from the system's packages."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("There is no Chromium here. Install it (Debian: apt-get install chromium), or let `make test` do so.")
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would refuse its databases there, to later tests too.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser):
    """A page as wide as a telephone."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="en-GB", has_touch=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test begins first, so that no worker waits for it at the end."""
    items.sort(key=lambda item: "test_every_proof_stands" not in item.name)
