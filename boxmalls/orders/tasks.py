"""What orders do by the clock."""

from django.conf import settings
from django.tasks import task

from boxmalls.base.clock import now
from boxmalls.orders.actions import cancel_unpaid
from boxmalls.orders.catching_up import catch_up
from boxmalls.orders.courier.asking import ask_couriers
from boxmalls.orders.figures import publish_sales as publish
from boxmalls.orders.leases import end_leases
from boxmalls.orders.phone_relay.lines import ask_again
from boxmalls.orders.relay.taking import forget_taken, poll
from boxmalls.privacy.vault import keyring


@task
def cancel_what_is_unpaid() -> None:
    """Call off orders whose transfer should have come by now."""
    cancel_unpaid(at=now())


@task
def publish_sales() -> int:
    """Publish the figures of the month that is over; returns how many tables are new."""
    return publish(at=now())


@task
def read_relay() -> int:
    """Take what buyers and sellers wrote by email; returns how many mails. Without a mailbox there is nothing to do."""
    if settings.RELAY_MAILBOX is None:
        return 0
    with keyring():
        return sum(poll(settings.RELAY_MAILBOX, at=now()).values())


@task
def close_what_is_over() -> int:
    """Close what stood for buyers' addresses and numbers, and what couriers were told, where it outlived the seller's lease; returns how many."""
    forget_taken(at=now())
    return end_leases(at=now())


@task
def look_after_lines() -> int:
    """Ask for the numbers that the phone relay has not lent yet, and close there what is over here; returns how much could be done."""
    with keyring():
        return ask_again(at=now())


@task
def look_after_parcels() -> int:
    """Ask couriers for what they have not answered yet, tell them what was corrected and what to forget; returns how much could be done."""
    with keyring():
        return ask_couriers(at=now())


@task
def catch_up_with_orders() -> int:
    """Give orders that were paid before there was a mailbox or a phone relay what they lack, some at a time; returns how many were looked at."""
    with keyring():
        return catch_up(at=now())
