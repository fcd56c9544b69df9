"""Rules of orders. Plain functions: no database, no clock, no settings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from boxmalls.base.ids import public_number

type State = Literal["awaiting_payment", "to_ship", "shipped", "received", "cancelled"]

ZONES = {
    "TW": "Asia/Taipei",
    "MY": "Asia/Kuala_Lumpur",
    "SG": "Asia/Singapore",
    "JP": "Asia/Tokyo",
    "EU": "Europe/Brussels",
    "US-CA": "America/Los_Angeles",
}
"""The clock by which a law counts days and years."""


class Facts(Protocol):
    """What happened to an order, each None where it did not."""

    paid_at: datetime | None
    shipped_at: datetime | None
    received_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to an order."""

    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    cancelled_at: datetime | None = None


def state_of(order: Facts) -> State:
    """Where an order stands."""
    if order.cancelled_at:
        return "cancelled"
    if order.received_at:
        return "received"
    if order.shipped_at:
        return "shipped"
    return "to_ship" if order.paid_at else "awaiting_payment"


LEASE_AFTER_SHIPPING = timedelta(days=30)
LEASE_AFTER_RECEIPT = timedelta(days=14)
LEASE_AT_MOST = timedelta(days=120)


def lease_ends(order: Facts) -> datetime | None:
    """
    When a seller's lease of a buyer's data ends; None while there is none, because nothing is paid.

    It begins when the order is paid. A seller needs it until the goods are with the buyer and the time to say that something is wrong with
    them is over, and never longer than 120 days; of an order that was called off not at all.
    """
    if order.paid_at is None or order.cancelled_at is not None:
        return None
    ends = [order.paid_at + LEASE_AT_MOST]
    if order.shipped_at:
        ends.append(order.shipped_at + LEASE_AFTER_SHIPPING)
    if order.received_at:
        ends.append(order.received_at + LEASE_AFTER_RECEIPT)
    return min(ends)


def lease_is_open(order: Facts, at: datetime) -> bool:
    """Whether the seller may know the buyer at a moment; no longer in the second in which the lease ends."""
    ends = lease_ends(order)
    return ends is not None and at < ends


def local_day(at: datetime, law: str) -> date:
    """The calendar day at the place of a law."""
    return at.astimezone(ZoneInfo(ZONES.get(law, "UTC"))).date()


def ship_by(placed_on: date, dispatch_days: int) -> date:
    """The day by which a seller promised to hand over the parcel; Saturdays and Sundays do not count."""
    day, left = placed_on, dispatch_days
    while left > 0 or day.weekday() >= 5:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def new_label() -> str:
    """The number on a parcel label: `BX-7K2M-0091`. It says nothing about who gets the parcel."""
    return public_number("BX")


def invoice_prefix(site_code: str, year: int, seller_slug: str) -> str:
    """What stands before the running number of an invoice: `EU-2026-PHOTOHAUS-`."""
    return f"{site_code}-{year}-{seller_slug[:32]}-".upper()


def shown_name(full_name: str) -> str:
    """
    A first name and an initial, which is all that most sellers learn: `Lena K.`

    Names written without a space, as in Chinese and Japanese, keep the family name's first character: `王○○`.
    """
    parts = full_name.split()
    if not parts:
        return ""
    if len(parts) == 1:
        name = parts[0]
        return name if name.isascii() else name[0] + "○" * min(len(name) - 1, 2)
    return f"{parts[0]} {parts[-1][0]}."
