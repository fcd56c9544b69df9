"""
What the kernel costs when many people are there: `python -m bench.crowd 10000 1000000` inside a measured shop's environment; prints JSON lines.

A crowd is filled straight into the tables: for each person a key that opens, an address, an acceptance, an open session, a product that was opened three years ago. In it,
at each size, forty persons made through the product's doors ask for their data and are erased, and the sweep takes what is over: one holding for each of the crowd.
In the largest crowd every key is wrapped anew.
"""

import gc
import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from os import urandom
from typing import Any
from uuid import UUID

import psutil

from bench.rights import AT, _measure, _wire, make_people

ASKED = 40
LOOKS = 200_000

PERSONS = """
INSERT INTO privacy_person (id, kind, made_at) SELECT md5('crowd' || n)::uuid, 'account', %(at)s FROM generate_series(%(first)s::int, %(last)s::int) n
"""
ADDRESSES = """
INSERT INTO accounts_address (id, person_id, kind, name, line1, line2, postcode, city, region, country, phone, added_at, changed_at, used_at)
SELECT md5('address' || n)::uuid, md5('crowd' || n)::uuid, 'delivery', b, b, b, b, b, b, 'DE', b, %(at)s, %(at)s, %(at)s
  FROM generate_series(%(first)s::int, %(last)s::int) n, LATERAL (SELECT sha256(n::text::bytea) || '\\x00112233'::bytea AS b) sealed
"""
VISITS = """
INSERT INTO privacy_visit (id, person_id, product_id, page, at)
SELECT md5('visit' || n)::uuid, md5('crowd' || n)::uuid, md5('product' || n)::uuid, sha256(n::text::bytea), %(at)s - interval '3 years'
  FROM generate_series(%(first)s::int, %(last)s::int) n ON CONFLICT DO NOTHING
"""
SESSIONS = """
INSERT INTO django_session (session_key, session_data, expire_date)
SELECT md5('session' || n), %(packed)s, %(at)s::timestamptz + interval '14 days' FROM generate_series(%(first)s::int, %(last)s::int) n
"""
NAMES = """
INSERT INTO signin_sessionname (session_id, mark)
SELECT md5('session' || n), sha256((mark || n::text)::bytea) FROM generate_series(%(first)s::int, %(last)s::int) n, unnest(ARRAY['person', 'account']) mark
"""
ACCEPTANCES = """
INSERT INTO privacy_acceptance ({columns}) SELECT {values} FROM (SELECT * FROM privacy_acceptance LIMIT 1) a, generate_series(%(first)s::int, %(last)s::int) n
"""


def main(sizes: list[int]) -> None:
    """Measure in each crowd, the smallest first."""
    import django

    django.setup()
    list(make_people(1))
    for size in sorted(sizes):
        fill(size)
        _say(crowd=size, **_people(), sweep=_sweep())
    _say(decision_us=_decision())
    _say(roll=_roll())


def fill(size: int) -> None:
    """Bring the crowd to this size."""
    with _wire("default") as shop, _wire("safe") as safe:
        there = shop.execute("SELECT count(*) FROM privacy_person WHERE id = md5('crowd' || 1)::uuid OR kind = 'account'").fetchone()[0]  # type: ignore[index]
        told = {"at": AT, "first": there + 1, "last": size}
        if there < size:
            for wire in (shop, safe):
                wire.execute("SET session_replication_role = replica")
            for statement in (PERSONS, ADDRESSES, _acceptances(shop)):
                shop.execute(statement, told)
            for statement in (SESSIONS, NAMES):
                safe.execute(statement, told | {"packed": _packed()})
            _keys(safe, there + 1, size)
        shop.execute("SET session_replication_role = replica")
        shop.execute(VISITS, told | {"first": 1})
        for wire in (shop, safe):
            wire.execute("SET session_replication_role = DEFAULT")
            wire.execute("VACUUM ANALYZE")


def _packed() -> str:
    """The words of somebody's session, as one who is signed in has them."""
    from uuid import uuid4

    from boxmalls.accounts.signin.store import SessionStore

    return SessionStore().encode({"_auth_user_id": str(uuid4()), "_auth_user_hash": "f" * 64, "seen_at": int(AT.timestamp())})


def _acceptances(shop: Any) -> str:
    columns = [name for (name,) in shop.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'privacy_acceptance'")]
    own = {"id": "md5('acceptance' || n)::uuid", "person_id": "md5('crowd' || n)::uuid"}
    return ACCEPTANCES.format(columns=", ".join(columns), values=", ".join(own.get(name, f"a.{name}") for name in columns))


def _keys(safe: Any, first: int, last: int) -> None:
    """Keys that open, so that they can be wrapped anew."""
    from boxmalls.privacy.vault.models import KeyEpoch
    from boxmalls.privacy.vault.wrapping import key_store

    epoch = KeyEpoch.objects.filter(closed_at=None).values_list("number", flat=True).first() or 1
    kek = key_store().newest()
    with safe.cursor() as cursor, cursor.copy("COPY vault_personkey (person_id, wrapped, kek, epoch, made_at) FROM STDIN") as copy:
        for person in _crowd(first, last):
            copy.write_row((person, kek.wrap(urandom(32), person), kek.id, epoch, AT))


def _crowd(first: int, last: int) -> Iterator[UUID]:
    from hashlib import md5

    for number in range(first, last + 1):
        yield UUID(bytes=md5(f"crowd{number}".encode(), usedforsecurity=False).digest())


def _people() -> dict[str, Any]:
    from boxmalls.privacy.rights.erasing import erase_person
    from boxmalls.privacy.rights.exporting import export_person

    people = list(make_people(ASKED))
    access = _measure(lambda person: export_person(person=person, at=AT), people)
    return {"access": access, "erasure": _measure(lambda person: erase_person(person=person, site_code="eu", at=AT + timedelta(days=1)), people)}


def _decision() -> float:
    """Microseconds for: may this person's opened products be kept?"""
    from boxmalls.privacy.consent import consented
    from boxmalls.privacy.purposes import RECENTLY_VIEWED

    person = next(make_people(1))
    consented(person, RECENTLY_VIEWED)
    begun = time.perf_counter()
    for _ in range(LOOKS):
        consented(person, RECENTLY_VIEWED)
    return round(1e6 * (time.perf_counter() - begun) / LOOKS, 2)


def _roll() -> dict[str, Any]:
    from boxmalls.privacy.vault.epochs import roll
    from boxmalls.privacy.vault.models import PersonKey

    keys, begun = PersonKey.objects.count(), time.perf_counter()
    roll(at=AT)
    took = time.perf_counter() - begun
    return {"keys": keys, "seconds": round(took, 1), "per_second": round(keys / took)}


def _sweep() -> dict[str, Any]:
    from boxmalls.privacy.retention.sweeping import sweep

    gc.collect()
    begun, before = time.perf_counter(), psutil.Process().memory_info().rss
    with Watch() as held:
        rows = sweep(at=AT)
    took = time.perf_counter() - begun
    grown = max(0, held.most - before)
    return {
        "rows": rows,
        "seconds": round(took, 1),
        "per_second": round(rows / took),
        "peak_mb": round(held.most / 2**20),
        "grew_by_mb": round(grown / 2**20, 1),
    }


class Watch:
    """The largest this process became while the block ran."""

    def __enter__(self) -> "Watch":
        from threading import Event, Thread

        self.most, self._over = 0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.05):
            self.most = max(self.most, own.memory_info().rss)


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [10_000, 100_000])
