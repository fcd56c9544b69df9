"""Every page of the shop, as everybody who goes there: axe finds nothing, nothing is wider than the window, no script fails."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import TWICE, complaints
from tests.shop import Shop
from tests.tour import VISITOR, Stop, fill_basket, reach, sign_in, stops

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDEST = """() => [...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 12).map(each => each.tagName + '.' + each.className + ' to ' + Math.round(each.getBoundingClientRect().right)).join(', ')"""


def walk(shop: Shop, open_page: Callable[..., Any], **window: Any) -> Any:
    """Yield each stop with a page that stands there."""
    pages = {VISITOR: open_page(**window)}
    visitor = pages[VISITOR]
    for person in shop.sign_ins().values():
        role = person["role"]
        if role not in pages:
            pages[role] = open_page(**window)
            sign_in(pages[role], shop.url(""), email=person["email"], password=person["password"])
    known = list(stops(visitor, shop.url("")))
    fill_basket(visitor, shop.url(""), words=("chair",))
    for stop in [*known, Stop("cart", "/cart"), Stop("checkout", "/checkout")]:
        if stop.name == "gallery":  # looked at in every width by test_behaviours.py
            continue
        page = pages[stop.role]
        answer = reach(page, shop.url(""), stop)
        assert answer.status < 400 or stop.name == "not-found", f"{stop.name} answered {answer.status}"
        yield stop, page


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_finds_nothing_on_any_page_and_twice_the_text_fits(shop: Shop, open_page: Callable[..., Any], width: int, scheme: str):
    found: dict[str, list[str]] = {}
    for stop, page in walk(shop, open_page, width=width, scheme=scheme):
        said = complaints(page)
        page.evaluate(TWICE)
        wide = page.evaluate("document.documentElement.scrollWidth")
        said += [f"{wide} px wide with text at twice its size: {page.evaluate(WIDEST)}"] if wide > width else []
        if said:
            found[stop.name] = said
    assert not found


def test_a_page_sets_no_cookie_and_asks_no_other_host(shop: Shop, open_page: Callable[..., Any]):
    page = open_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    for path in ("/", "/search?q=chair", "/c", "/policy", "/help"):
        page.goto(shop.url(path))
        page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []
    assert {url for url in asked if not url.startswith(shop.url(""))} == set()


def test_filters_stay_open_on_a_phone_while_one_ticks(shop: Shop, open_page: Callable[..., Any]):
    page = open_page(width=360)
    page.goto(shop.url("/search?q=chair"))
    page.get_by_role("button", name="Filter").click()
    sheet = page.locator("#filters")
    ticked = sheet.locator("input[name=category]").first
    with page.expect_response("**/search?**"):
        ticked.check()
    page.wait_for_url("**category=**")
    assert sheet.evaluate("sheet => sheet.matches(':popover-open')")
    sheet.locator(".sheet-foot button").click()
    page.wait_for_function("!document.querySelector('#filters').matches(':popover-open')")


def test_adding_to_the_basket_says_so_and_counts(shop: Shop, open_page: Callable[..., Any]):
    page = open_page()
    page.goto(shop.url("/search?q=chair"))
    page.locator(".card a").first.click()
    page.get_by_role("button", name="Add to basket").click()
    page.locator(".toast").wait_for()
    assert page.locator("[data-cart-number]").first.inner_text() == "1"
