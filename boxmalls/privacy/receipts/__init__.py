"""Receipts of what was accepted, agreed to and taken back: ISO/IEC TS 27560 fields, JSON-LD in W3C's privacy words, signed."""

from .actions import issue_receipt, sign_statement
from .parties import Party, learn_parties
from .queries import proofs_of, public_keys

__all__ = ["Party", "issue_receipt", "learn_parties", "proofs_of", "public_keys", "sign_statement"]
