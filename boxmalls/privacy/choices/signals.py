"""
Global Privacy Control: what a browser says for the person in front of it, and what that means under the site's law.

`Sec-GPC: 1` says: do not sell or share what you learn of me, and aim no advertising at me by it. docs/choices.md has the table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import StrEnum

from boxmalls.privacy.laws import laws

HEADER = "Sec-GPC"
_heard: ContextVar[bool] = ContextVar("boxmalls_gpc", default=False)


class Honour(StrEnum):
    """How far a signal reaches under a law (`gpc.honour` in laws.toml)."""

    KNOWN = "known"  # The browser that sends it, and the person behind it on every device, until they expressly agree again.
    BROWSER = "browser"  # The requests that carry it.
    NONE = "none"


def honour(law: str | None) -> Honour:
    """How far signals reach under a law; as far as can be under one that we do not know."""
    known = laws().get(law) if law else None
    return Honour(known.parameters["gpc"]["honour"]) if known else Honour.KNOWN


def is_sent(header: str | None) -> bool:
    """Whether a request carries the signal: `1`, and nothing else, as the specification has it."""
    return (header or "").strip() == "1"


def may_share(*, agreed_at: datetime | None, signalled_at: datetime | None, heard_now: bool) -> bool:
    """
    Whether something of which the signal speaks may run for somebody.

    Nothing runs without a yes. A signal is later than every yes that was given before it was first heard, so it wins. A yes that was
    given after it stands for as long as we know the person, although the signal keeps coming (11 CCR 7025(c)(3)); its absence is never a yes
    (c)(5). Where a signal is not remembered, each request speaks for itself.

    :param signalled_at: since when a signal counts as the person's own no.
    :param heard_now: whether this request carries a signal that the site's law honours.
    """
    if agreed_at is None:
        return False
    if signalled_at is not None:
        return agreed_at > signalled_at
    return not heard_now


def overruled(agreed_at: datetime, signalled_at: datetime | None) -> bool:
    """Whether a yes does not count now, because of what the person's browser said, or says in this request."""
    return not may_share(agreed_at=agreed_at, signalled_at=signalled_at, heard_now=_heard.get())


def heard() -> bool:
    """Whether the request that is being answered carries a signal that its site honours."""
    return _heard.get()


@contextmanager
def hearing(signal: bool) -> Iterator[None]:
    """For the length of one request: it carries a signal that is honoured, or not."""
    before = _heard.set(signal)
    try:
        yield
    finally:
        _heard.reset(before)
