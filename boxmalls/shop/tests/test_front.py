"""The front answers what Django would answer, byte for byte and header for header, and leaves everything else to it."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.test.utils import override_settings

from boxmalls.shop.front import Front, is_ours
from boxmalls.shop.hot import HOT, find
from boxmalls.shop.testing import Window, make_window

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


class Wire:
    """Calls a WSGI application and keeps what it said."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def get(self, path: str, **environ: str) -> tuple[str, dict[str, str], bytes]:
        asked = RequestFactory().get(path, HTTP_HOST=environ.pop("HTTP_HOST", "eu.localhost"), **environ).environ
        said: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_rest: Any) -> None:
            said[:] = [status, dict(headers)]

        body: Iterable[bytes] = self.application(asked, start)
        return said[0], said[1], b"".join(body)


class Behind:
    """Stands where Django is, to see what is passed on."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        self.seen.append(environ["PATH_INFO"])
        start("204 No Content", [])
        return []


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Goods, and a connection that survives the end of a request, as in Django's own test client."""
    monkeypatch.setattr("boxmalls.shop.front.close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield make_window()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("language", ["zh-TW,zh;q=0.9", "en", "ja", ""])
@pytest.mark.parametrize("extra", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_the_front_and_django_answer_alike(window: Window, language: str, extra: dict[str, str]) -> None:
    behind = Behind()
    front, django = Wire(Front(behind)), Wire(WSGIHandler())
    asked = {"HTTP_HOST": "tw.localhost", "HTTP_ACCEPT_LANGUAGE": language, **extra}
    answered = 0
    for path in [*window.paths, "/search/suggestions?q=te", "/?language=en", f"/products/{window.product.pk}/wrong"]:
        before = len(behind.seen)
        quick = front.get(path, **asked)
        if len(behind.seen) > before:
            continue
        answered += 1
        slow = django.get(path, **asked)
        assert quick[2] == slow[2], path
        assert quick[0] == slow[0]
        assert {name.lower(): value for name, value in quick[1].items()} == {name.lower(): value for name, value in slow[1].items()}, path
    assert answered == 8


def test_a_stranger_who_has_the_page_gets_304(window: Window) -> None:
    front = Wire(Front(Behind()))
    _status, headers, body = front.get("/")
    status, again, nothing = front.get("/", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert body
    assert (status, nothing, again["ETag"]) == ("304 Not Modified", b"", headers["ETag"])


@pytest.mark.parametrize(
    ("path", "environ"),
    [
        ("/", {"HTTP_COOKIE": "theme=dark"}),
        ("/cart", {}),
        ("/", {"HTTP_HOST": "nowhere.example"}),
        ("/", {"HTTP_HOST": "evil.localhost:1:2"}),
        ("/products/01890000-0000-7000-8000-000000000000/x", {}),
        ("/products/not-an-id/x", {}),
        ("/", {"REQUEST_METHOD": "POST"}),
    ],
)
def test_what_is_unusual_is_djangos(window: Window, path: str, environ: dict[str, str]) -> None:
    behind = Behind()
    Wire(Front(behind)).get(path, **environ)
    assert behind.seen == [path]


def test_an_error_of_ours_is_djangos_to_tell(window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fails(*_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("boxmalls.shop.queries.product_stamp", fails)
    behind = Behind()
    Wire(Front(behind)).get(f"/products/{window.product.pk}/x")
    assert behind.seen
    assert "front.failed" in caplog.text


def test_in_production_the_front_is_only_there_encrypted(window: Window) -> None:
    behind = Behind()
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        front = Wire(Front(behind))
        front.get("/")
        assert behind.seen == ["/"]
        _status, headers, body = front.get("/", HTTP_X_FORWARDED_PROTO="https")
    assert headers["Strict-Transport-Security"].startswith("max-age=60")
    assert b"https://eu.localhost/" in body


def test_every_hot_path_is_found_by_its_address() -> None:
    names = [
        found[0].name
        for path in ("/", "/search", "/search/suggestions", "/c/aa-8/shoes", "/products/01890000-0000-7000-8000-000000000000/x")
        if (found := find(path))
    ]
    assert sorted(names) == sorted(hot.name for hot in HOT)
    assert find("/search/") is None
    assert is_ours("eu.localhost:8000")
    assert not is_ours("eu.localhost.evil.example")
