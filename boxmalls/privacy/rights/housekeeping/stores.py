"""
Every store in which something about a person may lie: since when it cannot be read there, and when its bytes are gone.

Unreadable is what no page and no question to our databases finds any more, and what nothing of ours opens. Whoever holds a disk may still
find bytes of what was not sealed, until they are gone.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.rights.models import Erasure

WITHIN = timedelta(days=1)
"""What the worker clears, it clears within a day."""

LOG_DAYS = 42
"""The oldest log file is so old: a new one each week, and five that are kept."""

BACKUP_DAYS: int = max(settings.BACKUP_DAYS, settings.SHOP_BACKUP_DAYS) + 2
"""
So long after an erasure the last backup with something of it is deleted. A base backup is made of files, so that it may have bytes until they are
cleared, a day later; and what is over is deleted by the next night's backup.
"""

KEY_DAYS = 7
"""So long a key seals backups; it is destroyed with the last of them."""


@dataclass(frozen=True, slots=True)
class Store:
    """
    A place where bytes lie.

    :param unreadable: the step of an erasure after which nothing can be read there any more; empty where that is when the bytes are gone.
    :param cluster: the database whose housekeeping makes the bytes go, or `both`; empty where the step itself does.
    :param days: after so many days they are to be gone by themselves. That they are is said once the worker has looked (`looking.py`).
    :param away: whether it lies elsewhere, so that nobody here sees its bytes go; what is seen is that they open no more.
    """

    code: str
    title: Any
    how: Any
    unreadable: str = ""
    cluster: str = ""
    days: int | None = None
    away: bool = False


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
    Store("wal", _("The databases' running logs"), _("A new log is begun, and the old ones are deleted."), cluster="both"),
    Store("temporary", _("Temporary files"), _("Each lives as long as one question to the database."), cluster="both"),
    Store("files", _("Files"), _("Deleted together with their rows."), "rows"),
    Store("search", _("The search index"), _("It knows goods alone. You were never in it."), "tell"),
    Store("queue", _("Queued work"), _("It knows numbers alone, and is deleted a day after it is done."), "key", days=2),
    Store("mail", _("Mail that waits to be sent"), _("Letters to you are taken out."), "mail"),
    Store("logs", _("Logs"), _("They hold no values. The oldest file is deleted each week."), "key", days=LOG_DAYS),
    Store("exports", _("Downloads of your data"), _("Made when you ask, handed to you, and never kept."), "rows"),
    Store("backups", _("Backups"), _("Each is sealed as a whole, so that we alone can open it, and is deleted when its days have passed."), days=BACKUP_DAYS),
    Store(
        "copies",
        _("Copies of backups, wherever they lie"),
        _("The keys that open them are destroyed with the last backups of their week. From then on every copy is noise."),
        days=BACKUP_DAYS + KEY_DAYS,
        away=True,
    ),
)

CLUSTERS = ("default", "safe")
LOOKED_AT = tuple(store for store in STORES if store.days is not None)


def stores_cleared_with(cluster: str) -> tuple[Store, ...]:
    """The stores of one database; what lies beside both is cleared with the last of them."""
    return tuple(store for store in STORES if store.cluster == cluster)


@dataclass(frozen=True, slots=True)
class StoreLine:
    """What a receipt says of one store. What ends with `_at` is empty until it is true; what ends with `_by` is the promise."""

    code: str
    title: Any
    how: Any
    unreadable_at: datetime | None
    unreadable_by: datetime | None
    gone_at: datetime | None
    gone_by: datetime | None
    now: datetime

    @property
    def unreadable_is_late(self) -> bool:
        """Whether the promised day has passed, and nobody has seen that it came true."""
        return self.unreadable_at is None and self.unreadable_by is not None and self.unreadable_by < self.now

    @property
    def gone_is_late(self) -> bool:
        """The same of its bytes."""
        return self.gone_at is None and self.gone_by is not None and self.gone_by < self.now


def stores_of(erasure: Erasure, *, now: datetime) -> list[StoreLine]:
    """Store by store, what has come true and what is still to come."""
    behind = dict(erasure.steps.values_list("name", "done_at"))
    seen = dict(erasure.stores.values_list("store", "gone_at"))
    return [_line(store, erasure, behind, seen, now) for store in STORES]


def _line(store: Store, erasure: Erasure, behind: dict[str, datetime], seen: dict[str, datetime], now: datetime) -> StoreLine:
    gone_by = _promised(store, erasure)
    gone = seen.get(store.code) if store.cluster or store.days is not None else behind.get(store.unreadable, erasure.done_at)
    if store.cluster == "both":
        gone = gone or erasure.bytes_gone_at
    unreadable, by = (behind.get(store.unreadable, erasure.done_at), None) if store.unreadable else (gone, gone_by)
    if store.away:
        gone, gone_by = None, None
    return StoreLine(store.code, store.title, store.how, unreadable, by, gone, gone_by, now)


def _promised(store: Store, erasure: Erasure) -> datetime | None:
    """The end of the day by which it is to be gone."""
    if not erasure.done_at:
        return None
    if store.cluster:
        return erasure.done_at + WITHIN
    if store.code in ("backups", "copies") and erasure.backups_gone_on:
        later = timedelta(days=1 + (KEY_DAYS if store.away else 0))
        return datetime.combine(erasure.backups_gone_on, time(), erasure.done_at.tzinfo) + later
    return erasure.done_at + timedelta(days=store.days or 0)
