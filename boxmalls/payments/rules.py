"""How long a transfer may take, and what it is called on the bank's statement."""

from datetime import datetime, timedelta

from boxmalls.base.ids import public_number

DAYS_TO_TRANSFER = 7


def due_at(at: datetime) -> datetime:
    """Until when a transfer is waited for."""
    return at + timedelta(days=DAYS_TO_TRANSFER)


def new_reference() -> str:
    """What the payer writes into the transfer: `BM-7K2M-0091-4T`, read aloud without mistakes."""
    return public_number("BM", groups=3)
