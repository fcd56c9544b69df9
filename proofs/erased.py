"""
Erased as if they had never been: every row of both databases before somebody came and after they went, and their download between.

What is left may only be in tables of which the shop's own register says so, and names nobody; what was carried away is what went and what is held.
"""

import io
import json
import zipfile
from typing import Any

import psycopg

from proofs import Ground, Outcome, Proof, Size
from proofs.people import Someone
from proofs.visitor import Visitor
from proofs.walks import put_in_basket

RUNNING = {"procrastinate", "base_outboxcursor", "base_limitcount", "base_outboxfact", "catalog_shelf", "django_session", "privacy_sweep", "vault_epoch"}
"""What moves in a shop that runs, whoever is there."""

TICKETS = "sessions.Session"
EMPTY = (None, "", [], {})
type Rows = dict[str, dict[str, dict[str, Any]]]
type Cells = set[tuple[str, str, str]]


def run(ground: Ground, size: Size) -> Outcome:
    """One after another comes, does things, carries away their data and is erased."""
    book = json.loads(ground.run("register", "--json"))
    short: list[str] = []
    tried, noticed = 0, True
    for _each in range(size.of(small=2, full=30)):
        ground.settle()
        before = snapshot(ground)
        who = ground.someone()
        visitor = live(ground, who)
        page = visitor.get("/your-data")
        there = snapshot(ground)
        download = visitor.submit(page, "/your-data/download").body
        noticed &= bool(left(book, before, there, who))
        visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")
        ground.settle()
        after = snapshot(ground)
        tried += 2
        short += left(book, before, after, who)[:3]
        short += cells_that_differ(book, there, after, download)[:3]
    return Outcome(tried, max(0, tried - len(short)), "the same comparison before the erasure", noticed, tuple(short))


def live(ground: Ground, who: Someone) -> Visitor:
    """An account, an address, something in the basket."""
    visitor = ground.open_account(ground.http(**{"User-Agent": who.agent}), who)
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
    return words + [f"their {name}" for name, value in (("email", who.email), ("browser", who.agent)) if value.lower() in said]


def _is_running(table: str) -> bool:
    return any(table.startswith(start) for start in RUNNING)


def cells_that_differ(book: dict[str, Any], there: Rows, after: Rows, download: bytes) -> list[str]:
    """Cells that were carried away and neither went nor are held by name, or that went and were not carried away."""
    person_id, carried = _carried(download)
    about = {table["model"]: table for table in book["tables"] if table["about"] == "person" and table["model"] != TICKETS}
    held: Cells = set()
    went: Cells = set()
    for model, table in about.items():
        known = {column["column"] for column in table["columns"]}
        for key, row in there[table["table"]].items():
            now = after[table["table"]].get(key, {})
            for column in known & row.keys():
                if row[column] not in EMPTY and now.get(column) in EMPTY:
                    went.add((model, key, column))
    for model, key, column in carried - went:
        hold = about.get(model, {}).get("hold")
        if hold and column in hold["keeps"]:
            held.add((model, key, column))
    more = {model for model, _key, _column in carried - went - held}
    less = {model for model, key, column in went - carried if _is_personal(about[model], column) and not _is_empty_seal(there, about[model], key, column)}
    assert person_id
    return [f"carried away from {model}, and neither gone nor held" for model in sorted(more)] + [
        f"gone from {model}, and not carried away" for model in sorted(less)
    ]


def _carried(download: bytes) -> tuple[str, Cells]:
    with zipfile.ZipFile(io.BytesIO(download)) as packed:
        said = json.loads(packed.read("export.json"))
    cells = {
        (each["holding"], row["id"], column)
        for each in said["holdings"]
        for row in each["rows"]
        for column in [*(name for name, value in row["values"].items() if value not in EMPTY), *row.get("withheld", ()), *row.get("redacted", ())]
    }
    return said["person"]["id"], cells


def _is_personal(table: dict[str, Any], column: str) -> bool:
    """Whether a column is one that a download carries."""
    marked = [each["column"] for each in table["columns"] if each["category"]]
    return column in marked


def _is_empty_seal(there: Rows, table: dict[str, Any], key: str, column: str) -> bool:
    value = there[table["table"]][key][column]
    return isinstance(value, str) and value.startswith("\\x") and len(value) == 2 + 2 * 29


PROOF = Proof(code="erased", words="Who is erased leaves the databases as if they had never been there.", run=run)
