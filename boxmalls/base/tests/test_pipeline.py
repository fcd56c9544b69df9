"""Statements that travel together."""

import pytest
from django.db import IntegrityError, transaction

from boxmalls.base.models import OutboxCursor
from boxmalls.base.pipeline import Statement, send

pytestmark = pytest.mark.django_db

PUT = "INSERT INTO base_outboxcursor (consumer, transaction_id, fact_id) VALUES (%s, 1, 1) RETURNING consumer"


def test_each_statement_gives_its_rows():
    with transaction.atomic():
        rows = send(
            [Statement(PUT, ["one"]), Statement("UPDATE base_outboxcursor SET fact_id = 2"), Statement("SELECT consumer, fact_id FROM base_outboxcursor")]
        )
    assert rows == [[("one",)], [], [("one", 2)]]


def test_one_that_fails_takes_all_with_it():
    with pytest.raises(IntegrityError), transaction.atomic():
        send([Statement(PUT, ["one"]), Statement(PUT, ["one"]), Statement(PUT, ["two"])])
    assert not OutboxCursor.objects.exists()


def test_nothing_to_send_is_no_journey():
    assert send([]) == []


def test_each_counts_as_a_query(django_assert_num_queries):
    with django_assert_num_queries(2):
        send([Statement("SELECT 1"), Statement("SELECT 2")])
