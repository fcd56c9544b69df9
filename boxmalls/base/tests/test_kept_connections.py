"""A connection that is taken up again is known to hold without a journey, and known not to."""

import socket
import threading

import pytest
from django.db import connections

from boxmalls.base.pipeline import Statement, send
from boxmalls.base.postgres.base import is_quiet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])


def in_a_thread(work):
    """Connections belong to their thread, so that nothing here touches the test's own."""
    told = []

    def run():
        try:
            told.append(work())
        except BaseException as problem:
            told.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(told[0], BaseException):
        raise told[0]
    return told[0]


def _number():
    return send([Statement("SELECT pg_backend_pid()")])[0][0][0]


def _taken_up():
    """What Django does when a request begins."""
    wire = connections["default"]
    wire.health_check_enabled = True
    wire.close_if_unusable_or_obsolete()


def test_one_that_holds_is_taken_up_without_a_word():
    def work():
        first = _number()
        _taken_up()
        wire = connections["default"]
        wire.is_usable()  # The first time it is asked, then it is believed for a while.
        _taken_up()
        answers = []
        sent = wire.connection.execute
        wire.connection.execute = lambda *given, **how: answers.append(given) or sent(*given, **how)
        return wire.is_usable(), answers, _number() == first

    assert in_a_thread(work) == (True, [], True)


def test_one_that_was_ended_from_the_other_side_is_replaced():
    def work():
        first = _number()
        connections["default"].is_usable()
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
        in_a_thread(lambda: _end(first))
        _taken_up()
        return first, _number()

    first, second = in_a_thread(work)
    assert first != second


def _end(backend):

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        assert cursor.fetchone()[0]


def test_an_end_that_was_closed_is_not_quiet():
    ours, theirs = socket.socketpair()
    with ours:
        assert is_quiet(ours.fileno())
        theirs.close()
        assert not is_quiet(ours.fileno())
