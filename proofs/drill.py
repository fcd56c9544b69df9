"""Copies of a shop at every step of its life, brought back after people were erased: the erased stay gone, the others are all there."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from proofs import Ground, Outcome, Proof, Size
from proofs.ground import open_ground
from proofs.people import Someone
from proofs.visitor import Visitor
from proofs.walks import Stuck

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
    copies: list[dict[str, str]] = field(default_factory=list)
    tried: int = 0
    short: list[str] = field(default_factory=list)

    def join(self) -> None:
        """Somebody opens an account and tells where they live."""
        who, visitor = self.shop.someone(), self.shop.http()
        self.shop.open_account(visitor, who)
        told = {"name": who.name, "line1": who.street, "country": who.country, "postcode": who.postcode, "city": who.city}
        visitor.submit(visitor.get("/account/addresses"), "line1", **told)
        if who.street not in visitor.get("/account/addresses").text:
            raise Stuck("The address was not taken.")
        self.ids[who.email] = str(self.shop.rows("SELECT person_id FROM signin_user WHERE email = %s", who.email, cluster="safe")[0][0])
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

    def bring_back(self, **wanted: int) -> None:
        """Bring back one of the copies of each, with the shop stopped; it stays stopped."""
        self.shop.stop()
        for kind, number in wanted.items():
            self.shop.run("restore", kind, self.copies[number][kind], "--yes")

    def look(self, known: list[Someone], words: str) -> None:
        """Look at everybody who is in these copies, and at the traces of the erased."""
        for who in self.erased:
            self._note(not self.traces(who), f"{words}: somebody erased can be read")
            self._note(not signs_in(self.shop, who), f"{words}: somebody erased can sign in")
        for receipt in self.receipts:
            self._note(self.shop.http().get(receipt).status == 200, f"{words}: a receipt is gone")
        for who in known:
            self._note(who in self.erased or is_whole(self.shop, who), f"{words}: somebody living was harmed")

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
    with open_ground() as shop:
        drill = Drill(shop)
        for _ in range(steps):
            drill.join()
            drill.copy()
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
    return Outcome(drill.tried, drill.tried - len(drill.short), "an older safe before its replay", control, tuple(drill.short))


def pairs(newest: int, size: Size) -> Iterator[tuple[int, int]]:
    """Which copy of the shop with which of the safe: an older safe first."""
    yield newest, 0
    if size is Size.FULL:
        yield from ((shop, safe) for shop in range(newest + 1) for safe in sorted({0, shop, newest}) if (shop, safe) != (newest, 0))


def opened_after_replay(drill: Drill) -> None:
    """Start; the port must not answer before nothing is left to be forgotten."""
    drill.shop.start()
    left = "SELECT count(*) FROM rights_erasure WHERE done_at IS NULL"
    drill._note(drill.shop.rows(left, cluster="safe") == [(0,)], "it opened before the replay was done")


def signs_in(shop: Ground, who: Someone) -> bool:
    """Whether they can still sign in."""
    try:
        shop.signed_in(who)
    except Stuck:
        return False
    return True


def is_whole(shop: Ground, who: Someone) -> bool:
    """Whether they sign in and find their address."""
    with suppress(Stuck):
        visitor: Visitor = shop.signed_in(who)
        return who.street in visitor.get("/account/addresses").text
    return False


def _tables_with(shop: Ground, cluster: str, who: Someone) -> Iterator[str]:
    with shop.connect(cluster) as connection:
        for (table,) in connection.execute(TABLES.encode()).fetchall():
            asked = f"SELECT 1 FROM {table} AS held WHERE position(%s in lower(held::text)) > 0 OR position(%s in lower(held::text)) > 0 LIMIT 1"
            if connection.execute(asked.encode(), [who.email.lower(), who.street.lower()]).fetchone():
                yield str(table)


PROOF = Proof(code="drill", words="A backup that is brought back brings nobody back who was erased, and harms nobody else", run=run)
