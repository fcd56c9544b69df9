"""The suite's own ground: two clusters, the roles of a real shop, and fresh databases."""

import pytest
from django.db import ProgrammingError, connections, transaction

from config.env import env

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.mark.parametrize("alias", ["default", "safe"])
def test_tests_serve_as_the_role_that_owns_nothing(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user GROUP BY 1 UNION SELECT current_user, 0")
        assert cursor.fetchall() == [("boxmalls_app", 0)]


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (id int)", "DROP TABLE django_migrations", "TRUNCATE django_migrations"])
def test_the_role_that_serves_may_not_change_tables(statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(statement)


def test_the_safe_is_another_cluster():
    assert env.databases["default"]["HOST"] != env.databases["safe"]["HOST"]
