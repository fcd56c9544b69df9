"""Recipients with what the operator says of them: who and where a hired server is, and what a transfer there rests on."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import RecipientFact
from boxmalls.privacy.register import RECIPIENTS, Recipient

MANY = frozenset({"seller", "courier", "authority"})
"""Recipients that are many, each somewhere else: the register finds where, or the look that went to them says it."""


@transaction.atomic
def say_where(*, recipient: str, name: str, country: str, safeguard: str, contract_on: date | None, by: UUID, at: datetime) -> RecipientFact:
    """
    Write down where a recipient is. What was said before stays, and no longer counts.

    :raises NotFound: if no such recipient is declared, or it is many.
    """
    if recipient not in {each.code for each in to_say()}:
        raise NotFound
    return RecipientFact.objects.create(
        recipient=recipient, name=name, country=country, safeguard=safeguard, contract_on=contract_on, said_by=by, said_at=at
    )  # fmt: skip


def to_say() -> list[Recipient]:
    """The recipients of which only the operator knows where they are."""
    return [each for each in RECIPIENTS if each.code not in MANY and not each.country]


def said() -> Mapping[str, RecipientFact]:
    """What counts, by the code of the recipient: one question."""
    return {each.recipient: each for each in RecipientFact.objects.order_by("recipient", "-said_at", "-id").distinct("recipient")}


def unsaid() -> list[Recipient]:
    """The recipients of which nobody has said where they are."""
    known = said()
    return [each for each in to_say() if each.code not in known]
