"""The addresses between buyer and seller: opened when an order is paid, ended with the lease."""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from boxmalls.orders.leases import lease_end, order_with_events
from boxmalls.orders.models import Order, RelayAddress
from boxmalls.privacy.choices import stopped
from boxmalls.sites.models import Site
from boxmalls.sites.queries import site as site_of

BEGINNING = "o-"
WAYS = (True, False)
"""To the seller, to the buyer."""


def relays_mail() -> bool:
    """Whether this shop has a mailbox for it."""
    return settings.RELAY_MAILBOX is not None


def domain_of(site: Site) -> str:
    """What stands behind the @."""
    return settings.RELAY_DOMAIN or f"relay.{site.host}"


def written_out(relay: RelayAddress) -> str:
    """The whole address."""
    return f"{relay.name}@{domain_of(site_of(relay.order.group.site_id))}"


def open_addresses(order: Order, *, until: datetime, at: datetime) -> None:
    """One address for each direction, inside the caller's `collecting`. Opening twice changes nothing."""
    if not relays_mail() or RelayAddress.objects.filter(order=order).count() == len(WAYS):
        return
    RelayAddress.objects.bulk_create(
        [RelayAddress(order=order, person_id=order.person_id, to_seller=way, name=_new_name(), opened_at=at, ends_at=until) for way in WAYS],
        ignore_conflicts=True,
    )


def live_address(order_id: UUID, *, to_seller: bool, at: datetime) -> RelayAddress | None:
    """The address for one direction of an order; None if it has none, or its lease is over."""
    found = RelayAddress.objects.select_related("order__group", "order__seller").filter(order_id=order_id, to_seller=to_seller, ends_at__gt=at).first()
    return found if found is not None and _lease_is_open(found, at) else None


def shown_address(order_id: UUID, *, to_seller: bool, at: datetime) -> str:
    """The same as it is written on a page; empty if there is none."""
    found = live_address(order_id, to_seller=to_seller, at=at) if relays_mail() else None
    return written_out(found) if found else ""


def addressed(to: Iterable[str], *, at: datetime) -> RelayAddress | None:
    """The address that a mail is to; None if there is none that lives, or more than one."""
    wanted = set(to)
    names = {address.partition("@")[0] for address in wanted if address.startswith(BEGINNING)}
    found = [relay for relay in RelayAddress.objects.select_related("order__group", "order__seller").filter(name__in=names) if written_out(relay) in wanted]
    return found[0] if len(found) == 1 and _lease_is_open(found[0], at) else None


def is_ours(address: str, sites: Iterable[Site]) -> bool:
    """Whether an address is one of the relay's, living or not."""
    return address.casefold().rpartition("@")[2] in {domain_of(site).casefold() for site in sites}


def _lease_is_open(relay: RelayAddress, at: datetime) -> bool:
    ends = lease_end(order_with_events(relay.order_id))
    return at < relay.ends_at and ends is not None and at < ends and not stopped(relay.person_id, "orders.writing")


def _new_name() -> str:
    return BEGINNING + base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
