"""
The door for services that stand between telephones.

Sessions are named by us, so that one whose opening was never answered can be closed all the same. Opening twice answers the same; what was
closed once, or was closed before it was opened, never opens again. Of the buyer the service gets a number and an end, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from boxmalls.base.refusals import Unavailable


class PhoneRelayDoesNotAnswer(Unavailable):
    """It is away, or says no; tried again within minutes."""

    code = "phone-relay-unavailable"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to somebody's telephone. Whoever calls the lent number says the PIN, so that the service needs no number of the seller's."""

    session: UUID
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Lent:
    """What a seller dials."""

    number: str
    pin: str


@dataclass(frozen=True, slots=True)
class Event:
    """What the service tells: `call.started`, `call.ended`, `session.closed`. `id` is its own and never repeats."""

    id: str
    session: UUID
    kind: str
    at: datetime
    seconds: int


class PhoneRelay(Protocol):
    """One service."""

    host: str

    def open(self, wanted: Wanted) -> Lent:
        """
        Lend a number. May be called again after a crash and then answers the same.

        :raises PhoneRelayDoesNotAnswer: if it does not.
        """

    def close(self, session: UUID) -> None:
        """
        Take it back. Closing what is closed, or was never opened, changes nothing.

        :raises PhoneRelayDoesNotAnswer: if it does not answer.
        """

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Event:
        """
        Understand what the service sent, after its signature was checked.

        :raises ValueError: if the signature is not the service's, is old, or signs nonsense.
        """
