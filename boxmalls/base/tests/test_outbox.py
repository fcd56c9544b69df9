"""The outbox loses nothing, even what is committed late."""

import threading

import pytest
from django.db import connection, transaction

from boxmalls.base import outbox, sql
from boxmalls.base.testing import settle

pytestmark = pytest.mark.django_db(transaction=True, databases=["default"])
TOPIC = "test.happened"


def read(consumer="reader", *, wait=True):
    if wait:
        settle()
    with transaction.atomic():
        facts = outbox.consume(consumer, [TOPIC], 1000)
        outbox.acknowledge(consumer, facts)
    return [fact.key for fact in facts]


def read_by_id_alone(last):
    found = sql.rows("SELECT id, key FROM base_outboxfact WHERE id > %s ORDER BY id", (last,))
    return (found[-1][0] if found else last), [key for _id, key in found]


def write_late_and_early():
    """One transaction takes its number first and commits last."""
    written, may_commit = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            outbox.publish(TOPIC, "late")
            written.set()
            may_commit.wait(5)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    written.wait(5)
    with transaction.atomic():
        outbox.publish(TOPIC, "early")
    return thread, may_commit


def test_a_fact_is_read_once_and_in_order():
    with transaction.atomic():
        outbox.publish(TOPIC, "one")
        outbox.publish(TOPIC, "two", {"n": 2})
    assert read() == ["one", "two"]
    assert read() == []


def test_a_fact_that_is_committed_late_is_not_lost():
    thread, may_commit = write_late_and_early()
    before = read(wait=False)
    may_commit.set()
    thread.join()
    assert sorted(before + read()) == ["early", "late"]


def test_a_cursor_on_the_id_alone_would_lose_it():
    """The positive control: this is what the order by transaction is for."""
    thread, may_commit = write_late_and_early()
    last, before = read_by_id_alone(0)
    may_commit.set()
    thread.join()
    _last, after = read_by_id_alone(last)
    assert "late" not in before + after


def test_work_that_fails_is_given_again():
    with transaction.atomic():
        outbox.publish(TOPIC, "one")
    settle()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.acknowledge("reader", outbox.consume("reader", [TOPIC], 10))
        raise ZeroDivisionError
    assert read() == ["one"]
