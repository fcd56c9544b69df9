"""Which courier brings what: the operator's choice, by site."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from boxmalls.shipping.couriers.http import HttpCourier
from boxmalls.shipping.couriers.protocol import Courier, Event


def has_courier(site_code: str = "") -> bool:
    """Whether the shop books couriers itself; on a site, or at all."""
    return bool(settings.COURIERS) if not site_code else courier_of_site(site_code) is not None


def courier_of_site(site_code: str) -> Courier | None:
    """Who brings a site's parcels: whoever is named for it, else whoever is for all."""
    named = [each for each in settings.COURIERS if site_code in each.sites] or [each for each in settings.COURIERS if not each.sites]
    return HttpCourier(named[0]) if named else None


def names_of_couriers() -> list[str]:
    """What the shop's couriers are called."""
    return [each.name for each in settings.COURIERS]


def courier_named(name: str) -> Courier | None:
    """One by its name; None if the shop has it no longer."""
    return next((HttpCourier(each) for each in settings.COURIERS if each.name == name), None)


def read_event(*, headers: Mapping[str, str], body: bytes, at: datetime) -> tuple[str, Event]:
    """
    What a courier of ours sent, and which one did.

    :raises ValueError: if none of them signed it, too long ago, or it is nonsense.
    """
    wrong = ValueError("nobody")
    for each in settings.COURIERS:
        try:
            return each.name, HttpCourier(each).read_event(headers=headers, body=body, at=at)
        except ValueError as said:
            wrong = said
    raise wrong
