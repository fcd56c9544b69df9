"""The books refuse what does not add up, whoever writes."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boxmalls.base.ids import new_id
from boxmalls.ledger.actions import NotEnoughBalance, PostingError, account_for, check_books, post
from boxmalls.ledger.models import Account, Entry, Transaction
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.ledger.queries import balance, platform_balance, seller_balance, statement
from boxmalls.ledger.testing import AT, give_balance, make_person
from boxmalls.privacy.collection import collecting

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

Kind = Account.Kind


def test_a_posting_moves_both_balances():
    person, seller = make_person(), new_id()
    wallet = give_balance(person.pk, 1000)
    payable = account_for(kind=Kind.PAYABLE, unit="EUR", seller=seller, at=AT)
    post(kind="sale", reference="one", entries=[(wallet, -400), (payable, 400)], at=AT)
    assert balance(person.pk, "EUR") == 600
    assert seller_balance(seller, "EUR") == 400
    assert [(line.amount_minor, line.balance_minor) for line in statement(wallet)] == [(1000, 1000), (-400, 600)]
    assert check_books() == []


def test_an_account_is_opened_once():
    person = make_person()
    accounts = {account_for(kind=Kind.WALLET, unit="EUR", person=person.pk, at=AT) for _ in range(3)}
    assert len(accounts) == 1
    assert account_for(kind=Kind.WALLET, unit="TWD", person=person.pk, at=AT) not in accounts


def test_an_account_of_the_wrong_owner_is_a_bug():
    with pytest.raises(ValueError, match="another owner"):
        account_for(kind=Kind.WALLET, unit="EUR", seller=new_id(), at=AT)


def test_commission_is_spread_over_shards():
    shards = {account_for(kind=Kind.COMMISSION, unit="EUR", at=AT) for _ in range(60)}
    assert 4 < len(shards) <= 16


@pytest.mark.parametrize("amounts", [(-400, 399), (-400,), (400, 400)])
def test_entries_that_do_not_sum_to_zero_are_refused(amounts):
    person = make_person()
    wallet = give_balance(person.pk, 1000)
    bank = account_for(kind=Kind.BANK, unit="EUR", at=AT)
    with pytest.raises(PostingError, match="ledger_entries_sum_to_zero"), transaction.atomic():
        post(kind="sale", reference="one", entries=list(zip([wallet, bank], amounts, strict=False)), at=AT)
    assert balance(person.pk, "EUR") == 1000
    assert not Transaction.objects.filter(kind="sale").exists()


def test_zero_over_two_currencies_is_not_zero():
    person = make_person()
    euros = give_balance(person.pk, 1000, "EUR")
    dollars = account_for(kind=Kind.WALLET, unit="TWD", person=person.pk, at=AT)
    with pytest.raises(PostingError, match="ledger_entries_sum_to_zero"), transaction.atomic():
        post(kind="exchange", reference="one", entries=[(euros, -400), (dollars, 400)], at=AT)


def test_a_balance_cannot_fall_below_zero():
    person = make_person()
    wallet = give_balance(person.pk, 399)
    bank = account_for(kind=Kind.BANK, unit="EUR", at=AT)
    with pytest.raises(NotEnoughBalance), transaction.atomic():
        post(kind="sale", reference="one", entries=[(wallet, -400), (bank, 400)], at=AT)
    assert balance(person.pk, "EUR") == 399


def test_the_same_fact_is_not_posted_twice():
    person = make_person()
    wallet = give_balance(person.pk, 1000)
    bank = account_for(kind=Kind.BANK, unit="EUR", at=AT)
    post(kind="sale", reference="one", entries=[(wallet, -1), (bank, 1)], at=AT)
    with pytest.raises(PostingError, match="ledger_transaction_once"), transaction.atomic():
        post(kind="sale", reference="one", entries=[(wallet, -1), (bank, 1)], at=AT)
    assert balance(person.pk, "EUR") == 999


@contextmanager
def maintenance():
    """A cursor that says all the words, and is still not the tables' owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL boxmalls.books_maintenance = 'on'")
        cursor.execute("SET LOCAL boxmalls.purpose = 'ledger.books'")
        yield cursor


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount_minor = amount_minor",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "UPDATE ledger_transaction SET kind = 'other'",
        "DELETE FROM ledger_transaction",
        "TRUNCATE ledger_transaction CASCADE",
        "DELETE FROM ledger_account",
    ],
)
def test_what_is_written_stays(statement):
    give_balance(make_person().pk, 1000)
    before = list(Entry.objects.order_by("transaction_id", "position").values())
    with pytest.raises(DatabaseError, match=r"refused|permission denied"), maintenance() as cursor:
        cursor.execute(statement)
    assert list(Entry.objects.order_by("transaction_id", "position").values()) == before


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_account SET balance_minor = 5", "UPDATE ledger_account SET unit = 'XXX'", "UPDATE ledger_account SET kind = 'points'"]
)
def test_a_balance_moves_by_entries_only(statement):
    person = make_person()
    give_balance(person.pk, 1000)
    with pytest.raises(IntegrityError, match="only entries"), transaction.atomic(), collecting(BOOKS, person=None, at=AT), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(IntegrityError, match="only entries"), transaction.atomic(), collecting(BOOKS, person=None, at=AT):
        Account.objects.create(kind=Kind.BANK, unit="EUR", shard=99, balance_minor=5, opened_at=AT)
    assert check_books() == []


def test_an_account_is_not_written_outside_a_purpose():
    with pytest.raises(DatabaseError, match="may not be written"), transaction.atomic():
        Account.objects.create(kind=Kind.BANK, unit="EUR", shard=99, opened_at=AT)


movements = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 500)), max_size=25)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(movements=movements)
def test_whatever_is_moved_nothing_is_lost_or_overdrawn(movements):
    with transaction.atomic():
        wallets = [give_balance(make_person().pk, 500) for _ in range(4)]
        expected = dict.fromkeys(wallets, 500)
        for giver, taker, amount in movements:
            entries = [(wallets[giver], -amount), (wallets[taker], amount)]
            covered = expected[wallets[giver]] >= amount or giver == taker
            try:
                with transaction.atomic():
                    post(kind="gift", reference=new_id(), entries=entries, at=AT)
            except NotEnoughBalance:
                assert not covered
                continue
            assert covered
            for account, change in entries:
                expected[account] += change
        assert dict(Account.objects.filter(pk__in=wallets).values_list("pk", "balance_minor")) == expected
        assert check_books() == []
        assert platform_balance(Kind.BANK, "EUR") == -sum(expected.values())
        transaction.set_rollback(True)
