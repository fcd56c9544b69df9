from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.pq import TransactionStatus

from boxmalls.base.refusals import Refusal
from boxmalls.privacy.models import Person
from boxmalls.privacy.register import Basis, Purpose
from boxmalls.privacy.register.doors import check_purpose
from boxmalls.privacy.register.features import may_stop

SET_PURPOSE = "SELECT set_config('boxmalls.purpose', %s, true)"


class NotAgreed(Refusal):
    """Somebody tried to collect what the person has not agreed to."""

    status = 409
    code = "not-agreed"
    words = _("You have not agreed to this, so nothing was kept.")


class Objected(NotAgreed):
    """Somebody tried to collect for a purpose that the person objected to."""

    code = "objected"
    words = _("You objected to this, so nothing was kept.")


@contextmanager
def collecting(purpose: Purpose, *, person: Person | UUID | None, at: datetime, owed: bool = False) -> Iterator[None]:
    """
    Write personal data for a purpose. Inside a transaction of the shop's database; the purpose lasts as long as the block.

    What a person opted out of is refused here for a whole purpose, and by the database's guards for single columns of it.

    :param person: whom the rows are about; None where they are about several people at once.
    :raises DoorIsShut: if nothing is declared for the purpose's occasion.
    :raises NotDeclared: if no table is declared for the purpose.
    :param owed: whether a contract made before asks for it, such as sending what was ordered; the columns that were refused stay empty.
    :raises NotAgreed: if the purpose rests on consent and the person's consent is not in force at that time.
    :raises Objected: if the person objected to it.
    :raises OptedOut: if the person opted out of all that the purpose keeps.
    """
    check_purpose(purpose)
    _check_agreed(purpose, person, at)
    if not owed:
        _check_not_refused(purpose, person)
    connection = connections["default"]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("collecting() needs a transaction: the purpose ends with it.")
    before = getattr(connection, "collecting_for", "")
    if before == purpose.code:
        yield
        return
    _set(purpose.code)
    try:
        yield
    finally:
        connection.collecting_for = before  # type: ignore[attr-defined]
        if not connection.needs_rollback and connection.connection is not None and connection.connection.info.transaction_status == TransactionStatus.INTRANS:
            _set(before)


def _check_not_refused(purpose: Purpose, person: Person | UUID | None) -> None:
    from boxmalls.privacy.choices.refusals import OptedOut
    from boxmalls.privacy.choices.standing import refuses

    if person is not None and may_stop(purpose) and refuses(person.pk if isinstance(person, Person) else person, purpose):
        raise OptedOut(purpose=purpose.code)


def collecting_sql(purpose: Purpose) -> tuple[str, tuple[str]]:
    """The statement that sets the purpose, for a hot path that sends it in its own pipeline. Such a purpose never rests on consent."""
    if purpose.optional:
        raise ValueError("A purpose that rests on consent is collected through collecting().")
    check_purpose(purpose)
    return SET_PURPOSE, (purpose.code,)


def _set(code: str) -> None:
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(SET_PURPOSE, (code,))
    connection.collecting_for = code  # type: ignore[attr-defined]


def _check_agreed(purpose: Purpose, person: Person | UUID | None, at: datetime) -> None:
    person_id = person.pk if isinstance(person, Person) else person
    _check_not_objected(purpose, person_id)
    if not purpose.optional:
        return
    from boxmalls.privacy.consent import consented

    if person_id is None or not consented(person_id, purpose, at=at):
        raise NotAgreed(purpose=purpose.code)


def _check_not_objected(purpose: Purpose, person_id: UUID | None) -> None:
    if purpose.basis not in (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC):
        return
    from boxmalls.privacy.restriction.queries import may_use

    if not may_use(person_id, purpose):
        raise Objected(purpose=purpose.code)
