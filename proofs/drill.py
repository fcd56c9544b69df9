"""Copies of a shop at every step of its life, brought back after people were erased: the erased stay gone, the others are all there."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from threading import Event, Thread

import psycopg

from proofs import Ground, Outcome, Proof, Size
from proofs.ground import open_ground
from proofs.people import Someone
from proofs.visitor import Visitor
from proofs.walks import Stuck, can_sign_in, place_order, put_in_basket

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname = 'public' ORDER BY 1
"""


@dataclass(slots=True)
class Drill:
    """A shop of its own, whose people and copies we know."""

    shop: Ground
    people: list[Someone] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    erased: list[Someone] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)
    copies: list[dict[str, str]] = field(default_factory=list)
    base: tuple[str, str] = ("", "")
    """A copy of the whole cluster, and a moment after it that the log kept beside it reaches."""
    watched: int = 0
    """How often the port was found shut while a key of somebody erased could be read."""
    tried: int = 0
    short: list[str] = field(default_factory=list)

    def join(self) -> None:
        """Somebody opens an account, tells where they live, and orders."""
        who, visitor = self.shop.someone(), self.shop.http()
        self.shop.open_account(visitor, who)
        told = {"name": who.name, "line1": who.street, "country": who.country, "postcode": who.postcode, "city": who.city}
        visitor.submit(visitor.get("/account/addresses"), "line1", **told)
        if who.street not in visitor.get("/account/addresses").text:
            raise Stuck("The address was not taken.")
        self.ids[who.email] = str(self.shop.rows("SELECT person_id FROM signin_user WHERE email = %s", who.email, cluster="safe")[0][0])
        put_in_basket(visitor, "padded chair")
        _done, self.orders[who.email] = place_order(visitor, who)
        self.people.append(who)

    def erase(self, who: Someone) -> None:
        """They erase themselves by the page."""
        visitor = self.shop.signed_in(who)
        page = visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")
        if "/your-data/receipts/" not in page.url:
            raise Stuck(f"Nobody was erased: {page.status} {page.url}")
        self.erased.append(who)
        self.receipts.append(page.url)

    def copy(self) -> None:
        """Back up both databases."""
        self.shop.run("backup")
        known = json.loads(self.shop.run("backup", "--list", "--json"))
        self.copies.append({kind: [each["name"] for each in known if each["kind"] == kind][-1] for kind in ("shop", "safe")})
        time.sleep(1.1)

    def copy_whole(self) -> None:
        """Copy the shop's whole cluster; from now on its log is kept beside it."""
        self.shop.run("backup", "shop", "--base")
        known = json.loads(self.shop.run("backup", "--list", "--json"))
        self.base = (next(each["name"] for each in reversed(known) if each["kind"] == "shop" and each["way"] == "base"), "")

    def mark_moment(self) -> None:
        """Remember this moment, when all that was written until now is in the kept log."""
        self.base = (self.base[0], datetime.now(UTC).isoformat())
        [(written,)] = self.shop.rows("SELECT pg_current_wal_insert_lsn()::text")
        kept = "SELECT coalesce(bool_and(flush_lsn >= %s::pg_lsn), false) FROM pg_stat_replication"
        self.shop.wait_for(lambda: self.shop.rows(kept, written)[0][0], within=120, words="The log was not kept.")

    def bring_back_to_moment(self) -> None:
        """Bring the whole cluster back to the moment that was marked; the safe stays as it is now."""
        self.shop.stop()
        self.shop.run("restore", "shop", self.base[0], "--until", self.base[1], "--yes")

    def bring_back(self, **wanted: int) -> None:
        """Bring back one of the copies of each, with the shop stopped; it stays stopped."""
        self.shop.stop()
        for kind, number in wanted.items():
            self.shop.run("restore", kind, self.copies[number][kind], "--yes")

    def look(self, known: list[Someone], words: str) -> None:
        """Look at everybody who is in these copies, and at the traces of the erased."""
        for who in self.erased:
            self._note(not self.traces(who), f"{words}: somebody erased can be read")
            self._note(not can_sign_in(self.shop, who), f"{words}: somebody erased can sign in")
        for receipt in self.receipts:
            self._note(self.shop.http().get(receipt).status == 200, f"{words}: a receipt is gone")
        for who in known:
            self._note(who in self.erased or is_whole(self.shop, who, self.orders[who.email]), f"{words}: somebody living was harmed")

    def traces(self, who: Someone) -> list[str]:
        """Where, in both databases, something of a person can be read; a key to what is sealed counts."""
        found = [f"{cluster}:{table}" for cluster in ("shop", "safe") for table in _tables_with(self.shop, cluster, who)]
        key = self.shop.rows("SELECT 1 FROM vault_personkey WHERE person_id = %s", self.ids[who.email], cluster="safe")
        return found + ["safe:key"] * bool(key)

    def readable_while_closed(self, who: Someone) -> bool:
        """Whether somebody with the restored databases reads an erased person, before the shop has opened and forgotten them again."""
        question = f"SELECT 'key' FROM vault_personkey WHERE person_id = '{self.ids[who.email]}'"
        return "key" in self.shop.run("psql", "--safe", "-A", "-t", "-c", question)

    def _note(self, held: bool, words: str) -> None:
        self.tried += 1
        if not held:
            self.short.append(words)


def run(ground: Ground, size: Size) -> Outcome:
    """Grow, copy at every step, erase, bring back every pair, look; once an older safe without a replay, to see that it matters."""
    steps = size.of(small=2, full=5)
    with open_ground(environment={"BACKUP_WAL": "yes"}) as shop:
        drill = Drill(shop)
        drill.copy_whole()
        for _ in range(steps):
            drill.join()
            drill.copy()
        drill.mark_moment()
        for who in drill.people[: max(1, steps - 2)]:
            drill.erase(who)
        drill.copy()
        control = False
        for number, (old_shop, old_safe) in enumerate(pairs(steps, size)):
            drill.bring_back(shop=old_shop, safe=old_safe)
            if not number:
                control = drill.readable_while_closed(drill.erased[0])
            opened_after_replay(drill)
            drill.look(drill.people[: min(old_shop, old_safe) + 1], f"shop {old_shop}, safe {old_safe}")
        drill.bring_back(safe=steps)
        drill.bring_back_to_moment()
        opened_after_replay(drill)
        drill.look(drill.people, "the whole cluster, to a moment")
    control &= drill.watched > 0
    return Outcome(drill.tried, drill.tried - len(drill.short), "an older safe before its replay: readable, and its port is shut", control, tuple(drill.short))


def pairs(newest: int, size: Size) -> Iterator[tuple[int, int]]:
    """Which copy of the shop with which of the safe: an older safe first."""
    yield newest, 0
    if size is Size.FULL:
        yield from ((shop, safe) for shop in range(newest + 1) for safe in sorted({0, shop, newest}) if (shop, safe) != (newest, 0))


def opened_after_replay(drill: Drill) -> None:
    """Start; from the first moment on somebody knocks. While a key of somebody erased can be read, nobody may be served."""
    with Knocking(drill) as knocking:
        drill.shop.start()
    drill.watched += knocking.shut
    drill._note(not knocking.served_too_early, "it served while somebody erased could be read")


class Knocking:
    """Knocks at the shop's port until the block is over, and each time looks into the safe afterwards."""

    def __init__(self, drill: Drill) -> None:
        self.drill, self.shut, self.served_too_early = drill, 0, False
        self.over = Event()
        self.thread = Thread(target=self._knock, daemon=True)

    def __enter__(self) -> "Knocking":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _knock(self) -> None:
        while not self.over.wait(0.05):
            served = self._is_served()
            with suppress(psycopg.Error):
                readable = any(self._keys(who) for who in self.drill.erased)
                self.shut += readable and not served
                self.served_too_early |= readable and served

    def _is_served(self) -> bool:
        with suppress(OSError, HTTPException):
            return self.drill.shop.http().get("/accounts/login/", follow=False).status < 500
        return False

    def _keys(self, who: Someone) -> bool:
        return bool(self.drill.shop.rows("SELECT 1 FROM vault_personkey WHERE person_id = %s", self.drill.ids[who.email], cluster="safe"))


def is_whole(shop: Ground, who: Someone, number: str) -> bool:
    """Whether they sign in and find their address and their order."""
    with suppress(Stuck):
        visitor: Visitor = shop.signed_in(who)
        return who.street in visitor.get("/account/addresses").text and number in visitor.get("/orders").text
    return False


def _tables_with(shop: Ground, cluster: str, who: Someone) -> Iterator[str]:
    with shop.connect(cluster) as connection:
        for (table,) in connection.execute(TABLES.encode()).fetchall():
            asked = f"SELECT 1 FROM {table} AS held WHERE position(%s in lower(held::text)) > 0 OR position(%s in lower(held::text)) > 0 LIMIT 1"
            if connection.execute(asked.encode(), [who.email.lower(), who.street.lower()]).fetchone():
                yield str(table)


PROOF = Proof(code="drill", words="A backup that is brought back brings nobody back who was erased, and harms nobody else", run=run)
