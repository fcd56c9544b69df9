"""
What people's rights cost: `python -m bench.rights` inside a measured shop's environment; prints one JSON line.

A thousand persons with about forty rows each, made through the product's own doors: account, address book, acceptance, consent, opened
products, a basket, an order of two sellers. Then everybody asks for everything that is held, and then everybody is erased.
What is left afterwards is looked for without the product: rows that open, keys, and a word that stands in every value, in every column of both databases.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID

import psutil
import psycopg

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORD = f"quokka{token_hex(4)}"
"""Another in each run: what is found is this run's."""
ROWS = 40


def main(persons: int) -> None:
    """Make so many persons, let each ask for their data, erase each, and print what one costs."""
    import django

    django.setup()
    from boxmalls.privacy.rights.erasing import erase_person
    from boxmalls.privacy.rights.exporting import export_person

    people = list(make_people(persons))
    rows = [_rows(person) for person in people]
    told: dict[str, Any] = {"persons": persons, "rows_each": round(sum(rows) / persons, 1), "fewest_rows": min(rows), "found_before": found()}
    told["access"] = _measure(lambda person: export_person(person=person, at=AT), people)
    told["erasure"] = _measure(lambda person: erase_person(person=person, site_code="eu", at=AT + timedelta(days=1)), people)
    told["residue"] = residue(people)
    print(json.dumps(told))


def make_people(count: int) -> Iterator[UUID]:
    """So many persons, each with at least forty rows."""
    from boxmalls.base.ids import new_id
    from boxmalls.checkout.testing import make_delivered_offer
    from boxmalls.sellers.testing import make_seller

    offers = [make_delivered_offer(site="eu", seller=make_seller(name=f"Bench {new_id()}", slug=f"bench-{new_id()}"), stock=1_000_000) for _ in range(2)]
    for number in range(count):
        yield _make_person(f"{number}-{new_id().hex[-8:]}", offers)


def _make_person(name: str, offers: list[Any]) -> UUID:
    from boxmalls.accounts.testing import make_account, make_address
    from boxmalls.base.ids import new_id
    from boxmalls.checkout.testing import make_cart, make_group
    from boxmalls.privacy.consent import give_consent
    from boxmalls.privacy.policy import accept_policy
    from boxmalls.privacy.purposes import RECENTLY_VIEWED
    from boxmalls.privacy.visits import remember_visit
    from boxmalls.sites.queries import site

    person = make_account(f"{name}@{WORD}.example", password=None, at=AT)
    accept_policy(person=person, site_code="eu", language="en", at=AT)
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording="Remember what I looked at.", site_code="eu", language="en", at=AT)
    here = site("eu")
    _delivered(make_group(person, offers, site=here, at=AT))
    make_cart(person, offers, site=here, at=AT)
    for number in range(4):
        make_address(person, name=f"{WORD} {name}", line1=f"{WORD} {number}", at=AT)
    while _rows(person.pk) < ROWS:
        for _ in range(ROWS - _rows(person.pk)):
            remember_visit(person_id=person.pk, product_id=new_id(), page=f"/products/{WORD}", at=AT)
    return person.pk


def _delivered(group: Any) -> None:
    """The order was sent and received: nothing is open when its buyer goes."""
    from boxmalls.orders.actions import mark_received, ship_order

    for order in group.orders.all():
        ship_order(order=order, seller=order.seller_id, carrier="DHL", at=AT)
        mark_received(order=order, person=group.person_id, at=AT)


def _rows(person_id: UUID) -> int:
    from boxmalls.privacy.rights.rows import count_rows

    return sum(rows for rows, _values in count_rows(person_id).values())


def _measure(ask: Callable[[UUID], object], people: list[UUID]) -> dict[str, float]:
    databases = [psutil.Process(int(pid)) for pid in os.environ["BENCH_POSTMASTERS"].split(",")]
    ask(people[0])
    cpu, own, times = _cpu(databases), time.process_time(), []
    for person in people[1:]:
        begun = time.perf_counter()
        ask(person)
        times.append(1000 * (time.perf_counter() - begun))
    spent = 1000 * (time.process_time() - own + _cpu(databases) - cpu) / len(times)
    times.sort()
    mean = sum(times) / len(times)
    return {"per_second": round(1000 / mean, 1), "mean_ms": round(mean, 2), "p50_ms": round(times[len(times) // 2], 2),
            "p99_ms": round(times[int(len(times) * 0.99)], 2), "cpu_ms": round(spent, 2)}  # fmt: skip


def _cpu(roots: list[psutil.Process]) -> float:
    total = 0.0
    for root in roots:
        for process in [root, *root.children(recursive=True)]:
            try:
                spent = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += spent.user + spent.system + (spent.children_user + spent.children_system if process is root else 0)
    return total


def residue(people: list[UUID]) -> dict[str, int]:
    """What is left of the erased: keys, ways to find them, rows that say more than a number that the law holds, and the word."""
    left = {"keys": 0, "blind entries": 0, "sign-in rows": 0, "word": found()}
    with _wire("safe") as safe:
        left["keys"] = _count(safe, "SELECT count(*) FROM vault_personkey WHERE person_id = ANY(%s)", people)
        left["blind entries"] = _count(safe, "SELECT count(*) FROM vault_blindentry WHERE person_id = ANY(%s)", people)
        left["sign-in rows"] = _count(safe, "SELECT count(*) FROM signin_user WHERE person_id = ANY(%s)", people)
    with _wire("default") as shop:
        for table in ("accounts_address", "privacy_visit", "privacy_consent", "checkout_cart"):
            left[table] = _count(shop, f"SELECT count(*) FROM {table} WHERE person_id = ANY(%s)", people)
    return left


def found() -> int:
    """In how many rows of both databases the word stands in any column, as text or as bytes."""
    total = 0
    for alias in ("default", "safe"):
        with _wire(alias) as wire:
            tables = [
                name for (name,) in wire.execute("SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            ]
            for table in tables:
                total += wire.execute(
                    f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE %s OR t::text ILIKE %s",
                    [f"%{WORD}%", f"%{WORD.encode().hex()}%"],
                ).fetchone()[0]  # fmt: skip
    return total


def _count(wire: "psycopg.Connection[Any]", statement: str, people: list[UUID]) -> int:
    return int(wire.execute(statement, [people]).fetchone()[0])  # type: ignore[index]


def _wire(alias: str) -> "psycopg.Connection[Any]":
    from config.env import env

    where = env.admin_databases[alias]
    return psycopg.connect(host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=where["USER"], password=where["PASSWORD"], autocommit=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
