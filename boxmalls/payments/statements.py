"""The payments' own SQL: what is asked of a person, and who gets what of it, written together with what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from boxmalls.base import sql
from boxmalls.base.arrays import array
from boxmalls.base.ids import new_id
from boxmalls.base.pipeline import Statement
from boxmalls.ledger.statements import Posting, posting
from boxmalls.payments.models import Method
from boxmalls.payments.personal_data import PAYING
from boxmalls.privacy.collection import collecting_sql


class Part(NamedTuple):
    """What one account gets, for one part of what is paid."""

    for_id: UUID
    account_id: UUID
    amount_minor: int
    seller_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A sum asked of a person. `group_id` names what it is for; none means money for the balance."""

    id: UUID
    group_id: UUID | None
    person_id: UUID
    method: str
    currency: str
    reference: str
    due_at: datetime | None
    parts: Sequence[Part]

    @property
    def amount_minor(self) -> int:
        """The whole sum."""
        return sum(part.amount_minor for part in self.parts)


def asking(asked: Asked, *, wallet_id: UUID | None, at: datetime) -> list[Statement]:
    """
    The statements that ask for a sum, and take it at once when it is paid from a balance.

    They leave the purpose set to another than before.
    """
    for_ids, accounts, amounts, _sellers = zip(*asked.parts, strict=True) if asked.parts else ((), (), (), ())
    columns = map(array, (range(len(asked.parts)), for_ids, accounts, amounts))
    row = [asked.id, asked.group_id, asked.person_id, asked.method, asked.amount_minor, asked.currency, asked.reference, asked.due_at, at]
    statements = [
        Statement(*collecting_sql(PAYING)),
        Statement(sql.read(__file__, "put_payment.sql"), row),
        Statement(sql.read(__file__, "put_shares.sql"), [asked.id, *columns]),
    ]
    if asked.method == Method.BALANCE:
        assert wallet_id is not None
        entries = [Posting(wallet_id, -asked.amount_minor), *(Posting(part.account_id, part.amount_minor, part.seller_id) for part in asked.parts)]
        statements += posting(fact_id=new_id(), kind="payment", reference=str(asked.id), entries=entries, at=at)
    return statements
