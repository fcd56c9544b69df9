"""Erasing somebody: a plan, a saga of steps that may be killed anywhere, a receipt."""

from .plan import PlanLine, plan_erasure
from .receipt import Receipt, ReceiptLine, receipt_by_token
from .replaying import must_replay, replay
from .saga import continue_erasure, continue_erasures, erase_person, is_gone, new_receipt_token, remove_stragglers
from .statement import signed_statement

__all__ = [
    "PlanLine",
    "Receipt",
    "ReceiptLine",
    "continue_erasure",
    "continue_erasures",
    "erase_person",
    "is_gone",
    "must_replay",
    "new_receipt_token",
    "plan_erasure",
    "receipt_by_token",
    "remove_stragglers",
    "replay",
    "signed_statement",
]
