"""What the sign-in library tells only by signals: an address was proven, changed or removed. The one place that listens."""

from typing import Any

from allauth.account import signals
from allauth.account.models import EmailAddress

from boxmalls.base.clock import now


def listen() -> None:
    """Keep the blind index equal to the proven addresses."""
    for signal in (signals.email_confirmed, signals.email_changed, signals.email_removed):
        signal.connect(addresses_changed, sender=EmailAddress, dispatch_uid="boxmalls.accounts.addresses")


def addresses_changed(*, email_address: EmailAddress | None = None, to_email_address: EmailAddress | None = None, **news: Any) -> None:
    """Let the owner be found by what is proven now."""
    from boxmalls.accounts.actions.accounts import sync_blind_index

    address = email_address or to_email_address
    if address is not None:
        sync_blind_index(address.user, at=now())
