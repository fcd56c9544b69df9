"""PostgreSQL itself refuses a table or a column that is not declared; nobody but its superuser can lift that."""

import psycopg
import pytest
from django.db import connections
from django.test import Client

from boxmalls.privacy.register import columns
from config.env import env
from config.health import states

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

REFUSED = "Nothing is kept undeclared"


def connect(role, alias="default"):
    where = env.databases_as(role)[alias]
    name = connections[alias].settings_dict["NAME"]
    return psycopg.connect(host=where["HOST"], port=where["PORT"], dbname=name, user=where["USER"], password=where["PASSWORD"])


@pytest.fixture(params=["default", "safe"])
def owner(request):
    with connect("owner", request.param) as connection:
        connection.execute("SET lock_timeout = '5s'")
        yield connection
        connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE hidden (id int)",
        "CREATE UNLOGGED TABLE hidden (id int)",
        "SELECT 1 AS id INTO hidden",
        "CREATE MATERIALIZED VIEW hidden AS SELECT 1 AS id",
        "CREATE TYPE hidden AS (note text)",
        "ALTER TABLE django_migrations ADD note text",
        "ALTER TABLE django_migrations RENAME name TO note",
        "ALTER TABLE django_migrations RENAME TO hidden",
        "CREATE TABLE hidden () INHERITS (django_migrations)",
    ],
)
def test_an_undeclared_column_is_refused(owner, statement):
    with pytest.raises(psycopg.Error, match=REFUSED) as refused:
        owner.execute(statement)
    assert refused.value.sqlstate == "PD002"
    assert "personal_data.py" in refused.value.diag.message_hint


@pytest.mark.parametrize("statement", ["CREATE TEMP TABLE passing (note text)", "CREATE INDEX ON django_migrations (app)", "DROP TABLE django_migrations"])
def test_what_keeps_nothing_is_let_through(owner, statement):
    owner.execute(statement)


def test_a_column_that_is_declared_first_is_taken(owner):
    owner.execute("INSERT INTO register.declared VALUES ('shown', 'id', 'plain')")
    owner.execute("CREATE TABLE shown (id int)")


@pytest.mark.parametrize("role", ["app", "owner"])
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER EVENT TRIGGER refuse_undeclared DISABLE",
        "DROP EVENT TRIGGER refuse_undeclared",
        "DROP FUNCTION register.refuse_undeclared() CASCADE",
        "DROP SCHEMA register CASCADE",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION register.undeclared() RETURNS SETOF text LANGUAGE sql AS ''",
        "ALTER TABLE register.declared RENAME TO forgotten",
    ],
)
def test_neither_who_serves_nor_who_owns_the_tables_can_lift_it(role, statement):
    with connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_who_serves_cannot_declare():
    with connect("app") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("INSERT INTO register.declared VALUES ('shown', 'id', 'plain')")


@pytest.mark.parametrize("alias", ["default", "safe"])
def test_the_list_in_the_database_is_the_registers(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, kind FROM register.declared WHERE table_name <> 'register.declared'")
        listed = {(table, column): kind for table, column, kind in cursor.fetchall()}
    assert listed == columns.declared_columns(alias)
    assert "personal" in listed.values()


def test_columns_that_are_no_more_are_only_let_through_while_migrations_run():
    past = set(columns.past_columns())
    assert past
    for alias in ("default", "safe"):
        assert past <= set(columns.declared_columns(alias, with_past=True))
        assert not past & set(columns.declared_columns(alias))


def test_health_says_whether_the_database_refuses(monkeypatch):
    assert states()["declarations"] == "ok"
    monkeypatch.setattr(columns, "is_refusing", lambda alias: False)
    told = Client().get("/health/ready", headers={"host": "eu.localhost"}).json()
    assert told["parts"]["declarations"] == "checked at start only"


def test_health_says_that_something_is_there_undeclared():
    with connect("admin") as admin:
        admin.execute("ALTER EVENT TRIGGER refuse_undeclared DISABLE")
        admin.execute("CREATE TABLE hidden (id int)")
        assert admin.execute("SELECT register.undeclared()").fetchall() == [("hidden.id",)]
        admin.rollback()
    assert states()["declarations"] == "ok"
