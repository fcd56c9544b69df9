"""Asking for money, seeing it arrive, giving it back."""

from boxmalls.payments.actions.ask import expect_transfer, pay_from_balance, top_up
from boxmalls.payments.actions.bank import set_bank_account
from boxmalls.payments.actions.confirm import AlreadyConfirmed, confirm_transfer
from boxmalls.payments.actions.give_back import give_back, lapse_transfer

__all__ = ["AlreadyConfirmed", "confirm_transfer", "expect_transfer", "give_back", "lapse_transfer", "pay_from_balance", "set_bank_account", "top_up"]
