"""
The outbox: facts are written beside what caused them and read after the commit, each at least once.

Payloads hold ids, never people's words or addresses.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.base import sql
from boxmalls.base.models import OutboxCursor, OutboxFact

BELOW_THE_OLDEST_WRITER = """
SELECT f.id, f.transaction_id, f.topic, f.key, f.payload
  FROM base_outboxfact f
 WHERE (f.transaction_id, f.id) > (%(seen_transaction)s, %(seen_fact)s)
   AND f.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
   AND f.topic = ANY(%(topics)s)
 ORDER BY f.transaction_id, f.id
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened."""

    id: int
    transaction_id: int
    topic: str
    key: str
    payload: dict[str, Any]


def publish(topic: str, key: str | UUID = "", payload: dict[str, Any] | None = None) -> None:
    """Write a fact into the transaction that is open now."""
    OutboxFact.objects.create(topic=topic, key=str(key), payload=payload or {})


def publish_many(topic: str, keys: Sequence[str | UUID]) -> None:
    """Write the same kind of fact for many things at once."""
    OutboxFact.objects.bulk_create([OutboxFact(topic=topic, key=str(key)) for key in keys], batch_size=2000)


def consume(consumer: str, topics: Sequence[str], limit: int = 500) -> list[Fact]:
    """
    The next facts for this reader, in order. Call inside a transaction; the reader's row is locked until it ends.

    Reading does not move the reader: `acknowledge` does, in the same transaction as the work.
    """
    OutboxCursor.objects.get_or_create(consumer=consumer)
    place = OutboxCursor.objects.select_for_update().get(consumer=consumer)
    parameters = {"seen_transaction": place.transaction_id, "seen_fact": place.fact_id, "topics": list(topics), "limit": limit}
    found = sql.rows(BELOW_THE_OLDEST_WRITER, parameters)
    return [Fact(number, transaction_id, topic, key, _as_dict(payload)) for number, transaction_id, topic, key, payload in found]


def acknowledge(consumer: str, facts: Sequence[Fact]) -> None:
    """Say that these facts are dealt with."""
    if facts:
        last = facts[-1]
        OutboxCursor.objects.filter(consumer=consumer).update(transaction_id=last.transaction_id, fact_id=last.id)


@transaction.atomic
def forget_read(consumers: Sequence[str], keep: int = 0) -> int:
    """Delete the facts that every named reader has passed; returns how many went."""
    places = OutboxCursor.objects.filter(consumer__in=consumers).values_list("transaction_id", "fact_id")
    if len(places) < len(consumers):
        return 0
    slowest = min(places)
    return sql.run(
        "DELETE FROM base_outboxfact WHERE (transaction_id, id) <= (%s, %s) AND id <= (SELECT max(id) - %s FROM base_outboxfact)",
        (*slowest, keep),
    )


def _as_dict(payload: Any) -> dict[str, Any]:
    return json.loads(payload) if isinstance(payload, str) else payload
