"""What was asked of a buyer, who gets what of it, and what became of it."""

from boxmalls.payments.models.bank import BankAccount
from boxmalls.payments.models.events import Refund, TransferConfirmation, TransferLapse
from boxmalls.payments.models.payment import Method, Payment, Share

__all__ = ["BankAccount", "Method", "Payment", "Refund", "Share", "TransferConfirmation", "TransferLapse"]
