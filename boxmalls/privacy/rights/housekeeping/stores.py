"""Every store in which something about a person may lie: since when it cannot be read there, and when its bytes are gone."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.rights.models import Erasure

WITHIN = timedelta(days=1)
"""What the worker clears, it clears within a day."""

LOG_DAYS = 42
"""The oldest log file is so old: a new one each week, and five that are kept."""


@dataclass(frozen=True, slots=True)
class Store:
    """
    A place where bytes lie.

    :param unreadable: the step of an erasure after which nothing can be read there any more.
    :param cluster: the database whose housekeeping makes the bytes go; empty where the step itself does.
    :param days: after so many days they are gone by themselves.
    """

    code: str
    title: Any
    how: Any
    unreadable: str
    cluster: str = ""
    days: int | None = None


STORES = (
    Store("sign-in", _("Sign-in"), _("Rows removed; the tables and their indexes are then written anew without them."), "sign-in", cluster="safe"),
    Store("keys", _("Your key and the index to find you by"), _("Removed; the tables are then written anew without them."), "key", cluster="safe"),
    Store(
        "tables",
        _("Tables and indexes"),
        _("What was sealed is noise, rows are removed; the tables are then written anew."),
        "key",
        cluster="default",
    ),
    Store("wal", _("The databases' running logs"), _("A new log is begun, and the old ones are deleted."), "key", cluster="both"),
    Store("temporary", _("Temporary files"), _("Each lives as long as one question to the database."), "rows"),
    Store("files", _("Files"), _("Deleted together with their rows."), "rows"),
    Store("search", _("The search index"), _("It knows goods alone. You were never in it."), "tell"),
    Store("queue", _("Queued work"), _("It knows numbers alone, and is deleted a day after it is done."), "tell", days=1),
    Store("mail", _("Mail that waits to be sent"), _("Letters to you are taken out."), "mail"),
    Store("logs", _("Logs"), _("They hold no values. The oldest file is deleted each week."), "tell", days=LOG_DAYS),
    Store("exports", _("Downloads of your data"), _("Made when you ask, handed to you, and never kept."), "rows"),
    Store("backups", _("Backups"), _("What was sealed is noise in all of them; they are overwritten in turn."), "key"),
)

CLUSTERS = ("default", "safe")


def stores_cleared_with(cluster: str) -> tuple[Store, ...]:
    """The stores of one database; the log of the last database to be cleared stands for both."""
    return tuple(store for store in STORES if store.cluster == cluster)


@dataclass(frozen=True, slots=True)
class StoreLine:
    """What a receipt says of one store. `gone_at` is empty until it is true; `gone_by` is the promise."""

    code: str
    title: Any
    how: Any
    unreadable_at: datetime | None
    gone_at: datetime | None
    gone_by: datetime | None


def stores_of(erasure: Erasure, *, now: datetime) -> list[StoreLine]:
    """Store by store, what has come true and what is still to come."""
    behind = dict(erasure.steps.values_list("name", "done_at"))
    cleared = dict(erasure.stores.values_list("store", "gone_at"))
    return [_line(store, erasure, behind, cleared, now) for store in STORES]


def _line(store: Store, erasure: Erasure, behind: dict[str, datetime], cleared: dict[str, datetime], now: datetime) -> StoreLine:
    since = behind.get(store.unreadable, erasure.done_at)
    by, gone = since, since
    if store.cluster:
        by, gone = (erasure.done_at + WITHIN if erasure.done_at else None), cleared.get(store.code)
    elif store.code == "backups":
        day = erasure.backups_gone_on
        by = datetime.combine(day, time(), now.tzinfo) if day else None
        gone = by if by and by <= now else None
    elif store.days is not None and since:
        by = since + timedelta(days=store.days)
        gone = by if by <= now else None
    return StoreLine(store.code, store.title, store.how, since, gone, by)
