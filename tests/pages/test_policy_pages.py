"""A policy change from the officer's file to the reader's receipt, in a real browser; axe finds nothing on the way."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from boxmalls.accounts.announcing import announce_editions
from boxmalls.accounts.models import Staff
from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_staff, make_user
from boxmalls.agreements.actions import publish_demo_texts
from boxmalls.base.clock import now
from boxmalls.privacy.models import Acceptance, PolicyVersion
from boxmalls.privacy.policy.editions import noting
from boxmalls.privacy.policy.editions.testing import changed_text
from boxmalls.privacy.tasks import let_policies_begin
from boxmalls.privacy.testing import make_acceptance, publish
from boxmalls.sites.testing import make_sites
from tests.browser import complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]


@pytest.fixture
def address(live_server: Any) -> str:
    for site in make_sites():
        publish(site.code)
    publish_demo_texts(site_codes=["eu"], at=now())
    return live_server.url


def enter(page: Any, address: str, email: str) -> Any:
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")
    return page


WINDOWS = [(360, "light"), (1440, "dark"), *([(768, "light"), (360, "dark"), (1440, "light")] if os.environ.get("BOXMALLS_PROOF_SIZE") == "full" else [])]


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_a_policy_change_from_the_file_to_the_receipt(address: str, open_page: Callable[..., Any], width: int, scheme: str, tmp_path: Any):
    found: dict[str, list[str]] = {}

    def look(page: Any, name: str, path: str = "") -> Any:
        if path:
            page.goto(address + path)
        if said := complaints(page):
            found[name] = said
        return page

    people = {name: make_staff(Staff.OFFICER).pk for name in ("author", "second")}
    emails = {name: User.objects.get(person_id=pk).email for name, pk in people.items()}
    reader = make_user("reader@example.org")
    make_acceptance(reader.person_id, at=now())
    author, second, hers = (open_page(width=width, scheme=scheme) for _ in range(3))
    enter(author, address, emails["author"])
    enter(second, address, emails["second"])
    enter(hers, address, reader.email)

    look(author, "new", "/office/policy/new")
    (tmp_path / "policy.txt").write_bytes(changed_text())
    author.get_by_label("Name of this change").fill("Shorter welcome")
    for other in ("BoxMalls Taiwan", "BoxMalls Malaysia"):
        if author.get_by_label(other, exact=True).count():
            author.get_by_label(other, exact=True).uncheck()
    author.get_by_label("Text file").set_input_files(tmp_path / "policy.txt")
    author.get_by_label("What is new, in a line or two").fill("One word fewer, and gift cards.")
    author.get_by_role("button", name="Lay it beside the text in force").click()
    author.wait_for_url("**/office/policy/*-*")
    assert author.locator("del").first.inner_text().strip()
    look(author, "draft")
    edition = author.url
    author.get_by_label("Yes: whoever accepted the text before is asked anew").check()
    author.get_by_label("Reason for a shorter notice").fill("The demo has no time to lose.")
    author.get_by_role("button", name="Hand it to the second person").click()
    author.get_by_text("A second person reads this now").wait_for()
    look(author, "proposed to its author")

    second.goto(edition)
    look(second, "proposed to the second person")
    second.get_by_role("button", name="Approve text and answers").click()
    second.get_by_role("button", name="Announce").wait_for()
    look(second, "approved")
    second.get_by_role("button", name="Announce").click()
    second.get_by_text("People are being told.").wait_for()
    look(second, "scheduled")
    look(second, "list", "/office/policy/")

    assert announce_editions(at=now()) == 1
    assert mail.outbox[-1].to == ["reader@example.org"]
    noting.forget()
    look(hers, "note", "/account")
    assert hers.locator(".policy-news").count() == 1
    look(hers, "coming", "/policy/coming")
    assert let_policies_begin.call() == 1
    assert PolicyVersion.objects.filter(site_code="eu").count() == 2
    noting.forget()
    hers.goto(f"{address}/your-data")
    hers.get_by_role("link", name="Read it and answer").click()
    look(hers, "agreement")
    hers.get_by_role("button", name="I accept version 2").click()
    hers.wait_for_url("**/your-data")
    assert Acceptance.objects.filter(person_id=reader.person_id).count() == 2
    look(hers, "versions", "/policy/versions")
    look(hers, "comparison", "/policy/comparison?old=1&new=2")
    look(hers, "agreements", "/agreements")
    look(hers, "terms", "/agreements/terms")
    look(hers, "receipts", "/your-data/proofs")
    with hers.expect_download() as download:
        hers.get_by_role("link", name="Download Accepted, Privacy policy, version 2").click()
    assert json.loads(download.value.path().read_text())["record"]["kind"] == "acceptance"
    assert not found
