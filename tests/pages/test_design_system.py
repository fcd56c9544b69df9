"""The design system's own pages."""

import json

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from jinja2 import DictLoader

from boxmalls.sites.testing import make_sites
from boxmalls.ui import assets
from boxmalls.ui.headers import HEADERS
from boxmalls.ui.rendering import engine, render_part

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def sites() -> None:
    make_sites()


@pytest.mark.parametrize("language", ["en", "zh-hant", "ja", "ms"])
def test_the_gallery_shows_every_component(client: Client, language: str):
    client.cookies["language"] = language
    page = client.get("/gallery/")
    assert page.status_code == 200
    text = page.content.decode()
    assert all(f'class="{name}' in text for name in ("button", "field", "card", "offer", "held", "clause", "receipt", "plan", "facet", "stepper"))


def test_every_answer_carries_the_strict_headers(client: Client):
    answer = client.get("/gallery/")
    assert all(answer.headers[name] == value for name, value in HEADERS.items())
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", assets.KINDS)
def test_built_files_are_kept_for_ever_under_their_digest(client: Client, name: str):
    answer = client.get(assets.address(name))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    old = client.get(assets.address(name).replace(assets.asset(name).digest, "0" * 12))
    assert old.content == answer.content
    assert "immutable" not in old.headers["Cache-Control"]


def test_built_files_are_sent_packed_where_that_is_understood(client: Client):
    answer = client.get(assets.address("ui.css"), headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 20_000


def test_an_unknown_file_is_not_found(client: Client):
    assert client.get("/assets/000000000000/nothing.css").status_code == 404


def test_the_manifest_says_what_is_installed(client: Client):
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    assert manifest["start_url"] == "/"


def test_the_service_worker_keeps_no_page_but_one(client: Client):
    worker = client.get("/sw.js").content.decode()
    assert '"/offline"' in worker
    assert "cache.put" not in worker
    assert client.get("/offline").status_code == 200


def test_an_appearance_is_one_cookie_and_auto_is_none(client: Client):
    answer = client.post("/preferences/theme/", {"theme": "dark", "next": "/gallery/"})
    assert answer.headers["Location"] == "/gallery/"
    assert client.cookies["theme"]["samesite"] == "Lax"
    assert 'data-theme="dark"' in client.get("/gallery/").content.decode()
    client.post("/preferences/theme/", {"theme": "auto"})
    assert not client.cookies["theme"].value


@pytest.mark.parametrize(("name", "value"), [("theme", "purple"), ("language", "tlh")])
def test_a_choice_that_we_do_not_offer_sets_nothing(client: Client, name: str, value: str):
    client.post(f"/preferences/{name}/", {name: value})
    assert name not in client.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example", ""])
def test_nobody_is_sent_elsewhere_after_a_choice(client: Client, elsewhere: str):
    answer = client.post("/preferences/language/", {"language": "ja", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_choices_are_only_taken_from_a_form(client: Client):
    assert client.get("/preferences/theme/").status_code == 405


def test_a_missing_page_says_what_next(client: Client):
    answer = client.get("/there/is/nothing/here")
    assert answer.status_code == 404
    assert 'href="/search"' in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_every_error_page_writes_itself_without_a_request(status: int):
    assert str(status) in engines["jinja2"].get_template(f"{status}.html").template.render()


def test_a_part_is_the_block_that_the_page_shows(monkeypatch: pytest.MonkeyPatch):
    pages = {
        "base.html": "<html>{% block main %}base{% endblock %}</html>",
        "macros.html": "{% macro star(n) %}*{{ n }}*{% endmacro %}",
        "page.html": '{% extends "base.html" %}{% from "macros.html" import star %}{% set n = start + 1 %}{% block main %}{{ star(n) }}{% endblock %}',
    }
    monkeypatch.setattr(engine().env, "loader", DictLoader(pages))
    engine().env.cache.clear()
    whole = render_part(RequestFactory().get("/"), "page.html", "main", {"start": 1})
    part = render_part(RequestFactory().get("/", headers={"hx-request": "true"}), "page.html", "main", {"start": 1})
    back = render_part(RequestFactory().get("/", headers={"hx-request": "true", "hx-history-restore-request": "true"}), "page.html", "main", {"start": 1})
    engine().env.cache.clear()
    assert whole.content == back.content == b"<html>*2*</html>"
    assert part.content == b"*2*"
    assert "HX-Request" in part.headers["Vary"]
