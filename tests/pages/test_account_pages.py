"""Signing up and keeping an address, in a real browser, at a telephone's width; axe finds nothing on any of these pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites
from tests.browser import complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]

EMAIL = "lena@posteo.example"


@pytest.fixture
def address(live_server: Any) -> str:
    for site in make_sites():
        publish(site.code)
    return live_server.url


def sign_in(page: Any, address: str) -> None:
    make_user(EMAIL)
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")


@pytest.mark.parametrize("script", [True, False])
def test_an_account_is_opened_and_an_address_kept(address: str, open_page: Callable[..., Any], script: bool):
    page = open_page(width=360, java_script_enabled=script)
    page.goto(f"{address}/accounts/signup/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("I have read the privacy policy").check()
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_url("**/accounts/confirm-email/")
    page.get_by_label("Code").fill(re.search(r"^ {4}(\S+)$", mail.outbox[0].body, re.MULTILINE).group(1))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/account")
    page.goto(f"{address}/account/addresses")
    page.get_by_label("Full name").fill("Lena Krause")
    page.get_by_label("Street and number").fill("Lindenweg 12")
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("Postcode").fill("0410")
    page.get_by_label("Town or city").fill("Leipzig")
    page.get_by_role("button", name="Add the address").click()
    assert page.get_by_text("Enter five digits, for example 04107").count() == 2
    page.get_by_label("Postcode").fill("04107")
    page.get_by_role("button", name="Add the address").click()
    assert page.get_by_text("The address is in your book.").is_visible()
    assert page.get_by_text("Lindenweg 12").first.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_door(address: str, open_page: Callable[..., Any], width: int, scheme: str):
    page = open_page(width=width, scheme=scheme)
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/account/prove"):
        page.goto(address + path)
        assert complaints(page) == [], path
    page.goto(f"{address}/accounts/signup/")
    page.get_by_role("button", name="Open the account").click()
    page.wait_for_selector(".error")
    assert complaints(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_house(address: str, open_page: Callable[..., Any], width: int):
    page = open_page(width=width)
    sign_in(page, address)
    for path in ("/account", "/account/addresses", "/account/sessions", "/accounts/email/", "/accounts/password/change/", "/accounts/logout/"):
        page.goto(address + path)
        assert complaints(page) == [], path


def test_typing_a_postcode_brings_its_towns(address: str, open_page: Callable[..., Any], settings: Any):
    settings.ALLOWED_HOSTS = ["*"]
    page = open_page()
    here = address.replace("localhost", "my.localhost").replace("127.0.0.1", "my.localhost")
    sign_in(page, here)
    page.goto(f"{here}/account/addresses")
    with page.expect_response(lambda answer: "/account/places" in answer.url):
        page.get_by_label("Postcode").press_sequentially("50450")
    page.wait_for_selector("datalist option", state="attached")
    assert page.locator("datalist option").first.get_attribute("value") == "Kuala Lumpur"
