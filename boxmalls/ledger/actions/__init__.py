"""Opening accounts, and moving money between them."""

from boxmalls.ledger.actions.accounts import account_for, accounts_for
from boxmalls.ledger.actions.check_books import check_books
from boxmalls.ledger.actions.posting import NotEnoughBalance, PostingError, post

__all__ = ["NotEnoughBalance", "PostingError", "account_for", "accounts_for", "check_books", "post"]
