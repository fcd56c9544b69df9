"""
The roll: a new key-encryption key, every living person's key wrapped anew, the old one destroyed. What an old copy of the safe holds is noise then.

Each step says in the safe that it is done, and may be broken off anywhere. From the moment in which an epoch opens PostgreSQL takes no key
that is wrapped by another key than its own, so that a key which is made meanwhile is never left behind.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Count, Min

from .models import KeyEpoch, PersonKey
from .wrapping import KekIsGone, TokenIsGone, key_store

type Progress = Callable[[int], None]

AT_ONCE = 5000
WAITS_FOR_LOCKS = "10s"
NO_BACKUP_FOR = timedelta(days=7)
"""So long a roll waits for a backup of the safe that was made after it, before it destroys the old key without one."""

WRAPPED_BEFORE = """
SELECT person_id, wrapped, kek FROM vault_personkey WHERE epoch < %s AND person_id > %s ORDER BY person_id LIMIT %s
"""
WRAP_ANEW = """
UPDATE vault_personkey AS held SET wrapped = anew.wrapped, kek = %s, epoch = %s
FROM unnest(%s::uuid[], %s::bytea[]) AS anew(person_id, wrapped)
WHERE held.person_id = anew.person_id AND held.epoch < %s
"""
NOBODY = UUID(int=0)


class StillWrapped(Exception):
    """Something is still wrapped by a key that was to be destroyed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether every key opens."""

    opened: int
    lost: dict[str, int]


def roll(*, at: datetime, progress: Progress | None = None) -> KeyEpoch:
    """
    Open a new epoch and wrap every key anew; go on with one that was broken off.

    The old key stays until `destroy_old` finds a backup of the safe that does without it.
    """
    epoch = KeyEpoch.objects.filter(closed_at=None, rewrapped_at=None).first() or open_epoch(at=at)
    return rewrap(epoch, at=at, progress=progress)


def open_epoch(*, at: datetime) -> KeyEpoch:
    """Make the new key, then, in one transaction that waits for all who are writing a key, let it be the only one that is taken."""
    with _alone(), connections["safe"].cursor() as cursor:
        kek = key_store().make()
        cursor.execute("LOCK TABLE vault_personkey IN SHARE ROW EXCLUSIVE MODE")
        _note_the_first(at)
        last = KeyEpoch.objects.order_by("-number").first()
        KeyEpoch.objects.filter(closed_at=None).update(closed_at=at)
        return KeyEpoch.objects.create(number=last.number + 1 if last else 1, kek=kek.id, opened_at=at)


@contextmanager
def _alone() -> Iterator[None]:
    """One transaction that opens an epoch or destroys keys, never two: a key that was just made is in no epoch yet, and must not be taken for a leftover."""
    with transaction.atomic(using="safe"), connections["safe"].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{WAITS_FOR_LOCKS}'")
        cursor.execute("LOCK TABLE vault_keyepoch IN SHARE ROW EXCLUSIVE MODE")
        yield


def _note_the_first(at: datetime) -> None:
    """Before the first roll there is no epoch on record, only the key that wraps all."""
    if KeyEpoch.objects.exists():
        return
    since = PersonKey.objects.aggregate(first=Min("made_at"))["first"] or at
    for kek in PersonKey.objects.order_by().values_list("kek", flat=True).distinct():
        number = PersonKey.objects.filter(kek=kek).order_by("-epoch").values_list("epoch", flat=True)[0]
        KeyEpoch.objects.get_or_create(number=number, defaults={"kek": kek, "opened_at": since, "closed_at": at, "rewrapped_at": at})


def rewrap(epoch: KeyEpoch, *, at: datetime, progress: Progress | None = None) -> KeyEpoch:
    """
    Wrap every key that an earlier epoch wrapped, so many at a time.

    :raises KekIsGone: if one cannot be opened; those that can are wrapped anew all the same.
    """
    store = key_store()
    kek, done, gone = store.find(epoch.kek), 0, ""
    last: UUID = NOBODY
    with connections["safe"].cursor() as cursor:
        while True:
            cursor.execute(WRAPPED_BEFORE, [epoch.number, last, AT_ONCE])
            rows = cursor.fetchall()
            if not rows:
                break
            last = rows[-1][0]
            ids, wrapped = [], []
            for person_id, sealed, kek_id in rows:
                try:
                    wrapped.append(kek.wrap(store.find(kek_id).unwrap(bytes(sealed), person_id), person_id))
                    ids.append(person_id)
                except (KekIsGone, InvalidTag):
                    gone = kek_id
            cursor.execute(WRAP_ANEW, [epoch.kek, epoch.number, ids, wrapped, epoch.number])
            done += len(ids)
            if progress:
                progress(done)
    if gone:
        raise KekIsGone(gone)
    store.make_newest(epoch.kek)
    KeyEpoch.objects.filter(pk=epoch.pk, rewrapped_at=None).update(rewrapped_at=at)
    epoch.refresh_from_db()
    return epoch


def destroy_old(*, at: datetime, now_already: bool = False) -> list[str]:
    """
    Destroy every key-encryption key but the one of the open epoch, once a backup of the safe exists that does without them.

    :param now_already: do not wait for such a backup.
    :returns: which were destroyed.
    """
    epoch = KeyEpoch.objects.filter(closed_at=None).exclude(rewrapped_at=None).first()
    if epoch is None or epoch.rewrapped_at is None:
        return []
    if not now_already and not _may_destroy(epoch.rewrapped_at, at):
        return []
    with _alone():
        if KeyEpoch.objects.filter(closed_at=None).values_list("kek", flat=True).first() != epoch.kek:
            return []
        gone = [kek_id for kek_id in destroyable() if kek_id != epoch.kek]
        wrapping = PersonKey.objects.filter(kek__in=gone).values_list("kek", flat=True).first()
        if wrapping:
            raise StillWrapped(wrapping)
        for kek_id in gone:
            key_store().destroy(kek_id)
        KeyEpoch.objects.exclude(closed_at=None).filter(destroyed_at=None).update(destroyed_at=at)
    return gone


def destroyable() -> list[str]:
    """The keys that are here, but for the one file beside a token that wraps nothing and is there for checks of the environment."""
    return [kek_id for kek_id in key_store().ids() if not _is_idle_file(kek_id)]


def _is_idle_file(kek_id: str) -> bool:
    """Beside a token, the one file that checks of the environment want, which wraps nothing and never did."""
    files = getattr(key_store(), "files", None)
    return files is not None and kek_id == files.newest().id and not KeyEpoch.objects.filter(kek=kek_id).exists()


def _may_destroy(rewrapped_at: datetime, at: datetime) -> bool:
    return backed_up_since(rewrapped_at) or rewrapped_at + NO_BACKUP_FOR <= at or not has_backups()


def has_backups() -> bool:
    """Whether the safe is backed up at all, as far as can be seen from here."""
    return any(_manifests())


def backed_up_since(moment: datetime) -> bool:
    """Whether there is a backup of the safe that was begun after this moment."""
    for path in _manifests():
        try:
            if datetime.fromisoformat(json.loads(path.read_text())["started_at"]) >= moment:
                return True
        except (OSError, ValueError, KeyError):
            continue
    return False


def _manifests() -> Iterable[Path]:
    folder = Path(settings.SAFE_BACKUP_FOLDER)
    return (path for path in folder.glob("2*/manifest.json")) if folder.is_dir() else ()


def the_key_is_here() -> bool:
    """Whether what wraps the persons' keys can be reached; costs one question."""
    wrapping = PersonKey.objects.order_by("-epoch").values_list("kek", flat=True).first()
    try:
        return wrapping is None or bool(key_store().find(wrapping))
    except (KekIsGone, TokenIsGone):
        return False


def count_by_kek() -> dict[str, int]:
    """How many persons' keys each key-encryption key wraps."""
    rows = PersonKey.objects.order_by().values("kek").annotate(keys=Count("pk")).values_list("kek", "keys")
    return dict(cast("Iterable[tuple[str, int]]", rows))


def check() -> Checked:
    """Open every person's key, and forget it at once."""
    store, opened = key_store(), 0
    lost: dict[str, int] = {}
    rows: Any = PersonKey.objects.order_by("pk").values_list("person_id", "wrapped", "kek").iterator(chunk_size=AT_ONCE)
    for person_id, wrapped, kek_id in rows:
        try:
            store.find(kek_id).unwrap(bytes(wrapped), person_id)
            opened += 1
        except (KekIsGone, InvalidTag):
            lost[kek_id] = lost.get(kek_id, 0) + 1
    return Checked(opened, lost)
