"""What an erasure leaves in the books."""

from boxmalls.privacy.register import TRACES, Why

TRACES.stay("ledger.Transaction", why=Why.BOOKS, words="A fact of the books, for a number.")
TRACES.stay("ledger.Entry", why=Why.BOOKS, words="Amounts on accounts; the person's own account is nobody's.")
TRACES.move("ledger.Account", "balance_minor", why=Why.BOOKS, words="Stores and the shop keep what they earned.")
