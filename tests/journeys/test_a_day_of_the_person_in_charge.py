"""
A day of the person in charge of personal data, on a whole shop with real mail: a letter from Malaysia, a Californian whose browser says no,
a child's account, a breach drill, a change of the policy. Once from morning to evening, and each of its pages in five languages.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.suite import find_program
from tests.browser import complaints, open_page
from tests.firefox import open_firefox
from tests.journeys import office_day as the
from tests.journeys.canaries import leaks_of
from tests.journeys.office_day import Day
from tests.leftovers import left_over
from tests.post import PostOffice, open_post_office
from tests.shop import Shop, open_shop

__all__ = ["open_page"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
WHOLE = os.environ.get("BOXMALLS_PROOF_SIZE") == "full"
LANGUAGES = list(the.OFFICE)


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture(scope="module")
def shop(post: PostOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of this file's own, that sends its mail by SMTP, with a fourth site that an operator opened."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with open_shop(Path(os.environ["BOXMALLS_TEST_SLOT"]), f"{worker}_day", EMAIL_URL=post.url) as running:
        the.a_site_is_opened(running, tmp_path_factory.mktemp("site"))
        yield running


@pytest.mark.parametrize("language", LANGUAGES if WHOLE else ["en"])
def test_from_morning_to_evening(shop: Shop, post: PostOffice, open_page: Callable[..., Any], language: str, tmp_path: Path) -> None:
    wrong: dict[str, list[str]] = {}

    def look(page: Any, name: str, spoken: str) -> None:
        said = left_over(page, spoken, typed=day.typed, names=the.NAMES) + (complaints(page) if WHOLE else [])
        if said:
            wrong[name] = said

    day = Day(shop, post, open_page, tmp_path, language, look)
    the.morning(day)
    the.letter_from_malaysia(day)
    if language == "en" and find_program("firefox-esr", "firefox-esr", why="to hear what a real browser sends"):
        with open_firefox(tmp_path / "firefox") as browser:
            the.a_californian_comes(day, browser)
    else:
        the.a_californian_comes(day)
    the.a_policy_change(day)
    the.a_childs_account(day)
    the.a_breach_drill(day)
    the.she_is_asked_again(day)
    the.she_fetches_her_copy(day)
    the.evening(day)
    if not WHOLE:
        in_every_language(day, wrong)
    assert not wrong
    assert leaks_of(day.ground, day.people) == []


def in_every_language(day: Day, wrong: dict[str, list[str]]) -> None:
    """Each page that the day came by, at a telephone's width, in each language; each is looked at by axe in one of them, in turn."""
    for turn, language in enumerate(LANGUAGES):
        for number, (name, page) in enumerate(the.each_page_in(day, language)):
            said = left_over(page, language, typed=day.typed, names=the.NAMES) + (complaints(page) if number % len(LANGUAGES) == turn else [])
            if said:
                wrong[f"{name}, {language}"] = said


def test_a_californian_whose_browser_says_no_buys(shop: Shop, post: PostOffice, open_page: Callable[..., Any], tmp_path: Path) -> None:
    day = Day(shop, post, open_page, tmp_path, "en")
    the.a_signalling_account(day)
    the.a_seller_opens_there(day)
    the.a_californian_buys(day)
    assert leaks_of(day.ground, day.people) == []
