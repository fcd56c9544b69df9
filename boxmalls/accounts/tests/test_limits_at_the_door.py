"""When the counts cannot be read, nobody signs in, signs up or asks for a letter; reading the pages goes on."""

import pytest
from django.core import mail
from django.db import DatabaseError

from boxmalls.accounts.signin.models import User
from boxmalls.accounts.testing import PASSWORD, make_user
from boxmalls.base import sql
from boxmalls.base.models import LimitCount

pytestmark = [pytest.mark.django_db(databases=["default", "safe"]), pytest.mark.usefixtures("shop")]

TRIES = {
    "/accounts/login/": {"login": "lena@posteo.example", "password": PASSWORD},
    "/accounts/signup/": {"email": "new@posteo.example", "password1": PASSWORD, "accept_policy": "on"},
    "/accounts/password/reset/": {"email": "lena@posteo.example"},
    "/account/prove": {"email": "lena@posteo.example"},
}


@pytest.mark.parametrize("path", TRIES)
def test_with_the_counts_away_nothing_is_tried(client, monkeypatch, path):
    make_user("lena@posteo.example")
    row = sql.row

    def away(statement, *args, **more):
        if "base_limitcount" in statement:
            raise DatabaseError("away")
        return row(statement, *args, **more)

    monkeypatch.setattr(sql, "row", away)
    assert client.post(path, TRIES[path]).status_code == 503
    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1
    assert not mail.outbox


@pytest.mark.parametrize("path", TRIES)
def test_positive_control_with_the_counts_there_it_is_tried_and_counted(client, path):
    make_user("lena@posteo.example")
    assert client.post(path, TRIES[path]).status_code == 302
    assert LimitCount.objects.exists()


def test_right_passwords_are_not_counted_against_the_account(client):
    make_user("lena@posteo.example")
    for _ in range(8):
        assert client.post("/accounts/login/", TRIES["/accounts/login/"]).status_code == 302
        client.logout()


def test_right_passwords_in_between_do_not_give_a_guesser_new_tries(client):
    make_user("lena@posteo.example")
    wrong = {**TRIES["/accounts/login/"], "password": "a wrong guess"}
    answers = []
    for _ in range(6):
        answers.append(client.post("/accounts/login/", wrong).status_code)
        client.post("/accounts/login/", TRIES["/accounts/login/"])
        client.logout()
    assert answers == [200] * 5 + [429]


def test_eight_letters_an_hour_to_one_address_and_no_more(client):
    answers = [client.post("/accounts/password/reset/", TRIES["/accounts/password/reset/"]).status_code for _ in range(9)]
    assert answers == [302] * 8 + [429]
    assert len(mail.outbox) == 8


def test_a_mail_server_that_does_not_answer_is_said_in_words(client, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda *_a, **_k: (_ for _ in ()).throw(OSError("refused")))
    response = client.post("/accounts/password/reset/", TRIES["/accounts/password/reset/"])
    assert response.status_code == 503
    assert b"The letter could not be sent" in response.content
