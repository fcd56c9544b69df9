"""Asking a person for a sum."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import send
from boxmalls.ledger.actions import account_for
from boxmalls.ledger.actions.posting import refusals_of_the_books
from boxmalls.ledger.models import Account
from boxmalls.payments.models import Method, Payment
from boxmalls.payments.personal_data import PAYING
from boxmalls.payments.rules import due_at, new_reference
from boxmalls.payments.statements import Asked, Part, asking
from boxmalls.privacy.collection import collecting


def pay_from_balance(*, person_id: UUID, group_id: UUID, parts: Sequence[Part], currency: str, at: datetime) -> Payment:
    """
    Take a sum from a person's balance and give its parts to whom they are due.

    :raises NotEnoughBalance: if the balance does not cover it.
    """
    return _ask(Asked(new_id(), group_id, person_id, Method.BALANCE, currency, new_reference(), None, parts), at=at)


def expect_transfer(*, person_id: UUID, group_id: UUID | None, parts: Sequence[Part], currency: str, at: datetime) -> Payment:
    """Ask for a bank transfer. Nothing moves until staff see it arrive."""
    return _ask(Asked(new_id(), group_id, person_id, Method.BANK_TRANSFER, currency, new_reference(), due_at(at), parts), at=at)


def top_up(*, person_id: UUID, amount_minor: int, currency: str, at: datetime) -> Payment:
    """Ask for a transfer that goes to the person's own balance."""
    with transaction.atomic():
        wallet = account_for(kind=Account.Kind.WALLET, unit=currency, person=person_id, at=at)
        return expect_transfer(person_id=person_id, group_id=None, parts=[Part(new_id(), wallet, amount_minor)], currency=currency, at=at)


def _ask(asked: Asked, *, at: datetime) -> Payment:
    with transaction.atomic(), collecting(PAYING, person=asked.person_id, at=at), refusals_of_the_books():
        wallet = account_for(kind=Account.Kind.WALLET, unit=asked.currency, person=asked.person_id, at=at) if asked.method == Method.BALANCE else None
        send(asking(asked, wallet_id=wallet, at=at))
    return Payment.objects.get(pk=asked.id)
