"""Identifiers that the application makes: time-ordered, so that index pages stay warm (RFC 9562)."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to be misread on the telephone.


def new_id() -> UUID:
    """A UUID version 7: 48 bits of milliseconds, 74 bits of chance (RFC 9562, section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10))
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((chance >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= chance & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def first_id_at(moment: datetime) -> UUID:
    """The least id that `new_id` can have made at a moment: what is above was made then or later."""
    return UUID(int=(int(moment.timestamp() * 1000) & 0xFFFF_FFFF_FFFF) << 80)


def made_at(made: UUID) -> datetime:
    """When `new_id` made an id."""
    return datetime.fromtimestamp((made.int >> 80) / 1000, tz=UTC)


def public_number(prefix: str, groups: int = 2) -> str:
    """A number that people read aloud, such as `BX-7K2M-0091`. Random: it tells nothing about how many there are."""
    chosen = "".join(ALPHABET[byte & 31] for byte in os.urandom(4 * groups))  # 32 signs: each is as likely.
    return "-".join((prefix, *(chosen[place : place + 4] for place in range(0, len(chosen), 4))))
