"""A page is the same page, whether its frame was kept or made for one visitor."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from boxmalls.shop.answers import answer, same_tag
from boxmalls.shop.asked import Asked
from boxmalls.shop.page import Data, Elsewhere, Page, Part
from boxmalls.sites.context import page_context
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
NAUGHTY = "</title><script>alert(1)</script>\"'&\0"


@pytest.fixture
def asked() -> Asked:
    site = make_sites()[0]
    return Asked(site=site, language="en", origin="http://tw.localhost", path="/search", query=QueryDict("q=tea&language=en"))


def context_of(asked: Asked) -> dict[str, Any]:
    request = RequestFactory().get(asked.here)
    request.site, request.user, request.person_id, request.LANGUAGE_CODE = asked.site, AnonymousUser(), None, asked.language
    return {**page_context(request), "messages": (), "cart_count": 0, "aisles": ()}


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_the_kept_frame_equals_one_made_for_a_request(asked: Asked, language: str) -> None:
    page = Page(title="Tea", main="<p>Tea</p>", description="Leaves", address="/search")
    asked = replace(asked, language=language)
    with translation.override(language):
        kept = answer(page, asked)
        made = answer(page, asked, context=context_of(asked))
    assert kept.body == made.body
    assert kept.headers == made.headers


def test_what_a_page_says_cannot_leave_its_place(asked: Asked) -> None:
    body = answer(Page(title=NAUGHTY, main="", description=NAUGHTY, address=f"/search?q={NAUGHTY}", query=NAUGHTY), asked).body
    assert b"<script>alert" not in body


def test_a_page_names_its_one_address_and_its_other_languages(asked: Asked) -> None:
    body = answer(Page(title="Tea", main="", address="/c/1/tea"), asked).body.decode()
    assert '<link rel="canonical" href="http://tw.localhost/c/1/tea?language=en">' in body
    assert '<link rel="alternate" hreflang="zh-Hant" href="http://tw.localhost/c/1/tea">' in body
    assert '<link rel="alternate" hreflang="x-default" href="http://tw.localhost/c/1/tea">' in body


def test_a_browser_that_has_the_page_gets_no_body(asked: Asked) -> None:
    first = answer(Part("<p>Tea</p>"), asked)
    again = answer(Part("<p>Tea</p>"), asked, known_tag=f'"other", W/{first.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert answer(Part("<p>Coffee</p>"), asked, known_tag=first.headers["ETag"]).status == 200
    assert not same_tag('"a"', '"b"')


def test_data_and_moved_pages(asked: Asked) -> None:
    assert answer(Data("{}"), asked).headers["Content-Type"] == "application/json"
    assert answer(Elsewhere("/c/1/tea"), asked).headers["Location"] == "/c/1/tea"
