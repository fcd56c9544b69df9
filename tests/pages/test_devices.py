"""What a real browser keeps: nothing before a yes, what is declared after it, nothing of that after a no."""

from collections.abc import Callable
from typing import Any

import pytest

from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.privacy.devices.answering import find
from boxmalls.privacy.models import DeviceAnswer, Person, Visit
from boxmalls.privacy.register import Kind
from boxmalls.privacy.testing import publish
from boxmalls.shop.testing import make_window
from boxmalls.sites.testing import make_sites
from tests.browser import complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]

KEPT = """async () => ({
  localStorage: Object.keys(localStorage),
  sessionStorage: Object.keys(sessionStorage),
  IndexedDB: (await indexedDB.databases()).map((each) => each.name),
  cache: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map((each) => each.scope),
})"""
NOTHING: dict[str, list[str]] = {"localStorage": [], "sessionStorage": [], "IndexedDB": [], "cache": [], "workers": []}


@pytest.fixture
def goods(live_server: Any) -> tuple[str, str]:
    """The shop's address, and a product's page."""
    for site in make_sites():
        publish(site.code)
    return live_server.url, live_server.url + make_window(goods=1).paths[1]


def kept(page: Any) -> dict[str, list[str]]:
    """Everything that the device keeps but cookies."""
    page.wait_for_load_state("networkidle")
    found: dict[str, list[str]] = page.evaluate(KEPT)
    return found


def cookies(page: Any) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}


def answer(page: Any, word: str) -> None:
    page.locator(".asking").get_by_role("button", name=word, exact=True).click()
    page.wait_for_load_state("networkidle")


def sign_in(page: Any, shop: str, email: str) -> None:
    page.goto(f"{shop}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")


def test_nothing_before_a_yes_only_the_declared_after_it_and_nothing_after_a_no(goods: tuple[str, str], open_page: Callable[..., Any]) -> None:
    shop, product = goods
    page = open_page()
    for path in ("/", "/search?q=Thing", "/c", "/help", "/policy", "/policy/cookies", "/your-data", "/cart", "/accounts/login/"):
        page.goto(shop + path)
    page.goto(product)
    page.get_by_role("combobox", name="Search products and sellers").fill("Thi")
    page.wait_for_timeout(400)
    assert (cookies(page), kept(page)) == (set(), NOTHING)

    answer(page, "Yes")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(product)
    assert page.locator(".asking").count() == 0
    seen = kept(page)
    assert cookies(page) == {"choices", "visitor", "visits"}
    assert all(find(name) for name in cookies(page))
    assert len(seen["cache"]) == 1
    assert all(find(name, Kind.CACHE) for name in seen["cache"])
    assert {**seen, "cache": [], "workers": []} == NOTHING
    assert Visit.objects.count() == 1

    page.goto(f"{shop}/policy/cookies")
    answer(page, "No")
    page.wait_for_function("caches.keys().then((names) => !names.length)")
    assert (cookies(page), kept(page)) == ({"choices", "visitor"}, NOTHING)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("script", [True, False])
def test_a_no_is_one_press_as_near_and_as_large_as_a_yes_and_is_not_asked_again(goods: tuple[str, str], open_page: Callable[..., Any], script: bool) -> None:
    _shop, product = goods
    page = open_page(width=360, java_script_enabled=script)
    page.goto(product)
    no, yes = (page.locator(".asking").get_by_role("button", name=word, exact=True).bounding_box() for word in ("No", "Yes"))
    assert (no["width"], no["height"], no["y"]) == (yes["width"], yes["height"], yes["y"])
    page.locator(".asking").get_by_role("button", name="No", exact=True).click()
    page.wait_for_url(product)
    assert page.locator(".asking").count() == 0
    assert cookies(page) == {"choices"}
    assert not Person.objects.filter(kind=Person.VISITOR).exists()


def test_who_answers_on_one_device_is_not_asked_on_another(goods: tuple[str, str], open_page: Callable[..., Any]) -> None:
    shop, product = goods
    person_id = make_user("lena@example.org").person_id
    phone, desk = open_page(width=360), open_page()
    sign_in(phone, shop, "lena@example.org")
    phone.goto(product)
    answer(phone, "Yes")
    sign_in(desk, shop, "lena@example.org")
    desk.goto(product)
    assert desk.locator(".asking").count() == 0
    assert "visits" in cookies(desk)
    assert DeviceAnswer.objects.get().person_id == person_id
    phone.goto(f"{shop}/policy/cookies")
    answer(phone, "No")
    desk.goto(f"{shop}/help")
    assert "visits" not in cookies(desk)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_the_pages_of_choices_are_for_everybody(goods: tuple[str, str], open_page: Callable[..., Any], width: int, scheme: str) -> None:
    shop, product = goods
    make_user("lena@example.org")
    page = open_page(width=width, scheme=scheme)
    page.goto(product)
    found = {"product": complaints(page)}
    sign_in(page, shop, "lena@example.org")
    for path in ("/policy/cookies", "/your-data/choices", "/your-data/choices/opt-out?category=a"):
        page.goto(shop + path)
        found[path] = complaints(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("script", [True, False])
def test_somebody_opts_out_sees_first_what_stops_and_opts_in_again(goods: tuple[str, str], open_page: Callable[..., Any], script: bool) -> None:
    shop, product = goods
    make_user("lena@example.org")
    page = open_page(width=360, java_script_enabled=script)
    sign_in(page, shop, "lena@example.org")
    page.goto(f"{shop}/your-data/choices")
    page.get_by_role("link", name="Opt out … Orders, payments and balance").click()
    page.get_by_role("heading", name="This stops").wait_for()
    assert page.get_by_text("You cannot order").count() == 1
    page.get_by_role("button", name="Opt out", exact=True).click()
    page.get_by_text("From now on nothing of this is kept").wait_for()
    page.goto(product)
    page.get_by_role("button", name="Add to basket").click()
    page.get_by_text("You opted out of this").first.wait_for()
    page.goto(f"{shop}/your-data/choices")
    page.get_by_role("button", name="Opt in again").first.click()
    page.get_by_text("What had stopped runs again").wait_for()
    page.goto(product)
    page.get_by_role("button", name="Add to basket").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{shop}/cart")
    assert page.get_by_role("link", name="Checkout").or_(page.get_by_role("link", name="check out")).count() or "Thing" in page.content()
