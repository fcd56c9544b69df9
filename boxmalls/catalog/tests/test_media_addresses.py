"""Pictures are served by their own names and nothing else is."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from boxmalls.catalog.web.media import MediaMiddleware

KEY = "ab" + "0" * 30


@pytest.fixture
def ask(tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / f"{KEY}-480.webp").write_bytes(b"picture")
    (tmp_path / "ab" / f"{KEY}-0.json").write_bytes(b"secret")
    (tmp_path / "secret").write_bytes(b"secret")
    middleware = MediaMiddleware(lambda _request: HttpResponse("elsewhere"))
    return lambda path, method="get": middleware(getattr(RequestFactory(), method)(path))


def test_a_picture_is_kept_for_ever_under_its_name(ask):
    answer = ask(f"/media/ab/{KEY}-480.webp")
    assert b"".join(answer.streaming_content) == b"picture"
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()


@pytest.mark.parametrize(
    "path",
    [f"/media/ab/{KEY}-0.json", "/media/secret", "/media/ab/../secret", "/media/ab/%2e%2e/secret", f"/media/cd/{KEY}-480.webp", f"/media/ab/{KEY}-240.webp"],
)
def test_nothing_else_is(ask, path):
    assert ask(path).content == b"elsewhere"


def test_pictures_are_only_read(ask):
    assert ask(f"/media/ab/{KEY}-480.webp", "post").content == b"elsewhere"
