"""
What a shop or a safe that came back from a backup has to do again before it serves anybody.

Each of the three ledgers teaches the others; then every erasure is carried to its end in the safe, and once more in the shop if the
shop does not say that it was. Killed anywhere, it is simply done again: what is done says so last.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.db import connections

from boxmalls.privacy.models import ErasureMark, Person
from boxmalls.privacy.rights.housekeeping import look_anew
from boxmalls.privacy.rights.merging import finish_merges
from boxmalls.privacy.rights.models import Erasure

from . import ledger
from .saga import continue_erasure, do_again_in_the_shop, last_moved

type Progress = Callable[[int, int], None]

AT_ONCE = 5000

SQL = Path(__file__).resolve().parents[1] / "sql"
IN_THE_SHOP, IN_THE_SAFE = ((SQL / f"ledger_in_the_{place}.sql").read_text() for place in ("shop", "safe"))


def must_replay() -> bool:
    """Whether shop, safe and file disagree about who was erased, or one of them has not come to the end of it."""
    with connections["default"].cursor() as shop, connections["safe"].cursor() as safe:
        shop.execute(IN_THE_SHOP)
        count, digest, unfinished = shop.fetchone()
        safe.execute(IN_THE_SAFE)
        safe_count, safe_digest, safe_unfinished = safe.fetchone()
    if (count, digest) != (safe_count, safe_digest) or unfinished or safe_unfinished:
        return True
    return bool(_unknown_to_the_safe(ledger.people_in_file()))


def replay(*, at: datetime, progress: Progress | None = None, moving: datetime | None = None) -> int:
    """
    Erase again everybody whom any of the three ledgers remembers and who stands there still; returns how many persons that took.

    Where nothing was restored it costs two questions.

    :param moving: erasures that moved after this moment are under way elsewhere and left to whoever does them.
    """
    if not must_replay():
        return 0
    _teach_the_safe(at)
    resting = [erasure for erasure in Erasure.objects.filter(done_at=None).order_by("asked_at") if moving is None or last_moved(erasure) <= moving]
    again = _to_forget_in_the_shop(resting)
    total, done = len(again) + len(resting), 0
    for some in batched(again, AT_ONCE):
        erased = list(Erasure.objects.filter(person_id__in=some))
        look_anew(erased)
        for erasure in erased:
            do_again_in_the_shop(erasure, at)
            done = _tell(progress, done + 1, total)
    for erasure in resting:
        continue_erasure(erasure, at=at)
        done = _tell(progress, done + 1, total)
    finish_merges(at=at)
    ledger.catch_up()
    return len({*again, *(erasure.person_id for erasure in resting)})


def _teach_the_safe(at: datetime) -> None:
    """Let the safe know whom the shop and the file remember, so that keys that came back go again."""
    known = {entry.person_id: entry for entry in ledger.read().entries}
    known |= {mark.person_id: ledger.entry_of(mark) for mark in ErasureMark.objects.all()}
    for person_id in _unknown_to_the_safe(known):
        entry = known[person_id]
        told = {"id": entry.erasure_id, "site_code": entry.site_code, "receipt_sha256": entry.receipt_sha256, "asked_at": entry.asked_at}
        Erasure.objects.get_or_create(person_id=person_id, defaults=told)


def _unknown_to_the_safe(person_ids: Iterable[UUID]) -> list[UUID]:
    """Those of whose erasure the safe knows nothing."""
    found: list[UUID] = []
    for some in batched(person_ids, AT_ONCE):
        with connections["safe"].cursor() as cursor:
            cursor.execute("SELECT id FROM unnest(%s::uuid[]) AS id EXCEPT SELECT person_id FROM rights_erasure", [list(some)])
            found += [person_id for (person_id,) in cursor.fetchall()]
    return found


def _to_forget_in_the_shop(resting: Iterable[Erasure]) -> list[UUID]:
    """Those whose erasure the safe remembers and the shop does not say it has come to the end of."""
    found: list[UUID] = []
    remembered = [erasure.person_id for erasure in resting] + list(Erasure.objects.exclude(done_at=None).values_list("person_id", flat=True))
    for some in batched(remembered, AT_ONCE):
        ended = set(ErasureMark.objects.filter(person_id__in=some).exclude(ended_at=None).values_list("person_id", flat=True))
        standing = set(Person.objects.filter(pk__in=some, erased_at=None).values_list("pk", flat=True))
        found += [person_id for person_id in some if person_id not in ended or person_id in standing]
    return found


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress:
        progress(done, total)
    return done
