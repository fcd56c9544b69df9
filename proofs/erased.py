"""
Erased as if they had never been: every row of both databases before somebody came and after they went, and their download between.

What is left may only be in tables of which the shop's own register says so, and names nobody. What was carried away is what went and what is held: whose a
row was, is found by the keys of the database; what the law keeps, by the register; that the download is read for neither.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import psycopg

from proofs import Ground, Outcome, Proof, Size
from proofs.people import Someone
from proofs.visitor import Visitor
from proofs.walks import confirm_transfers, place_order, put_in_basket

RUNNING = {"procrastinate", "base_outboxcursor", "base_limitcount", "base_outboxfact", "catalog_shelf", "django_session", "privacy_sweep", "vault_epoch"}
"""What moves in a shop that runs, whoever is there."""

TICKETS = "sessions.Session"
EMPTY = (None, "", [], {})
type Rows = dict[str, dict[str, dict[str, Any]]]
type Cells = set[tuple[str, str, str]]


NAMING = ("given", "family", "email", "phone", "street", "flat", "town", "ip", "agent", "words")


def run(ground: Ground, size: Size) -> Outcome:
    """One after another comes, does things, carries away their data and is erased."""
    book = json.loads(ground.run("register", "--json"))
    short: list[str] = []
    tried, noticed = 0, True
    finance = ground.signed_in("finance")
    for _each in range(size.of(small=2, full=30)):
        ground.settle()
        before = snapshot(ground)
        who = ground.someone()
        visitor = live(ground, who, finance)
        page = visitor.get("/your-data")
        there = snapshot(ground)
        download = visitor.submit(page, "/your-data/download").body
        noticed &= bool(left(book, before, there, who))
        visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")
        ground.settle()
        after = snapshot(ground)
        tried += 2
        short += left(book, before, after, who)[:3]
        carried = _carried(download)
        short += cells_that_differ(ground, who, book, there, after, carried)[:3]
        for model in ("accounts.Address", "orders.OrderLine", "payments.Payment"):
            without = {cell for cell in carried if cell[0] != model}
            noticed &= without != carried and bool(cells_that_differ(ground, who, book, there, after, without))
    control = "the same comparison before the erasure, and downloads that lack addresses, goods or payments"
    return Outcome(tried, max(0, tried - len(short)), control, noticed, tuple(short))


def live(ground: Ground, who: Someone, finance: Visitor) -> Visitor:
    """An account, an address, an order that was paid, a word to its seller, a question to the office, something in the basket."""
    visitor = ground.open_account(ground.http(**{"User-Agent": who.agent, "X-Forwarded-For": who.ip}), who)
    visitor.submit(visitor.get("/account"), "birthday", name=who.name, birthday="1980-02-29", phone=who.phone)
    home = {"name": who.name, "line1": who.street, "line2": who.flat, "country": who.country, "postcode": who.postcode, "city": who.town, "phone": who.phone}
    visitor.submit(visitor.get("/account/addresses"), "/account/addresses", "line1", **home)
    put_in_basket(visitor, "padded chair")
    _done, number = place_order(visitor, who)
    confirm_transfers(finance)
    talk = visitor.get(visitor.get(f"/orders/{number}").links(f"/orders/{number}/")[0])
    visitor.submit(talk, "text", text=who.words)
    visitor.submit(visitor.get("/privacy/requests/new"), "kind", "words", kind="object", words=who.words, accurate="on")
    put_in_basket(visitor, "lamp")
    return visitor


def snapshot(ground: Ground) -> Rows:
    """Every row of every table of both databases, by its primary key or by what it says."""
    rows: Rows = {}
    for cluster in ("shop", "safe"):
        with ground.connect(cluster) as connection:
            for table, keys in _tables(connection):
                found = (row for (row,) in connection.execute(f'SELECT to_jsonb(held) FROM "{table}" AS held'.encode()))
                rows[table] = {":".join(str(row[key]) for key in keys) or json.dumps(row, sort_keys=True): row for row in found}
    return rows


def _tables(connection: "psycopg.Connection[tuple[Any, ...]]") -> list[tuple[str, list[str]]]:
    found = connection.execute(
        """
        SELECT c.relname, coalesce((SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum)) FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[]) WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1
        """
    )
    return [(str(name), list(keys)) for name, keys in found.fetchall()]


def left(book: dict[str, Any], before: Rows, after: Rows, who: Someone) -> list[str]:
    """Rows that came and are not among those that the register lets an erasure leave, and values of the person anywhere."""
    tables = {table["model"]: table["table"] for table in book["tables"]}
    staying = {tables[trace["model"]] for trace in book["traces"] if not trace["moved"] and not trace["by"] and trace["model"] in tables}
    words = [
        f"rows in {table}" for table in sorted(after) if table not in staying and not _is_running(table) and after[table].keys() - before.get(table, {}).keys()
    ]
    said = json.dumps(after, ensure_ascii=False).lower()
    values = {name: getattr(who, name).lower() for name in NAMING}
    return words + [f"their {name}" for name, value in values.items() if value in said or value.encode().hex() in said]


def _is_running(table: str) -> bool:
    return any(table.startswith(start) for start in RUNNING)


def cells_that_differ(ground: Ground, who: Someone, book: dict[str, Any], there: Rows, after: Rows, carried: Cells) -> list[str]:
    """Cells that were carried away and neither went nor are held, and cells that went or are held and were not carried away."""
    about = {table["model"]: table for table in book["tables"] if table["about"] == "person" and table["model"] != TICKETS}
    went, held = set[tuple[str, str, str]](), set[tuple[str, str, str]]()
    theirs = _whose(ground, who, about, there)
    for model, table in about.items():
        keeps = set(table["hold"]["keeps"]) if table["hold"] else set()
        for key, row in there[table["table"]].items():
            now = after[table["table"]].get(key, {})
            for column in (column for column in row if row[column] not in EMPTY and _is_personal(table, column)):
                if now.get(column) in EMPTY:
                    went.add((model, key, column))
                elif column in keeps and theirs(model, row):
                    held.add((model, key, column))
    more = {model for model, _key, _column in carried - went - held if model in about}
    less = {model for model, key, column in went - carried if not _is_empty_seal(there, about[model], key, column)}
    return [
        *(f"carried away from {model}, and neither gone nor held" for model in sorted(more)),
        *(f"gone from {model}, and not carried away" for model in sorted(less)),
        *(f"held in {model}, and not carried away" for model in sorted({model for model, _key, _column in held - carried})),
    ]


def _whose(ground: Ground, who: Someone, about: dict[str, Any], rows: Rows) -> "Callable[[str, dict[str, Any]], bool]":
    """Whether a row is theirs, found along the way that the register names and the keys that the databases know."""
    keys = {key: target for cluster in ("shop", "safe") for key, target in _foreign_keys(ground, cluster).items()}
    person = next(row["person_id"] for row in rows["signin_user"].values() if row["email"] == who.email)

    def theirs(model: str, row: dict[str, Any]) -> bool:
        table, (*way, last) = about[model]["table"], about[model]["person"].split("__")
        for step in way:
            table, row = keys[table, f"{step}_id"], rows[keys[table, f"{step}_id"]].get(str(row[f"{step}_id"]), {})
        return str(row.get(last, row.get(f"{last}_id"))) == person

    return theirs


def _foreign_keys(ground: Ground, cluster: str) -> dict[tuple[str, str], str]:
    found = ground.rows(
        "SELECT k.conrelid::regclass::text, a.attname::text, k.confrelid::regclass::text FROM pg_constraint k "
        "JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] WHERE k.contype = 'f' AND cardinality(k.conkey) = 1",
        cluster=cluster,
    )
    return {(table, column): target for table, column, target in found}


def _carried(download: bytes) -> Cells:
    with zipfile.ZipFile(io.BytesIO(download)) as packed:
        said = json.loads(packed.read("export.json"))
    return {
        (each["holding"], row["id"], column)
        for each in said["holdings"]
        for row in each["rows"]
        for column in [*(name for name, value in row["values"].items() if value not in EMPTY), *row.get("withheld", ()), *row.get("redacted", ())]
    }


def _is_personal(table: dict[str, Any], column: str) -> bool:
    """Whether a column is one that a download carries; where none is marked, the row itself is what is personal."""
    marked = [each["column"] for each in table["columns"] if each["category"]]
    return column in marked or (not marked and column != f"{table['person']}_id")


def _is_empty_seal(there: Rows, table: dict[str, Any], key: str, column: str) -> bool:
    value = there[table["table"]][key][column]
    return isinstance(value, str) and value.startswith("\\x") and len(value) == 2 + 2 * 29


PROOF = Proof(code="erased", words="Who is erased leaves the databases as if they had never been there.", run=run)
