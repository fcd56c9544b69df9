"""Editions for tests, through the front door."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from boxmalls.base.ids import new_id
from boxmalls.privacy.models import Edition, PolicyVersion
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.testing import AT, publish

from .actions import Answers, approve_edition, draft_edition, propose_edition, put_in_force, schedule_edition
from .rules import NOTICE_DAYS

AUTHOR, SECOND = new_id(), new_id()
LATER = timedelta(days=NOTICE_DAYS)
FIRST = FIRST_TEXT.read_bytes()


def changed_text(old: str = "Welcome to use all", new: str = "Welcome to all") -> bytes:
    """The first policy with a sentence changed."""
    return FIRST.decode().replace(old, new, 1).encode()


def make_edition(
    *,
    by: UUID = AUTHOR,
    site_codes: Sequence[str] = ("eu",),
    language: str = "en",
    words: bytes | None = None,
    news: str = "One word fewer.",
    at: datetime = AT,
) -> Edition:
    """A draft."""
    for code in site_codes:
        publish(code, at=at)
    return draft_edition(by=by, title="Shorter welcome", site_codes=list(site_codes), language=language, words=words or changed_text(), news=news, at=at)


def answers(*, at: datetime = AT, days: int | None = None, **said: Any) -> Answers:
    """What an author answers; with the usual notice, if it asks people."""
    made = Answers(effective_on=at.date(), **said)
    if days is None:
        days = NOTICE_DAYS if (made.asks or made.reworded) and not made.short_notice else 0
    return Answers(effective_on=(at + timedelta(days=days)).date(), **said)


def make_approved(*, at: datetime = AT, days: int | None = None, edition: Edition | None = None, **said: Any) -> Edition:
    """An edition that a second person approved."""
    edition = edition or make_edition(at=at)
    propose_edition(edition=edition, by=edition.author_id, answers=answers(at=at, days=days, **said), at=at)
    approve_edition(edition=edition, by=SECOND, at=at)
    return edition


def make_scheduled(*, at: datetime = AT, **more: Any) -> Edition:
    """An edition that is announced."""
    edition = make_approved(at=at, **more)
    schedule_edition(edition=edition, by=SECOND, at=at)
    return edition


def make_in_force(*, at: datetime = AT, **more: Any) -> PolicyVersion:
    """An edition in force, on its first site."""
    return put_in_force(edition=make_scheduled(at=at, **more), at=at + LATER)[0]
