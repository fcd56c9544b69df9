"""The ledger of what left to whom, and why."""

from .actions import disclose, disclose_many
from .mails import tell_of_letter

__all__ = ["disclose", "disclose_many", "tell_of_letter"]
