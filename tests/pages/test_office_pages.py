"""The privacy office in a real browser: somebody asks, the person in charge answers; axe finds nothing on the way, at any width."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.browser import complaints
from tests.shop import Shop
from tests.tour import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def looks_well(page: Any, found: dict[str, list[str]], name: str) -> None:
    """Note what axe and the width of the page have to say."""
    if said := complaints(page):
        found[name] = said


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1440, "light")])
def test_a_stranger_asks_and_a_letter_from_malaysia_comes_and_both_are_answered(
    shop: Shop, open_page: Callable[..., Any], width: int, scheme: str, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    stranger, officer = open_page(width=width, scheme=scheme), open_page(width=width, scheme=scheme)
    stranger.goto(shop.url("/privacy/requests/new"))
    looks_well(stranger, found, "ask")
    stranger.get_by_label("What do you want us to do?").select_option("complain")
    stranger.get_by_label("Tell us more").fill("You mail me too often.")
    stranger.get_by_role("button", name="Send the request").click()
    stranger.wait_for_url("**/privacy/requests/PR-**")
    looks_well(stranger, found, "follow")
    number = stranger.url.rpartition("/")[2].partition("?")[0]
    person = next(each for each in shop.sign_ins().values() if each["role"] == "officer")
    sign_in(officer, shop.url(""), email=person["email"], password=person["password"])
    for name, path in (("desk", "/office/"), ("queue", "/office/requests"), ("children", "/office/children"), ("scans", "/office/scans")):
        officer.goto(shop.url(path))
        looks_well(officer, found, name)
    officer.goto(shop.url(f"/office/requests/{number}"))
    officer.get_by_text("Begin work", exact=True).first.click()
    officer.get_by_role("button", name="Begin work").click()
    officer.wait_for_load_state()
    officer.get_by_text("Answer and end", exact=True).first.click()
    looks_well(officer, found, "one request")
    officer.locator("details[open] textarea").fill("We have stopped them, and are sorry.")
    officer.get_by_role("button", name="Answer and end").click()
    officer.wait_for_load_state()
    stranger.reload()
    assert "We have stopped them, and are sorry." in stranger.locator("main").inner_text()
    looks_well(stranger, found, "answered")
    officer.goto(shop.url("/office/scans"))
    officer.get_by_label("Scan").set_input_files(_letter(tmp_path))
    officer.get_by_role("button", name="Lay it down").click()
    officer.wait_for_url("**/office/scans/**")
    looks_well(officer, found, "beside the scan")
    officer.get_by_label("Shop").select_option("my")
    officer.get_by_label("What do you want us to do?").select_option("access")
    officer.get_by_role("button", name="Put it into the register").click()
    officer.wait_for_url("**/office/requests/PR-**")
    looks_well(officer, found, "the letter")
    assert "Malaysia" in officer.locator("main").inner_text()
    assert not found


def _letter(folder: Path) -> Path:
    paper = Image.new("L", (900, 300), 250)
    ink = ImageDraw.Draw(paper)
    for line, words in enumerate(("Permintaan akses", "Saya mahu salinan data saya.", "Nur Aisyah, Kuala Lumpur")):
        ink.text((40, 30 + 80 * line), words, fill=10, font=ImageFont.load_default(38))
    path = folder / "letter.png"
    paper.save(path)
    return path
