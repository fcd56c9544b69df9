"""Writing a fact into the books."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict
from boxmalls.ledger.models import Entry, Transaction
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.privacy.collection import collecting


class NotEnoughBalance(Conflict):
    code = "not-enough-balance"
    words = _("Your balance does not cover this. Nothing was taken. Choose bank transfer, or pay in more.")


class PostingError(Exception):
    """A posting that does not add up, or comes twice. A bug, never the visitor's doing."""


class Posting(NamedTuple):
    """So much to (or, negative, from) one account; for whom, when it is about one seller."""

    account_id: UUID
    amount_minor: int
    seller_id: UUID | None = None


def post(*, kind: str, reference: str | UUID, entries: Sequence[Posting | tuple[UUID, int]], at: datetime) -> Transaction:
    """
    Move money between accounts, once for each `kind` and `reference`.

    :raises NotEnoughBalance: if somebody's balance would fall below zero.
    :raises PostingError: if the entries do not sum to zero, or the same was posted before.
    """
    with transaction.atomic(savepoint=False), collecting(BOOKS, person=None, at=at), refusals_of_the_books():
        fact = Transaction.objects.create(kind=kind, reference=str(reference), at=at)
        Entry.objects.bulk_create(
            Entry(
                transaction=fact,
                position=position,
                account_id=entry.account_id,
                amount_minor=entry.amount_minor,
                seller_id=entry.seller_id,
            )
            for position, entry in enumerate(Posting(*entry) for entry in entries)
        )
    return fact


@contextmanager
def refusals_of_the_books() -> Iterator[None]:
    """Turn what the database's guards say into words."""
    try:
        yield
    except IntegrityError as error:
        raise refusal_for(error) from error


def refusal_for(error: Exception) -> Exception:
    """What a violated constraint of the books means; the error itself if it is none of them."""
    cause = error if hasattr(error, "diag") else error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
    if name == "ledger_account_not_overdrawn":
        return NotEnoughBalance()
    return PostingError(name) if name.startswith("ledger_") else error
