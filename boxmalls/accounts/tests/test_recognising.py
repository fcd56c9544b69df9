"""Who is signed in comes along with the session, and is believed only if the session itself says so."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connections
from django.test.utils import CaptureQueriesContext

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.privacy.testing import AT
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def _open():
    make_sites()


def _place(client, user):
    return UserSession.objects.create(user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent="")


def _user(email):
    return User.objects.get(person_id=make_account(email, at=AT).pk)


def _reads(client):
    """Who the account page says is there; None where it asks to sign in. And what that asked of the safe."""
    with CaptureQueriesContext(connections["safe"]) as asked:
        answer = client.get("/account")
    named = answer.wsgi_request.user
    return (named.pk if named.is_authenticated else None), [each["sql"] for each in asked if '"signin_user"."id"' in each["sql"]]


def test_a_place_of_sign_in_costs_no_second_question(client):
    user = _user("lena@posteo.example")
    sign_in(client, user)
    assert len(_reads(client)[1]) == 1
    _place(client, user)
    client.get("/account")
    assert _reads(client) == (user.pk, [])


def test_a_place_that_names_somebody_else_changes_nothing(client):
    user, other = _user("lena@posteo.example"), _user("mona@posteo.example")
    sign_in(client, user)
    _place(client, other)
    assert _reads(client)[0] == user.pk


def test_a_new_password_ends_the_session(client):
    user = _user("lena@posteo.example")
    sign_in(client, user)
    _place(client, user)
    assert _reads(client)[0] == user.pk
    user.set_password("another long word 7")
    user.save()
    assert _reads(client)[0] is None


def test_a_session_that_has_run_out_names_nobody(client):
    user = _user("lena@posteo.example")
    sign_in(client, user)
    _place(client, user)
    session = client.session
    session.set_expiry(-1)
    session.save()
    assert _reads(client)[0] is None
