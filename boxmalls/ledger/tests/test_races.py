"""Many at once: nothing is spent twice, nothing joins late, nobody dies in a deadlock."""

import pytest
from django.db import connection, transaction

from boxmalls.base.ids import new_id
from boxmalls.ledger.actions import NotEnoughBalance, PostingError, account_for, check_books, post
from boxmalls.ledger.actions.posting import refusal_for
from boxmalls.ledger.models import Account, Entry
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.ledger.queries import balance
from boxmalls.ledger.testing import AT, at_once, give_balance, make_person, owner_cursor
from boxmalls.privacy.collection import collecting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "safe"])

Kind = Account.Kind


def spend_one(wallet, payable):
    def work(number):
        with transaction.atomic():
            post(kind="sale", reference=new_id(), entries=[(wallet, -1), (payable, 1)], at=AT)
        return "bought"

    return work


def test_fifty_spends_on_a_wallet_worth_ten_accept_ten():
    person = make_person()
    wallet = give_balance(person.pk, 10)
    payable = account_for(kind=Kind.PAYABLE, unit="EUR", seller=new_id(), at=AT)
    outcomes = at_once(spend_one(wallet, payable), 50)
    assert outcomes.count("bought") == 10
    assert sum(isinstance(outcome, NotEnoughBalance) for outcome in outcomes) == 40
    assert balance(person.pk, "EUR") == 0
    assert check_books() == []


def test_without_the_check_more_than_ten_would_be_accepted():
    with owner_cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_not_overdrawn")
    person = make_person()
    wallet = give_balance(person.pk, 10)
    payable = account_for(kind=Kind.PAYABLE, unit="EUR", seller=new_id(), at=AT)
    outcomes = at_once(spend_one(wallet, payable), 50)
    assert outcomes.count("bought") == 50
    assert balance(person.pk, "EUR") == -40


def test_gifts_in_a_circle_wait_for_each_other_and_all_arrive():
    wallets = [give_balance(make_person().pk, 1000) for _ in range(4)]

    def work(number):
        for step in range(20):
            giver, taker = wallets[(number + step) % 4], wallets[(number * 3 + step + 1) % 4]
            if giver != taker:
                with transaction.atomic():
                    post(kind="gift", reference=new_id(), entries=[(giver, -1), (taker, 1)], at=AT)
        return "done"

    assert at_once(work, 8) == ["done"] * 8
    assert check_books() == []
    assert sum(Account.objects.filter(pk__in=wallets).values_list("balance_minor", flat=True)) == 4000


def test_an_entry_cannot_join_a_transaction_that_was_closed():
    wallet = give_balance(make_person().pk, 1000)
    bank = account_for(kind=Kind.BANK, unit="EUR", at=AT)
    closed = post(kind="sale", reference="one", entries=[(wallet, -1), (bank, 1)], at=AT)

    def join(number):
        with transaction.atomic(), collecting(BOOKS, person=None, at=AT):
            Entry.objects.bulk_create(
                [
                    Entry(transaction_id=closed, position=5, account_id=wallet, amount_minor=7),
                    Entry(transaction_id=closed, position=6, account_id=bank, amount_minor=-7),
                ]
            )

    (outcome,) = at_once(join, 1)
    assert str(refusal_for(outcome)) == "ledger_entry_joins_open_transaction"
    assert isinstance(refusal_for(outcome), PostingError)
    assert Entry.objects.filter(transaction_id=closed).count() == 2


def test_a_transaction_cannot_pretend_to_be_of_another_database_transaction():
    wallet = give_balance(make_person().pk, 1000)
    bank = account_for(kind=Kind.BANK, unit="EUR", at=AT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint + 1")
        (tomorrow,) = cursor.fetchone()
        fact = new_id()
        cursor.execute("INSERT INTO ledger_transaction (id, kind, reference, at, written_by) VALUES (%s, 'sale', 'forged', %s, %s)", [fact, AT, tomorrow])
        cursor.execute("SELECT written_by FROM ledger_transaction WHERE id = %s", [fact])
        assert cursor.fetchone() == (tomorrow - 1,)
        with collecting(BOOKS, person=None, at=AT):
            Entry.objects.bulk_create(
                [
                    Entry(transaction_id=fact, position=0, account_id=wallet, amount_minor=-1),
                    Entry(transaction_id=fact, position=1, account_id=bank, amount_minor=1),
                ]
            )
    assert check_books() == []
