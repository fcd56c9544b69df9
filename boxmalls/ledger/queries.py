"""Reading the books."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boxmalls.base import sql
from boxmalls.ledger.models import Account, Entry, Kind


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of an account, and the balance after it."""

    at: datetime
    kind: str
    reference: str
    amount_minor: int
    balance_minor: int


def balance(person_id: UUID, unit: str) -> int:
    """What a person can spend, in minor units."""
    account = Account.objects.filter(owner_person_id=person_id, kind=Account.Kind.WALLET, unit=unit)
    return account.values_list("balance_minor", flat=True).first() or 0


def balances(person_id: UUID) -> dict[str, int]:
    """Everything a person has, by unit; units that never were are left out."""
    return dict(Account.objects.filter(owner_person_id=person_id).order_by("unit").values_list("unit", "balance_minor"))


def seller_balance(seller_id: UUID, unit: str) -> int:
    """What is owed to a seller, goods and carriage, in minor units."""
    rows = Account.objects.filter(owner_seller=seller_id, unit=unit).values_list("balance_minor", flat=True)
    return sum(rows)


def platform_balance(kind: Kind, unit: str) -> int:
    """One of the marketplace's own accounts, over all its shards, in minor units."""
    return sum(Account.objects.filter(kind=kind, unit=unit).values_list("balance_minor", flat=True))


def statement(account_id: UUID) -> list[StatementLine]:
    """Every movement of an account, oldest first."""
    rows = Entry.objects.filter(account_id=account_id).order_by("transaction__at", "transaction_id", "position")
    return list(_with_balance(rows.values_list("transaction__at", "transaction__kind", "transaction__reference", "amount_minor")))


def statement_of(person_id: UUID, unit: str) -> list[StatementLine]:
    """Every movement of a person's balance, oldest first."""
    found = Account.objects.filter(owner_person_id=person_id, kind=Account.Kind.WALLET, unit=unit).values_list("id", flat=True)
    return statement(found[0]) if found else []


def _with_balance(rows: Iterable[tuple[datetime, str, str, int]]) -> Iterator[StatementLine]:
    balance_minor = 0
    for at, kind, reference, amount in rows:
        balance_minor += amount
        yield StatementLine(at, kind, reference, amount, balance_minor)


def wrong_balances() -> list[tuple[UUID, int, int]]:
    """Accounts whose balance is not the sum of their entries: (account, balance, sum). Always empty."""
    return sql.rows(sql.read(__file__, "wrong_balances.sql"))


def unbalanced_transactions() -> list[tuple[UUID, str, int]]:
    """Transactions that do not sum to zero, or have no entries: (transaction, unit, sum). Always empty."""
    return sql.rows(sql.read(__file__, "unbalanced_transactions.sql"))
