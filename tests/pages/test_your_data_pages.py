"""Seeing, correcting, choosing, carrying away and erasing, in a real browser at a telephone's width, with script and without."""

import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from boxmalls.accounts.testing import PASSWORD, make_address, make_user
from boxmalls.privacy.models import Person, Visit
from boxmalls.privacy.rights.scan import scan
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites
from tests.browser import complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]

EMAIL = "zofia.kanarek@canary.example"


@pytest.fixture
def address(live_server: Any) -> str:
    for site in make_sites():
        publish(site.code)
    return live_server.url


def sign_in(page: Any, address: str) -> Person:
    person = Person.objects.get(pk=make_user(EMAIL).person_id)
    make_address(person, name="Zofia Kanarek", line1="Kanarkowa 7")
    remember(person, email=EMAIL)
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")
    return person


@pytest.mark.parametrize("script", [True, False])
def test_somebody_sees_corrects_carries_away_and_erases(address: str, open_page: Callable[..., Any], script: bool, tmp_path: Any):
    page = open_page(width=360, java_script_enabled=script, accept_downloads=True)
    sign_in(page, address)
    page.goto(f"{address}/your-data")
    assert page.get_by_text("Kanarkowa 7").count() == 0
    page.get_by_role("button", name="Show Full name").click()
    page.get_by_text("Zofia Kanarek", exact=True).wait_for()
    page.locator("details.correct summary", has_text="Full name").click()
    page.get_by_label("Full name", exact=True).fill("Zofia Kanarkowa")
    page.get_by_role("button", name="Save Full name").click()
    page.get_by_text("What you changed is in force now.").wait_for()
    page.get_by_role("button", name="Show Full name").click()
    page.get_by_text("Zofia Kanarkowa", exact=True).wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    download.value.save_as(tmp_path / "mine.zip")
    assert "Zofia Kanarkowa" in zipfile.ZipFile(tmp_path / "mine.zip").read("export.json").decode()
    page.goto(f"{address}/your-data")
    page.get_by_role("link", name="See the plan").click()
    page.wait_for_url("**/your-data/erase")
    receipt = page.locator("a.break").get_attribute("href")
    page.get_by_label("Type erase to confirm").fill("erase")
    page.get_by_role("button", name="Erase with this plan").click()
    page.wait_for_url(receipt)
    assert page.get_by_role("heading", name="Erased", exact=True).is_visible()
    assert scan([EMAIL, "Zofia Kanark", "Kanarkowa 7"]) == []
    page.goto(f"{address}/your-data")
    assert page.get_by_text("Nothing is held about you.").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_choice_is_taken_back_as_easily_as_it_is_made(address: str, open_page: Callable[..., Any], script: bool):
    page = open_page(width=360, java_script_enabled=script)
    sign_in(page, address)
    page.goto(f"{address}/your-data")
    for on in (True, False):
        switch = page.get_by_role("switch", name="Products you opened")
        assert switch.is_checked() is not on
        switch.click()
        if not script:
            page.get_by_role("button", name="Save Products you opened").click()
        page.wait_for_url(re.compile(r"saved=1"))
        page.goto(f"{address}/your-data")
        assert page.get_by_role("switch", name="Products you opened").is_checked() is on
    assert not Visit.objects.exists()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(address: str, open_page: Callable[..., Any], width: int, scheme: str):
    page = open_page(width=width, scheme=scheme)
    for path in ("/your-data", "/policy", "/policy#s-1-3-3"):
        page.goto(address + path)
        assert complaints(page) == [], path
    sign_in(page, address)
    for path in ("/your-data", "/policy", "/your-data/erase"):
        page.goto(address + path)
        assert complaints(page) == [], path
    page.goto(f"{address}/your-data")
    page.get_by_role("button", name="Show Full name").click()
    page.locator("details.correct summary", has_text="Full name").click()
    page.get_by_label("Full name", exact=True).fill("")
    page.get_by_role("button", name="Save Full name").click()
    page.get_by_text("It cannot be left empty").wait_for()
    assert complaints(page) == []
