"""The books' own SQL, to be sent alone by `post` or together with a sale."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from boxmalls.base import sql
from boxmalls.base.arrays import array
from boxmalls.base.pipeline import Statement
from boxmalls.ledger.personal_data import BOOKS
from boxmalls.privacy.collection import collecting_sql


class Posting(NamedTuple):
    """So much to (or, negative, from) one account; for whom, when it is about one seller."""

    account_id: UUID
    amount_minor: int
    seller_id: UUID | None = None


def posting(*, fact_id: UUID, kind: str, reference: str, entries: Sequence[Posting], at: datetime) -> list[Statement]:
    """The statements that write one fact of the books. They leave the purpose set to that of the books."""
    columns = range(len(entries)), *zip(*entries, strict=True)
    return [
        Statement(*collecting_sql(BOOKS)),
        Statement(sql.read(__file__, "put_transaction.sql"), [fact_id, kind, reference, at]),
        Statement(sql.read(__file__, "put_entries.sql"), [fact_id, *map(array, columns)]),
    ]
