"""Verbs about accounts."""

from .accounts import AddressTaken, make_account, sync_blind_index
from .addresses import add_address, change_address, remove_address, use_addresses
from .guests import claim_guest_orders
from .profiles import change_profile
from .staff import hire, let_go

__all__ = [
    "AddressTaken",
    "add_address",
    "change_address",
    "change_profile",
    "claim_guest_orders",
    "hire",
    "let_go",
    "make_account",
    "remove_address",
    "sync_blind_index",
    "use_addresses",
]
