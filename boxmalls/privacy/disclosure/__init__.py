"""The ledger of what left to whom, and why."""

from .actions import disclose, disclose_many

__all__ = ["disclose", "disclose_many"]
