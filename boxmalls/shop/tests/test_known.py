"""Who is signed in gets by the quick way what Django would answer, byte for byte and header for header; all that is unusual is Django's."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_account, make_address, sign_in
from boxmalls.privacy.testing import AT, make_acceptance, publish
from boxmalls.shop.front import Front
from boxmalls.shop.tests.test_front import Behind, Wire
from boxmalls.sites.testing import make_sites
from boxmalls.ui import filling

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def _open(monkeypatch):
    monkeypatch.setattr("boxmalls.shop.front.close_old_connections", lambda: None)
    make_sites()
    for site in ("eu", "my"):
        publish(site)
    filling.forget_drawn()
    yield
    filling.forget_drawn()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _session(email="lena@posteo.example"):
    """The key of a session in which somebody is signed in and was noted; the account."""
    person = make_account(email, at=AT)
    user, client = User.objects.get(person_id=person.pk), Client()
    sign_in(client, user)
    key = client.cookies["session"].value
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="")
    client.get("/account", headers={"host": "eu.localhost"})
    # Django's test client has its connection survive the end of a request, and afterwards no more.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    return key, user, client


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/policy", {}),
        ("/policy?language=ms", {}),
        ("/policy", {"HTTP_ACCEPT_LANGUAGE": "zh-TW,zh;q=0.9"}),
        ("/policy", {"HTTP_HOST": "my.localhost:8000"}),
        ("/policy", {"HTTP_COOKIE": "; theme=dark; language=ja"}),
        ("/policy", {"HTTP_ACCEPT": "application/json"}),
    ],
)
def test_it_answers_as_django_does(path, more):
    key, user, _client = _session()
    make_acceptance(user.person_id)
    make_address(user.person_id, at=AT)
    asked = {**more, "HTTP_COOKIE": f"session={key}" + more.get("HTTP_COOKIE", "")}
    behind = Behind()
    quick, plain = Wire(Front(behind)).get(path, **asked), Wire(WSGIHandler()).get(path, **asked)
    assert quick == plain
    assert not behind.seen
    assert quick != Wire(WSGIHandler()).get(path, **{**asked, "HTTP_COOKIE": f"session={_session('mona@posteo.example')[0]}" + more.get("HTTP_COOKIE", "")})


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_SEC_GPC": "1"},
        {"HTTP_COOKIE": "; visits=1"},
        {"HTTP_COOKIE": "; visitor=abc"},
        {"HTTP_COOKIE": "; choices=1:x"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_HOST": "nobody.example"},
    ],
)
def test_whatever_is_unusual_is_passed_on(more):
    key, _user, _client = _session()
    behind = Behind()
    Wire(Front(behind)).get("/policy", **{**more, "HTTP_COOKIE": f"session={key}" + more.get("HTTP_COOKIE", "")})
    assert behind.seen == ["/policy"]


def test_who_is_not_signed_in_by_their_cookie_is_passed_on():
    key, user, _client = _session()
    behind = Behind()
    wire = Wire(Front(behind))
    wire.get("/policy", HTTP_COOKIE="session=nonsense")
    assert len(behind.seen) == 1
    wire.get("/policy", HTTP_COOKIE=f"session={key}")
    assert len(behind.seen) == 1, "signed in"
    user.set_password("another long word 7")
    user.save()
    wire.get("/policy", HTTP_COOKIE=f"session={key}")
    assert len(behind.seen) == 2


@pytest.mark.parametrize("kept", [{"seen_at": 0}, {"_messages": '[["__json_message",0,25,"It is done.",""]]'}])
def test_what_has_to_be_written_or_said_is_passed_on(kept):
    key, _user, client = _session()
    session = client.session
    session.update(kept)
    session.save()
    behind = Behind()
    Wire(Front(behind)).get("/policy", HTTP_COOKIE=f"session={key}")
    assert behind.seen == ["/policy"]
