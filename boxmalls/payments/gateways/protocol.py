"""
The door for card and wallet gateways.

The order is placed and committed first, awaiting payment; only then is the gateway called, never inside a transaction. What it
tells later (`read_notice`) books the payment, once for each `Notice.id`. Of the buyer it gets what `Intent` holds and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Intent:
    """What a gateway is asked to take. `payment_id` is also the idempotency key: asked twice, it takes once."""

    payment_id: UUID
    amount_minor: int
    currency: str
    reference: str
    return_to: str
    language: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the buyer goes to pay, and under which name the gateway knows the payment."""

    address: str
    gateway_reference: str


class Outcome(StrEnum):
    """What became of a payment at the gateway."""

    PAID = "paid"
    REFUSED = "refused"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a gateway tells. `id` is the gateway's own and never repeats."""

    id: str
    payment_id: UUID
    outcome: Outcome
    amount_minor: int
    currency: str


class Gateway(Protocol):
    """One gateway. It is named in the register of recipients before it is switched on."""

    code: str

    def open(self, intent: Intent) -> Redirect:
        """Begin a payment. May be called again after a crash and then answers the same."""

    def refund(self, *, gateway_reference: str, amount_minor: int, key: UUID) -> None:
        """Send money back. `key` makes it happen once."""

    def read_notice(self, *, headers: Mapping[str, str], body: bytes) -> Notice:
        """
        Understand what the gateway sent, after its signature was checked.

        :raises ValueError: if the signature is not the gateway's.
        """
