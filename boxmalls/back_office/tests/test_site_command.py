"""A site is opened from a file, whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from boxmalls.agreements.actions import publish_demo_texts
from boxmalls.agreements.queries import texts_in_force
from boxmalls.base.clock import now
from boxmalls.privacy.models import PolicyVersion
from boxmalls.privacy.testing import publish
from boxmalls.sites.actions import open_site
from boxmalls.sites.describing import read_site, write_site
from boxmalls.sites.models import Site
from boxmalls.sites.queries import forget_sites, tax_rate_bp
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
CALIFORNIA = """
code = "us"
name = "BoxMalls California"
host = "us.localhost"
country = "US"
law = "US-CA"
currency = "USD"
languages = ["en", "zh-hans"]
ships_to = ["US"]
prices_include_tax = false
[operator]
name = "JSS TRADING"
address = "1 Example Street, San Francisco"
[officer]
name = "Privacy officer"
address = "1 Example Street, San Francisco"
email = "privacy@us.boxmalls.example"
[taxes]
standard = 9.38
reduced = 0
zero = 0
"""


@pytest.fixture(autouse=True)
def _sites() -> Any:
    for site in make_sites():
        publish(site.code)
    publish_demo_texts(site_codes=["eu"], at=now())
    yield
    forget_sites()


def add(folder: Path, text: str, *more: str) -> None:
    (folder / "site.toml").write_text(text)
    call_command("site", "add", str(folder / "site.toml"), *more)


def test_it_opens_with_its_law_its_taxes_and_the_texts_of_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(tmp_path, CALIFORNIA, "--texts-of", "eu")
    assert "BoxMalls California opens" in capsys.readouterr().out
    assert Client().get("/health/ready", headers={"host": "us.localhost"}).status_code == 200
    page = Client().get("/policy", headers={"host": "us.localhost"})
    assert page.status_code == 200
    assert tax_rate_bp("us", "standard") == 938
    assert PolicyVersion.objects.get(site_code="us").number == 1
    assert {each.kind for each in texts_in_force("us")} == {each.kind for each in texts_in_force("eu")} != set()
    call_command("site", "list")
    assert "US-CA" in capsys.readouterr().out


def test_where_the_law_wants_it_each_page_leads_to_the_privacy_choices_and_they_need_no_account(tmp_path: Path) -> None:
    add(tmp_path, CALIFORNIA, "--texts-of", "eu")
    for path in ("/", "/help", "/policy"):
        led = {site: 'href="/policy/choices"' in Client().get(path, headers={"host": f"{site}.localhost"}).text for site in ("us", "eu")}
        assert led == {"us": True, "eu": False}, path
    asked = Client().get("/policy/choices", headers={"host": "us.localhost"})
    signalling = Client(headers={"sec-gpc": "1"}).get("/policy/choices", headers={"host": "us.localhost", "sec-gpc": "1"})
    assert "Do not sell or share my personal information" in asked.text
    assert 'id="honoured"' not in asked.text
    assert 'id="honoured"' in signalling.text
    assert not asked.cookies
    assert Client().get("/privacy/requests/new?kind=object", headers={"host": "us.localhost"}).status_code == 200


def test_what_is_printed_of_a_site_opens_the_same(tmp_path: Path) -> None:
    printed = write_site(Site.objects.get(code="tw"))
    assert read_site(printed).site["languages"] == ["zh-hant", "en"]
    renamed = printed.replace('"tw"', '"tw2"').replace("tw.localhost", "tw2.localhost")
    opened = open_site(read_site(renamed))
    assert write_site(opened) == renamed


def test_everything_that_is_wrong_is_told_and_nothing_is_opened(tmp_path: Path) -> None:
    changes = {'"US-CA"': '"MARS"', '"US"\nlaw': '"UX"\nlaw', '"USD"': '"XXY"', '"zh-hans"': '"tlh"', "us.localhost": "us.elsewhere.example", "9.38": "9.385"}
    text = CALIFORNIA
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after, 1)
    with pytest.raises(CommandError) as told:
        add(tmp_path, text)
    for words in ("law MARS", "country UX", "currency XXY", "tlh", "PUBLIC_HOSTS", "taxes.standard"):
        assert words in str(told.value)
    assert Site.objects.count() == 3
    with pytest.raises(CommandError, match=r"officer\.email is missing"):
        add(tmp_path, 'code = "us"')


@pytest.mark.parametrize("taken", ["code", "host"])
def test_one_that_is_open_is_not_changed(tmp_path: Path, taken: str) -> None:
    before = {"code": ('code = "us"', 'code = "eu"'), "host": ("us.localhost", "eu.localhost")}[taken]
    with pytest.raises(CommandError, match="already"):
        add(tmp_path, CALIFORNIA.replace(*before))
    assert Site.objects.get(code="eu").law == "EU"
    assert Site.objects.count() == 3
