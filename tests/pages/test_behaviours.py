"""The small scripts, in a real browser, on the gallery."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from boxmalls.sites.testing import make_sites
from tests.browser import TWICE, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]


@pytest.fixture
def gallery(live_server: Any) -> str:
    make_sites()
    return f"{live_server.url}/gallery/"


def test_a_dialog_holds_the_focus_and_escape_closes_it(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    page.goto(gallery)
    opener = page.get_by_role("button", name="Open as it appears")
    opener.click()
    dialog = page.get_by_role("dialog", name="Erase your 41 visits?")
    assert dialog.is_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    assert dialog.is_hidden()
    assert opener.evaluate("button => button === document.activeElement")
    opener.click()
    page.get_by_role("button", name="Keep them").click()
    assert dialog.is_hidden()


def test_a_dialog_opens_without_script_too(gallery: str, open_page: Callable[..., Any]):
    page = open_page(java_script_enabled=False)
    page.goto(gallery)
    page.get_by_role("button", name="Open as it appears").click()
    assert page.get_by_text("The list on the home page disappears. Orders").is_visible()
    page.get_by_role("button", name="Keep them").click()
    assert page.get_by_text("The list on the home page disappears. Orders").is_hidden()


def test_the_stepper_stays_within_its_bounds(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    page.goto(gallery)
    stepper = page.locator("[data-stepper]").first
    number = stepper.get_by_label("Quantity")
    assert stepper.get_by_role("button", name="One fewer").is_disabled()
    stepper.get_by_role("button", name="One more").click()
    assert number.input_value() == "2"
    number.fill("100000")
    number.blur()
    assert number.input_value() == "99"
    assert stepper.get_by_role("button", name="One more").is_disabled()
    number.fill("many")
    number.blur()
    assert number.input_value() == "1"


def test_the_appearance_changes_at_once_and_is_remembered(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    page.goto(gallery)
    with page.expect_response("**/preferences/theme/"):
        page.get_by_label("Dark").check(force=True)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert [cookie["name"] for cookie in page.context.cookies()] == ["theme"]


def test_a_visit_alone_sets_no_cookie(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    page.goto(gallery)
    assert page.context.cookies() == []


def test_the_filter_sheet_makes_the_page_behind_inert_on_a_phone(gallery: str, open_page: Callable[..., Any]):
    page = open_page(width=360)
    page.goto(gallery)
    assert page.get_by_role("checkbox", name="Parcel label only", include_hidden=True).is_hidden()
    page.get_by_role("button", name="Filter 1").click()
    assert page.get_by_role("checkbox", name="Parcel label only", include_hidden=True).is_visible()
    assert page.locator("header.masthead").evaluate("header => header.inert")
    page.get_by_role("button", name="Close").first.click()
    assert page.get_by_role("checkbox", name="Parcel label only", include_hidden=True).is_hidden()
    assert not page.locator("header.masthead").evaluate("header => header.inert")


def test_suggestions_are_chosen_with_the_keyboard(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    body = json.dumps({"suggestions": [{"words": "plimsolls"}, {"words": "Plants", "href": "/gallery/?plants", "kind": "Category"}]})
    page.route("**/search/suggestions?q=pl", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(gallery)
    search = page.get_by_role("combobox", name="Search products and sellers")
    search.fill("pl")
    page.get_by_role("option", name="plimsolls").wait_for()
    assert search.get_attribute("aria-expanded") == "true"
    search.press("ArrowDown")
    search.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") == "suggestion-1"
    assert not complaints(page)
    search.press("Enter")
    page.wait_for_url("**/gallery/?plants")


def test_escape_puts_suggestions_away(gallery: str, open_page: Callable[..., Any]):
    page = open_page()
    page.route("**/search/suggestions?q=*", lambda route: route.fulfill(body='["plimsolls"]', content_type="application/json"))
    page.goto(gallery)
    search = page.get_by_role("combobox", name="Search products and sellers")
    search.fill("pl")
    options = page.locator("#suggestions [role=option]")
    options.first.wait_for()
    search.press("Escape")
    assert options.first.is_hidden()
    assert search.input_value() == "pl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_on_the_gallery(gallery: str, open_page: Callable[..., Any], width: int, scheme: str):
    page = open_page(width=width, scheme=scheme)
    page.goto(gallery)
    assert not complaints(page)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_text_at_twice_its_size_stays_within_the_window(gallery: str, open_page: Callable[..., Any], width: int):
    page = open_page(width=width)
    page.goto(gallery)
    page.evaluate(TWICE)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window
