"""Accounts, and the transactions of entries that move them."""

from boxmalls.ledger.models.account import Account, Kind
from boxmalls.ledger.models.transaction import Entry, Transaction

__all__ = ["Account", "Entry", "Kind", "Transaction"]
