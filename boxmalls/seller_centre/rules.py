"""Rules of the desk. Plain functions: no database, no clock."""

from datetime import date, datetime, timedelta

LEASE_DAYS = 30
"""How long a seller may use a buyer's address after opening it for a parcel."""


def lease_until(at: datetime) -> date:
    """The day by which an address that is opened now has to be forgotten."""
    return (at + timedelta(days=LEASE_DAYS)).date()
