"""Keeping the index in step with the catalogue. Only the worker does this."""

from datetime import datetime

from django.db import transaction

from boxmalls.base import outbox, sql
from boxmalls.base.outbox import Fact
from boxmalls.search.actions.rebuilding import CONSUMER, rebuild_index
from boxmalls.search.actions.texts import put_texts
from boxmalls.search.catalogue import entries_of
from boxmalls.search.index import folder
from boxmalls.search.index.folder import IndexIsBusy
from boxmalls.search.index.reading import shelf
from boxmalls.search.index.writing import pen, read_mark

TOPICS = ["product.changed", "offer.changed"]
FACTS_AT_ONCE = 200
PRODUCTS_AT_ONCE = 4000
OFFERED = "SELECT DISTINCT product_id::text FROM catalog_offer WHERE id = ANY(%(offer_ids)s::uuid[])"


def feed_index(at: datetime) -> int:
    """
    Take the next facts of the catalogue into the index; returns how many.

    The index is committed before the facts are acknowledged: what is interrupted is done again, and doing it again changes
    nothing. An index that is not there, or that is older than what was acknowledged, is made anew first.
    """
    try:
        with folder.writing():
            if not _is_in_step():
                rebuild_index(at=at, locked=True)
            return _take_some()
    except IndexIsBusy:
        return 0


@transaction.atomic
def _take_some() -> int:
    facts = outbox.consume(CONSUMER, TOPICS, FACTS_AT_ONCE)
    place = folder.current()
    if not facts or place is None:
        return 0
    taken, product_ids = _few_enough(facts)
    entries = entries_of(product_ids)
    with pen(place) as written:
        written.put(product_ids, entries)
        written.commit((taken[-1].transaction_id, taken[-1].id))
    put_texts(entries)
    outbox.acknowledge(CONSUMER, taken)
    return len(taken)


def _is_in_step() -> bool:
    """Whether there is an index that knows at least all that was acknowledged."""
    reader = shelf.look_now()
    if reader is None:
        return False
    mark = read_mark(reader.searcher)
    acknowledged = sql.row("SELECT transaction_id, fact_id FROM base_outboxcursor WHERE consumer = %s", [CONSUMER])
    return mark is not None and mark >= tuple(acknowledged or (0, 0))


def _few_enough(facts: list[Fact]) -> tuple[list[Fact], list[str]]:
    """The first facts, as many as can be taken at once, and the products they are about."""
    taken: list[Fact] = []
    products: dict[str, None] = {}
    for fact in facts:
        if taken and len(products) >= PRODUCTS_AT_ONCE:
            break
        taken.append(fact)
        products.update(dict.fromkeys(_products_of(fact)))
    return taken, list(products)


def _products_of(fact: Fact) -> list[str]:
    if fact.topic == "offer.changed":
        offers = [*fact.payload.get("offer_ids", ()), *([fact.key] if fact.key else ())]
        return [row[0] for row in sql.rows(OFFERED, {"offer_ids": offers})]
    return [*fact.payload.get("product_ids", ()), *([fact.key] if fact.key else ())]
