"""Writing a fact into the books."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import send
from boxmalls.base.refusals import Conflict
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.ledger.statements import Posting, posting
from boxmalls.privacy.collection import collecting


class NotEnoughBalance(Conflict):
    code = "not-enough-balance"
    words = _("Your balance does not cover this. Nothing was taken. Choose bank transfer, or pay in more.")


class PostingError(Exception):
    """A posting that does not add up, or comes twice. A bug, never the visitor's doing."""


def post(*, kind: str, reference: str | UUID, entries: Sequence[Posting | tuple[UUID, int]], at: datetime) -> UUID:
    """
    Move money between accounts, once for each `kind` and `reference`; the id of the transaction.

    :raises NotEnoughBalance: if somebody's balance would fall below zero.
    :raises PostingError: if the entries do not sum to zero, or the same was posted before.
    """
    fact_id = new_id()
    statements = posting(fact_id=fact_id, kind=kind, reference=str(reference), entries=[Posting(*entry) for entry in entries], at=at)
    with transaction.atomic(savepoint=False), collecting(BOOKS, person=None, at=at), refusals_of_the_books():
        send(statements)
    return fact_id


@contextmanager
def refusals_of_the_books() -> Iterator[None]:
    """Turn what the database's guards say into words."""
    try:
        yield
    except IntegrityError as error:
        raise refusal_for(error) from error


def refusal_for(error: Exception) -> Exception:
    """What a violated constraint of the books means; the error itself if it is none of them."""
    name = constraint_of(error)
    if name == "ledger_account_not_overdrawn":
        return NotEnoughBalance()
    return PostingError(name) if name.startswith("ledger_") else error


def constraint_of(error: Exception) -> str:
    """The name of the constraint that an error is about."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
