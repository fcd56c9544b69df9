"""
The bytes of somebody erased, looked for in every store: tables, indexes, logs of the databases, temporary files, backups, media, mail, search, logs.

They live here as people do, some sign out everywhere before they go, each carries their data away, and a backup is made while they are here. All that
they told is looked for in every shape. Each kind of store is given a value first, which the same search must find: where it would be blind, it would
prove nothing.
"""

import time

from proofs import Ground, Outcome, Proof, Size
from proofs.erased import NAMING, live
from proofs.people import Someone
from proofs.shapes import Search
from proofs.stores import PLANTED, Seen, everything, files, found, planted
from proofs.visitor import Visitor
from proofs.walks import Stuck, sign_in

LEAST = frozenset({"mail", "safe table", "safe index", "safe wal"})
"""Where something of everybody lies until housekeeping has come, or in the mail while they are here; the shop's own database has them sealed."""


def run(ground: Ground, size: Size) -> Outcome:
    """Let people come, live and go; look into every store before housekeeping, which must find them, and after it."""
    for cluster in ("shop", "safe"):
        # A compressed log could not be read by whoever looks for bytes.
        with ground.connect(cluster) as connection:
            connection.execute("ALTER SYSTEM SET wal_compression = off")
            connection.execute("SELECT pg_reload_conf()")
    people = [ground.someone() for _each in range(size.of(small=2, full=20))]
    search = Search({f"{number}.{kind}": getattr(who, kind) for number, who in enumerate(people) for kind in NAMING} | PLANTED)
    finance = ground.signed_in("finance")
    at_home = [(who, live(ground, who, finance)) for who in people]
    ground.settle()
    ground.run("backup")
    before = found(search, files(ground))
    for number, (who, visitor) in enumerate(at_home):
        _go(ground, who, visitor, signed_out_before=number % 2 == 0)
    ground.settle()
    with planted(ground) as kinds:
        before |= found(search, everything(ground))
    ground.wait_for(lambda: _is_cleared(ground), within=600, words="Housekeeping does not end.")
    after = found(search, everything(ground))
    unseen = _unseen(before, kinds, people)
    short = sorted({f"a {value.partition('.')[2] or value} in {kind}" for kind, value in after}) + [f"nothing in {kind} before" for kind in unseen]
    words = f"the same search before housekeeping ({', '.join(sorted(LEAST))}), and a value in {len(kinds)} stores of files"
    tried = len(people) * len(NAMING)
    return Outcome(tried, tried - len({value for _kind, value in after}), words, not unseen, tuple(short))


def _go(ground: Ground, who: Someone, visitor: Visitor, *, signed_out_before: bool) -> None:
    """They carry their data away and erase themselves; some have left that browser before, whose rows no erasure sees."""
    if b"PK" not in visitor.submit(visitor.get("/your-data"), "/your-data/download").body[:4]:
        raise Stuck("Nothing was carried away.")
    if signed_out_before:
        visitor.post("/accounts/logout/")
        visitor = ground.http()
        sign_in(visitor, email=who.email, password=who.password)
        if ground.rows("SELECT 1 FROM usersessions_usersession WHERE user_agent = %s", who.agent, cluster="safe"):
            raise Stuck("The browser is still signed in.")
    visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")


def _unseen(before: Seen, kinds: set[str], people: list[Someone]) -> list[str]:
    """Stores in which somebody was not found who must lie there, or what was planted was not."""
    whose = {(kind, value.partition(".")[0]) for kind, value in before}
    wanted = {(kind, str(number)) for number in range(len(people)) for kind in LEAST} | {(kind, value) for kind in kinds for value in PLANTED}
    return sorted({kind for kind, _whose in wanted - whose})


def _is_cleared(ground: Ground) -> bool:
    """Let the shop clear; what was removed just now is not all counted yet, and is cleared a little later."""
    ground.run("manage", "clear_erased_bytes")
    if ground.rows("SELECT 1 FROM rights_erasure HAVING count(*) = count(bytes_gone_at)", cluster="safe"):
        return True
    time.sleep(3)
    return False


PROOF = Proof(code="bytes", words="The bytes of who was erased are gone from every store.", run=run)
