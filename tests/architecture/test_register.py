"""The product starts only when all it holds is declared."""

import pytest
from django.core.checks import Error
from django.db import connections

from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.register.checks import check_register
from boxmalls.privacy.register.guards import guarded_tables

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_every_column_of_every_table_is_declared():
    assert [problem for problem in check_register() if isinstance(problem, Error)] == []


def test_a_column_that_is_not_declared_stops_the_start(monkeypatch):
    """The positive control: take one declaration away, and the check speaks."""
    holdings = dict(HOLDINGS._plain)
    holdings.pop("privacy.Person")
    monkeypatch.setattr(HOLDINGS, "_plain", holdings)
    assert "privacy.Person is not declared." in [problem.msg for problem in check_register()]


def test_every_holding_in_the_shop_is_guarded_by_the_database():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'privacy_guard'")
        guarded = {table for (table,) in cursor.fetchall()}
    assert guarded == set(guarded_tables())
    assert guarded


def test_every_guarded_table_refuses_a_write_without_a_purpose():
    for table in guarded_tables():
        with connections["default"].cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            with pytest.raises(Exception, match="may not be written"):
                cursor.execute(f'INSERT INTO "{table}" DEFAULT VALUES')
            cursor.execute("ROLLBACK TO SAVEPOINT before")
