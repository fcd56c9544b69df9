"""Fresh databases for each test process, and again after each test that commits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.plugin import BENCH

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Both databases, copied from a template that is migrated once for each state of the migrations."""
    with django_db_blocker.unblock():
        BENCH.make_databases()
        _start_over_from_the_template()
    yield
    with django_db_blocker.unblock():
        _close_connections()
        BENCH.drop_databases()


def _start_over_from_the_template() -> None:
    """After a test that commits, copy the databases anew: the shop's role may not empty tables, and migrations' rows stay."""
    from django.test import TransactionTestCase

    def start_over(_: TransactionTestCase) -> None:
        _close_connections()
        BENCH.renew_databases()

    TransactionTestCase._fixture_teardown = start_over  # type: ignore[attr-defined]


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


@pytest.fixture(autouse=True)
def ledger_of_one_test() -> Iterator[None]:
    """The file of erasures beside the backups outlives a rolled back test, and would teach the next one whom to erase."""
    yield
    (BENCH.home / "backups" / "shop" / "erased.ledger").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def board_of_one_test() -> None:
    """What rolled back tests began to change counts as done, or the next ones would ask the database where a shop remembers."""
    from boxmalls.privacy.choices.board import board

    if shared := board():
        shared.level()
