"""
The saga: steps that are each done once, recorded in the safe, and may be killed at any statement.

A step that belongs to the safe is recorded in its own transaction; steps that belong to the shop are recorded together with the next of
the safe, and may therefore run twice, which does no harm. The erasure is done when the receipt is written, and the receipt is written last.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.db import connections, transaction

from boxmalls.base import outbox, sql
from boxmalls.privacy.holds import check_not_held
from boxmalls.privacy.models import ErasureOutcome, Person
from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.rights.hooks import Eraser, erasers
from boxmalls.privacy.rights.housekeeping import BACKUP_DAYS, look_anew
from boxmalls.privacy.rights.models import Erasure, ErasureLine
from boxmalls.privacy.rights.rows import database_of_holding, holding_something, in_order_of_ending
from boxmalls.privacy.rights.silenced import SILENCE
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.keys import forget_key
from boxmalls.privacy.vault.models import PersonKey, Tombstone

from .ending import end_in_the_safe, end_in_the_shop, in_transactions
from .ledger import mark_begun, mark_ended, write_line
from .spool import forget_mail

logger = logging.getLogger(__name__)

RECORD = "INSERT INTO rights_erasurestep (erasure_id, name, done_at) SELECT %s, unnest(%s::text[]), %s ON CONFLICT DO NOTHING"

BEGIN = """
INSERT INTO rights_erasure (id, person_id, site_code, receipt_sha256, asked_at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT (person_id) DO NOTHING
"""
UNREADABLE = "UPDATE rights_erasure SET unreadable_at = coalesce(unreadable_at, %s) WHERE id = %s RETURNING unreadable_at"
DONE = """
WITH empty AS (DELETE FROM rights_erasureline WHERE erasure_id = %s AND removed = 0 AND kept = 0)
UPDATE rights_erasure
   SET backups_gone_on = CASE WHEN done_at IS NULL THEN %s::date ELSE backups_gone_on END, done_at = coalesce(done_at, %s)
 WHERE id = %s RETURNING done_at, backups_gone_on, bytes_gone_at
"""

type Act = Callable[[Erasure, datetime], None]

STALE_AFTER = timedelta(minutes=2)
"""An erasure that has not moved for so long was interrupted."""

STRAGGLERS_FOR = timedelta(days=15)
"""So long a device may still send what belongs to somebody erased: its cookie lives 14 days."""


def new_receipt_token() -> str:
    """The secret part of a receipt's address."""
    return token_urlsafe(24)


def erase_person(*, person: Person | UUID, site_code: str, at: datetime, receipt_token: str | None = None) -> Erasure:
    """
    Erase somebody, now. Asking twice is asking once.

    Stands outside any transaction. If it is interrupted, `continue_erasures` goes on.

    :param receipt_token: the secret of the receipt's address, which the person was shown before.
    :raises OnHold: while a legal hold protects what is held about them.
    """
    person_id = _became(person.pk if isinstance(person, Person) else person)
    known = Erasure.objects.filter(person_id=person_id).first()
    if known:
        return continue_erasure(known, at=at)
    check_not_held(person_id, at)
    secret = sha256((receipt_token or new_receipt_token()).encode()).hexdigest()
    begun = Erasure(person_id=person_id, site_code=site_code, receipt_sha256=secret, asked_at=at)
    if sql.run(BEGIN, [begun.pk, person_id, site_code, secret, at], using="safe"):
        return _go_on(begun, set(), at)
    return continue_erasure(Erasure.objects.get(person_id=person_id), at=at)


def _became(person_id: UUID) -> UUID:
    """Whom a record was joined to: erasing the one is erasing the other. Themselves if it was not."""
    return Person.objects.filter(pk=person_id).exclude(merged_into=None).values_list("merged_into", flat=True).first() or person_id


def continue_erasure(erasure: Erasure, *, at: datetime) -> Erasure:
    """Take the steps that are not behind us yet. What the shop has done is recorded together with the next step of the safe: see above."""
    return _go_on(erasure, set(erasure.steps.values_list("name", flat=True)), at)


def _go_on(erasure: Erasure, done: set[str], at: datetime) -> Erasure:
    taken = list[str]()
    for name, act, in_safe in _steps():
        if name in done:
            continue
        taken.append(name)
        if in_safe:
            with transaction.atomic(using="safe"):
                act(erasure, at)
                _record(erasure, taken, at)
            taken = []
        else:
            act(erasure, at)
        logger.info("erasure.step", extra={"step": name})
    return erasure


def continue_erasures(*, at: datetime) -> int:
    """Go on with what was interrupted; returns how many were finished."""
    interrupted = [erasure for erasure in Erasure.objects.filter(done_at=None) if last_moved(erasure) <= at - STALE_AFTER]
    for erasure in interrupted:
        continue_erasure(erasure, at=at)
    return len(interrupted)


def remove_stragglers(*, at: datetime) -> None:
    """Remove what a device has sent for somebody who was erased while it was away."""
    for erasure in Erasure.objects.filter(done_at__gt=at - STRAGGLERS_FOR):
        if holding_something(erasure.person_id, "default"):
            _end_rows(erasure, at, waited=True)
            look_anew([erasure])


def do_again_in_the_shop(erasure: Erasure, at: datetime) -> None:
    """Take every step that belongs to the shop once more: the shop came back from a backup and has forgotten that it took them."""
    for _name, act, in_safe in _steps():
        if not in_safe:
            act(erasure, at)


def is_gone(person_id: UUID) -> bool:
    """Whether somebody's erasing has begun: nobody may act as them."""
    return Erasure.objects.filter(person_id=person_id).exists()


def last_moved(erasure: Erasure) -> datetime:
    """When the last step was taken, or when it was asked for."""
    last = erasure.steps.order_by("-done_at").values_list("done_at", flat=True).first()
    return last or erasure.asked_at


def _record(erasure: Erasure, names: list[str], at: datetime) -> None:
    with connections["safe"].cursor() as cursor:
        cursor.execute(RECORD, [erasure.pk, names, at])


def _steps() -> Iterator[tuple[str, Act, bool]]:
    """Every step in order: its name, what it does, and whether it belongs to the safe."""
    yield "ledger", _begin, False
    yield "ledger-file", write_line, False
    yield "mail", _forget_mail, False
    yield "sign-in", _end_sign_in, True
    yield "rows", _end_rows, False
    yield "tell", _tell, False
    yield "key", _make_unreadable, True
    yield "look-again", _end_rows, False
    yield "ledger-end", mark_ended, False
    yield "receipt", _write_receipt, True


def _end_sign_in(erasure: Erasure, at: datetime) -> None:
    """The safe first: from here on nobody can sign in as this person. What reads before it ends goes before what it reads."""
    reading = erasers()
    end_in_the_safe(sorted(_held(erasure.person_id, "safe"), key=lambda holding: holding.model not in reading), erasure, at)


def _end_rows(erasure: Erasure, at: datetime, *, waited: bool = False) -> None:
    """Holding by holding, a few to a transaction. Looking again finds what was on its way at the first look."""
    for holdings in in_transactions(_held(erasure.person_id, "default")):
        end_in_the_shop(holdings, erasure, at, waited)


def _held(person_id: UUID, database: str) -> list[Holding]:
    """The holdings that hold something, or whose way of ending goes beyond the person's own rows and is called for; those that point to others first."""
    found = holding_something(person_id, database)
    called = {model for model, eraser in erasers().items() if not getattr(eraser, "own_rows", False) and _concerns(eraser, found)}
    ending = in_order_of_ending(holding for holding in HOLDINGS if holding.model in found | called and database_of_holding(holding) == database)
    return sorted(ending, key=lambda holding: holding.model != SILENCE)


def _concerns(eraser: Eraser, found: set[str]) -> bool:
    concerns = getattr(eraser, "concerns", None)
    return concerns is None or not found.isdisjoint(concerns)


def _forget_mail(erasure: Erasure, at: datetime) -> None:
    forget_mail(erasure.person_id)


@transaction.atomic
def _begin(erasure: Erasure, at: datetime) -> None:
    """Nobody acts as this person any more, and the shop knows why."""
    mark_begun(erasure, at)
    Person.objects.filter(pk=erasure.person_id, erased_at=None).update(erased_at=at)


def _tell(erasure: Erasure, at: datetime) -> None:
    """Let the index, the cards and whoever else keeps copies hear of it."""
    with transaction.atomic():
        outbox.publish("person.erased", str(erasure.person_id))


def _make_unreadable(erasure: Erasure, at: datetime) -> None:
    """Nothing finds the person any more, and nothing opens what was theirs."""
    blind.drop(erasure.person_id)
    _destroy_key(erasure, at)


def _destroy_key(erasure: Erasure, at: datetime) -> None:
    PersonKey.objects.filter(person_id=erasure.person_id).delete()
    Tombstone.objects.bulk_create([Tombstone(person_id=erasure.person_id, destroyed_at=at)], ignore_conflicts=True)
    found = sql.row(UNREADABLE, [at, erasure.pk], using="safe")
    erasure.unreadable_at = found[0] if found else None
    forget_key(erasure.person_id)


def _write_receipt(erasure: Erasure, at: datetime) -> None:
    counted = ErasureOutcome.objects.filter(erasure_id=erasure.pk)
    ErasureLine.objects.bulk_create(
        [ErasureLine(erasure=erasure, holding=one.holding, removed=one.removed + one.emptied, kept=one.kept, kept_until=one.kept_until) for one in counted],
        update_conflicts=True, unique_fields=["erasure", "holding"], update_fields=["removed", "kept", "kept_until"],
    )  # fmt: skip
    found = sql.row(DONE, [erasure.pk, (at + timedelta(days=BACKUP_DAYS)).date(), at, erasure.pk], using="safe")
    erasure.done_at, erasure.backups_gone_on, erasure.bytes_gone_at = found or (None, None, None)
