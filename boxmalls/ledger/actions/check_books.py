"""Reading the whole of the books and telling what is wrong in them."""

from boxmalls.ledger.queries import unbalanced_transactions, wrong_balances


def check_books() -> list[str]:
    """What does not add up, a sentence each; empty when all is well."""
    found = [f"Account {account} says {balance}, its entries say {entries}." for account, balance, entries in wrong_balances()]
    found += [f"Transaction {fact} sums to {total} {unit}." for fact, unit, total in unbalanced_transactions()]
    return found
