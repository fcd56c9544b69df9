"""
The bytes of somebody erased, looked for in every file of the shop: tables, indexes, logs of the databases, backups, mail, index, logs.

Each kind of store that should hold nothing is given a value first, which the same search must find: where it would be blind, it would prove nothing.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from proofs import Ground, Outcome, Proof, Size

NOT_READ = {"keys", "run", "secrets"}
STORES = (
    "log",
    "media",
    "mail",
    "search",
    "exports",
    "backups/shop",
    "backups/safe",
    "pg/shop/base/pgsql_tmp",
    "pg/safe/base/pgsql_tmp",
    "pg/shop/pg_wal",
    "pg/safe/pg_wal",
)
PLANTED = b"planted.in.every.store@canary.example"


def run(ground: Ground, size: Size) -> Outcome:
    """Let people come and go; read every file before housekeeping, which must find them, and after it."""
    people = [ground.someone() for _each in range(size.of(small=2, full=40))]
    for cluster in ("shop", "safe"):
        # A compressed log could not be read by whoever looks for plain bytes.
        with ground.connect(cluster) as connection:
            connection.execute("ALTER SYSTEM SET wal_compression = off")
            connection.execute("SELECT pg_reload_conf()")
    for who in people:
        visitor = ground.open_account(ground.http(**{"User-Agent": who.agent}), who)
        visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")
    ground.settle()
    ground.run("backup")
    _write_down(ground)
    values = [value.encode().lower() for who in people for value in (who.email, who.agent)]
    with _planted(ground.home) as places:
        seen = _found(ground.home, [PLANTED]).get(0, set())
    before = _found(ground.home, values)
    ground.wait_for(lambda: _is_cleared(ground), within=120, words="Housekeeping does not end.")
    after = _found(ground.home, [*values, PLANTED])
    short = [f"{kind} in {', '.join(sorted(places))}" for kind, places in _by_kind(after).items()]
    control = bool(before) and seen == places
    return Outcome(len(values), len(values) - len(after), "the same files before housekeeping, and a value in every store", control, tuple(short))


@contextmanager
def _planted(home: Path) -> Iterator[set[str]]:
    """A file with a value in every store, for as long as it is looked for; where each lies."""
    made = [home / store / "planted" for store in STORES]
    folders = [folder for path in made for folder in (path.parent, path.parent.parent) if not folder.exists()]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"something before " + PLANTED.upper() + b" and after")
    try:
        yield {str(path.relative_to(home)) for path in made}
    finally:
        for path in made:
            path.unlink()
        for folder in folders:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()


def _is_cleared(ground: Ground) -> bool:
    """Let the shop clear; what was removed just now is not all counted yet, and is cleared a little later."""
    ground.run("manage", "clear_erased_bytes")
    if ground.rows("SELECT 1 FROM rights_erasure HAVING count(*) = count(bytes_gone_at)", cluster="safe"):
        return True
    time.sleep(3)
    return False


def _write_down(ground: Ground) -> None:
    for cluster in ("shop", "safe"):
        ground.rows("CHECKPOINT", cluster=cluster)


def _found(home: Path, values: Iterable[bytes]) -> dict[int, set[str]]:
    """Which values lie in which files."""
    wanted, found = list(values), dict[int, set[str]]()
    for path in home.rglob("*"):
        where = path.relative_to(home)
        if where.parts[0] in NOT_READ or path.is_symlink() or not path.is_file():
            continue
        try:
            content = path.read_bytes().lower()
        except OSError:
            continue  # A segment of the log that is deleted while we look.
        for number, value in enumerate(wanted):
            if value in content:
                found.setdefault(number, set()).add(str(where))
    return found


def _by_kind(found: dict[int, set[str]]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for number, places in found.items():
        kinds.setdefault("an address" if number % 2 == 0 else "a browser", set()).update(places)
    return kinds


PROOF = Proof(code="bytes", words="The bytes of who was erased are gone from every file.", run=run)
