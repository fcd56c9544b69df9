"""
How often something may be tried: counted in the database, exactly, under any number of processes. When in doubt, no.

One row and one statement for each try (the generic cell rate algorithm, ITU-T I.371): `amount` tries at once, after that one
more each `window / amount`. A row lock serialises tries on the same key, so that parallel ones are counted one by one.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, wraps
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base import sql
from boxmalls.base.clock import now
from boxmalls.base.refusals import TooMany, Unavailable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from boxmalls.base.web import View


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so long, of one kind and from one caller."""

    name: str
    amount: int
    window: timedelta

    @property
    def step(self) -> timedelta:
        """How long one try weighs."""
        return self.window / self.amount


class TriedTooOften(TooMany):
    """A limit is used up; `wait_s` says for how many seconds."""

    words = _("That was tried too often. Try again in %(minutes)s min.")


class LimitsDoNotAnswer(Unavailable):
    """The counts cannot be read, so nobody may try."""

    code = "limits-unavailable"


def take(limit: Limit, caller: str, *, at: datetime) -> None:
    """
    Count one try.

    Must stand before any transaction, so that a try counts even if what follows is rolled back.

    :raises TriedTooOften: if this caller has none left.
    :raises LimitsDoNotAnswer: if the database cannot say.
    """
    parameters = {"key": _key(limit, caller), "at": at, "step": limit.step, "window": limit.window}
    try:
        with transaction.atomic(durable=True):
            counted = sql.row(sql.read(__file__, "take.sql"), parameters)
            free_at = None if counted else _free_at(limit, caller)
    except DatabaseError as trouble:
        raise LimitsDoNotAnswer from trouble
    if counted is None:
        wait_s = max(1, ceil((((free_at or at) - at) + limit.step - limit.window).total_seconds()))
        raise TriedTooOften(limit=limit.name, wait_s=wait_s, minutes=ceil(wait_s / 60))


def give_back(limit: Limit, caller: str) -> None:
    """Take one try back: it succeeded, and only failures should count."""
    sql.run("UPDATE base_limitcount SET free_at = free_at - %s WHERE key = %s", (limit.step, _key(limit, caller)))


def forget(limit: Limit, caller: str) -> None:
    """Let this caller begin anew."""
    sql.run("DELETE FROM base_limitcount WHERE key = %s", (_key(limit, caller),))


def sweep(*, at: datetime) -> int:
    """Delete the counts that say nothing any more; returns how many."""
    return sql.run("DELETE FROM base_limitcount WHERE free_at < %s", (at,))


def network_of(request: HttpRequest) -> str:
    """
    Where a request comes from, as a caller to be limited: an IPv4 address, or the /64 network that one household has in IPv6.

    Behind proxies (`TRUSTED_PROXIES` in the settings, 0 by default) it is the address that the outermost of ours saw.
    """
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    seen = [request.META.get("REMOTE_ADDR", "")]
    if proxies:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        seen = forwarded[-proxies:] or seen
    try:
        address = ipaddress.ip_address(seen[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _free_at(limit: Limit, caller: str) -> datetime | None:
    found = sql.row("SELECT free_at FROM base_limitcount WHERE key = %s", (_key(limit, caller),))
    return found[0] if found else None


def _key(limit: Limit, caller: str) -> bytes:
    return hmac.digest(_secret(settings.SECRET_KEY), f"{limit.name}\0{caller}".encode("utf-8", "replace"), "sha256")


@cache
def _secret(secret_key: str) -> bytes:
    return sha256(b"boxmalls.base.limits\0" + secret_key.encode()).digest()


def limited(limit: Limit, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Count each request of these methods for the network that it comes from, before the view runs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                take(limit, network_of(request), at=now())
            return view(request, *args, **kwargs)

        return counted

    return decorate
