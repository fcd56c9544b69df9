"""Opened keys, for as long as one request or one piece of work; never longer, or an erased person would still be readable."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from os import urandom
from uuid import UUID

from django.db import DatabaseError, connections, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from boxmalls.base import sql
from boxmalls.base.arrays import array

from .models import KeyEpoch, PersonKey
from .readers import may_read_restricted
from .wrapping import KeyEncryption, key_store

KEY_BYTES = 32
NOT_THE_OPEN_EPOCH = "KE001"
KEYS = "SELECT person_id, wrapped, kek, restricted_at FROM vault_personkey WHERE person_id = ANY(%s::uuid[])"
_held: ContextVar[dict[UUID, bytes] | None] = ContextVar("held_keys", default=None)


@contextmanager
def keyring() -> Iterator[None]:
    """Keep opened keys while the block runs, so that each is fetched once."""
    if _held.get() is not None:
        yield
        return
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


class KeyringMiddleware:
    """One keyring a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with keyring():
            return self.get_response(request)


def make_key(person_id: UUID, at: datetime) -> None:
    """Make a person's key in the safe. Done before the person's row, so that a crash leaves a key without a person, which is swept."""
    key = urandom(KEY_BYTES)
    try:
        _keep(person_id, key, key_store().newest(), at)
    except DatabaseError as refused:
        if getattr(refused.__cause__, "sqlstate", None) != NOT_THE_OPEN_EPOCH:
            raise
        _keep(person_id, key, _kek_of_open_epoch(), at)
    _remember({person_id: key})


def _keep(person_id: UUID, key: bytes, kek: KeyEncryption, at: datetime) -> None:
    with transaction.atomic(using="safe") if connections["safe"].in_atomic_block else nullcontext():
        PersonKey.objects.create(person_id=person_id, wrapped=kek.wrap(key, person_id), kek=kek.id, made_at=at)


def _kek_of_open_epoch() -> KeyEncryption:
    """Another process has rolled since we looked."""
    key_store().refresh()
    return key_store().find(KeyEpoch.objects.get(closed_at=None).kek)


def key_of(person_id: UUID) -> bytes | None:
    """A person's key, or None if it is destroyed."""
    return keys_of([person_id]).get(person_id)


def keys_of(person_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """
    The keys of several persons in one query; those already on the ring cost none.

    The key of a restricted person is given to the person and the person in charge only, and never kept on the ring: to everybody
    else it is as if it were destroyed.
    """
    held = _held.get() or {}
    wanted = set(person_ids)
    missing = wanted - held.keys()
    found = {person_id: held[person_id] for person_id in wanted & held.keys()}
    if missing:
        store = key_store()
        for person_id, wrapped, kek, restricted_at in sql.rows(KEYS, [array(missing)], using="safe"):
            if restricted_at is not None and not may_read_restricted(person_id):
                continue
            found[person_id] = store.find(kek).unwrap(bytes(wrapped), person_id)
            if restricted_at is None:
                _remember({person_id: found[person_id]})
    return found


def sealing_key_of(person_id: UUID) -> bytes | None:
    """A person's key to seal something with, whoever does it: to store is what a restriction leaves open. None if it is destroyed."""
    return sealing_keys_of([person_id]).get(person_id)


def sealing_keys_of(person_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Keys of several persons to seal something with, or to see that what was sealed is as it was: a restriction leaves both open."""
    wanted = set(person_ids)
    found = keys_of(wanted)
    closed = wanted - found.keys()
    if closed:
        store = key_store()
        rows = PersonKey.objects.filter(person_id__in=closed).values_list("person_id", "wrapped", "kek")
        found |= {person_id: store.find(kek).unwrap(bytes(wrapped), person_id) for person_id, wrapped, kek in rows}
    return found


def destroy_keys(key_ids: Iterable[UUID]) -> None:
    """Destroy keys that are nobody's: each was made for one thing, which ends with it. Not for persons: their erasure leaves a tombstone."""
    gone = list(key_ids)
    PersonKey.objects.filter(person_id__in=gone).delete()
    for key_id in gone:
        forget_key(key_id)


def forget_key(person_id: UUID) -> None:
    """Take a key off the ring; its row in the safe is the caller's to destroy."""
    held = _held.get()
    if held is not None:
        held.pop(person_id, None)


def unwrap[Row: Model](rows: Iterable[Row]) -> list[Row]:
    """Fetch the keys for all sealed columns of a page's rows in one query; returns the rows."""
    from .fields import owners_of

    found = list(rows)
    owners = {owner for row in found for owner in owners_of(row)}
    keys = keys_of(owners)
    for row in found:
        row.__dict__["_keys"] = keys
    return found


def _remember(keys: dict[UUID, bytes]) -> None:
    held = _held.get()
    if held is not None:
        held.update(keys)
