"""Balances for tests, and many hands at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID

import psycopg
from django.db import connections

from boxmalls.base.ids import new_id
from boxmalls.ledger.actions import account_for, post
from boxmalls.ledger.models import Account
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.models import Person
from config.env import env

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def make_person(kind: str = Person.ACCOUNT, at: datetime = AT) -> Person:
    """Somebody with a key."""
    return create_person(kind=kind, at=at)


def give_balance(person_id: UUID, amount_minor: int, unit: str = "EUR", at: datetime = AT) -> UUID:
    """Let a person have more to spend; returns the account."""
    wallet = account_for(kind=Account.Kind.WALLET, unit=unit, person=person_id, at=at)
    bank = account_for(kind=Account.Kind.BANK, unit=unit, at=at)
    post(kind="test-money", reference=new_id(), entries=[(bank, -amount_minor), (wallet, amount_minor)], at=at)
    return wallet


def at_once[Outcome](work: Callable[[int], Outcome], many: int) -> list[Outcome | Exception]:
    """Run `work(number)` in as many threads, each with connections of its own; what they returned or raised."""
    start = Barrier(many)

    def one(number: int) -> Outcome | Exception:
        try:
            start.wait(30)
            return work(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


@contextmanager
def owner_cursor() -> Iterator[psycopg.Cursor[tuple[object, ...]]]:
    """A cursor of the role that owns the tables, each statement on its own: to take a guard away and see what it was good for."""
    where = env.owner_databases["default"]
    address = {"host": where["HOST"], "port": where["PORT"], "dbname": where["NAME"], "user": where["USER"], "password": where["PASSWORD"]}
    with psycopg.connect(**address, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor
