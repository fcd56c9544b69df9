"""The guards: a holding's table is written for a declared purpose, or not at all."""

import pytest
from django.db import connections

from boxmalls.privacy.register.guards import GUARD


@pytest.fixture
def guarded_table(db):
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE guard_probe (id int) ON COMMIT DROP")
        cursor.execute(GUARD.format(table="guard_probe", purposes="'{test.purpose}'"))
    return "guard_probe"


def write(table, purpose):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('boxmalls.purpose', %s, true)", [purpose])
        cursor.execute(f"INSERT INTO {table} VALUES (1)")


def test_a_write_for_the_declared_purpose_is_taken(guarded_table):
    write(guarded_table, "test.purpose")


@pytest.mark.parametrize("purpose", ["", "another.purpose"])
def test_a_write_for_another_purpose_or_none_is_refused(guarded_table, purpose):
    with pytest.raises(Exception, match="may not be written"):
        write(guarded_table, purpose)
