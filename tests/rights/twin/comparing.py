"""Two snapshots held side by side: what differs, but for what the register says an erasure leaves."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from boxmalls.privacy.register import HOLDINGS, TRACES, Why
from config.router import database_of
from tests.rights.twin.snapshot import Row, Snapshot

ABOUT_THE_ERASURE = {Why.RECEIPT, Why.COMMITMENT, Why.PASSING}


WORK_SEEN = "default:payments_transferconfirmation"


@dataclass(frozen=True, slots=True)
class Whom:
    """
    Who was erased, and who did their work in the run without them.

    :param seen: the payments that they saw arrive: the note stays, and says no more who it was.
    """

    number: str
    stand_in: str
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """What should not differ, and does."""

    table: str
    what: str
    row: str


def differences(after: Snapshot, never: Snapshot, *, whom: Whom) -> list[Difference]:
    """
    Compare a shop in which somebody was erased with one in which they never were, and somebody else did their work.

    :param whom: the number of the erased one may stand in the receipt, and where the register says that it says whose work it was.
    """
    labels = {f"{database_of(model._meta.app_label)}:{model._meta.db_table}": model._meta.label for model in apps.get_models(include_auto_created=True)}
    after = _as_if_the_stand_in_did_it(after, labels, whom)
    staying, moving = TRACES.of_rows(), TRACES.of_columns()
    found: list[Difference] = []
    extra: dict[str, list[Row]] = {}
    for table in sorted({*after.rows, *never.rows}):
        label = labels.get(table, table)
        more, less = _apart(after.of(table), never.of(table), moving.get(label, frozenset()))
        extra[table] = more
        found += [Difference(table, "is missing", _short(row)) for row in less]
        trace = staying.get(label)
        for row in more:
            if trace is None:
                found.append(Difference(table, "is left", _short(row)))
            elif trace.why not in ABOUT_THE_ERASURE and whom.number in json.dumps(row):
                found.append(Difference(table, "is left and names the person", _short(row)))
            elif told := _not_held(label, row):
                found.append(Difference(table, f"is held and says more than the law asks: {told}", _short(row)))
    return found + _books(after, never, extra)


def _as_if_the_stand_in_did_it(after: Snapshot, labels: dict[str, str], whom: Whom) -> Snapshot:
    """Put the stand-in's number where the register lets the erased one's say whose work it was, and nowhere else."""
    work = TRACES.of_work()

    def put(table: str, row: Row) -> Row:
        columns = work.get(labels.get(table, table), frozenset())
        theirs = {column for column in columns if row[column] == whom.number}
        if table == WORK_SEEN and row["payment_id"] in whom.seen:
            theirs = {column for column in columns if row[column] is None}
        return row | dict.fromkeys(theirs, whom.stand_in)

    rows = {table: [put(table, row) for row in found] for table, found in after.rows.items()}
    return Snapshot({table: [_leaf(row, whom) if table == "default:privacy_journalleaf" else row for row in found] for table, found in rows.items()})


def _leaf(row: Row, whom: Whom) -> Row:
    """A leaf says here which entry it is, and the entry who did it."""
    return row | {"entry_id": row["entry_id"] and row["entry_id"].replace(f'"actor_id": "{whom.number}"', f'"actor_id": "{whom.stand_in}"')}


def _apart(after: list[Row], never: list[Row], moved: frozenset[str]) -> tuple[list[Row], list[Row]]:
    """Rows that are in one alone, and in the other alone; columns that may have moved are not looked at."""

    def known(row: Row) -> str:
        return json.dumps({name: value for name, value in row.items() if name not in moved}, sort_keys=True)

    here, there = Counter(map(known, after)), Counter(map(known, never))
    more, less = here - there, there - here
    return _pick(after, more, known), _pick(never, less, known)


def _pick(rows: list[Row], wanted: "Counter[str]", known: Any) -> list[Row]:
    left, picked = Counter(wanted), []
    for row in rows:
        if left[known(row)] > 0:
            left[known(row)] -= 1
            picked.append(row)
    return picked


def _not_held(label: str, row: Row) -> list[str]:
    """Personal columns that are not empty, although the hold does not name them."""
    holding = HOLDINGS.get(label)
    if holding is None:
        return []
    kept = set(holding.hold.keeps.split()) if holding.hold else set()
    return [column for column in holding.fields if column not in kept and row.get(column) not in (None, "", [], {})]


def _short(row: Row) -> str:
    return json.dumps(row, sort_keys=True)[:300]


def _books(after: Snapshot, never: Snapshot, extra: dict[str, list[Row]]) -> list[Difference]:
    """What moved, moved by exactly what the rows that stay account for."""
    return [*_balances(after, never, extra), *_goods(after, never, extra), *_numbers(after, never), *_leaves(extra), *_scopes(after, never)]


def _leaves(extra: dict[str, list[Row]]) -> list[Difference]:
    """Of an entry that is gone nothing stays but a hash."""
    leaves = extra.get("default:privacy_journalleaf", ())
    return [Difference("default:privacy_journalleaf", "is left of an entry", _short(row)) for row in leaves if row["entry_id"] or row["sealed"]]


def _scopes(after: Snapshot, never: Snapshot) -> list[Difference]:
    """A breach concerned the same tables and columns, and one person more at most."""
    table = "default:privacy_breach"
    had = {row["id"]: row["scope"] for row in never.of(table)}
    return [Difference(table, "moved by something else", _short(row)) for row in after.of(table) if not _is_one_more(row["scope"], had.get(row["id"]))]


def _is_one_more(now: list[Row], then: list[Row] | None) -> bool:
    counts = ("rows", "people")
    same = [{name: value for name, value in each.items() if name not in counts} for each in now] == [
        {name: value for name, value in each.items() if name not in counts} for each in then or ()
    ]
    more = [(here["rows"] - there["rows"], here["people"] - there["people"]) for here, there in zip(now, then or (), strict=False)]
    return same and all(rows >= people and people in (0, 1) for rows, people in more)


def _balances(after: Snapshot, never: Snapshot, extra: dict[str, list[Row]]) -> list[Difference]:
    theirs: dict[str, int] = defaultdict(int)
    for entry in extra.get("default:ledger_entry", ()):
        theirs[entry["account_id"]] += entry["amount_minor"]
    had = {row["id"]: row["balance_minor"] for row in never.of("default:ledger_account")}
    return [
        Difference("default:ledger_account", "moved by something else", row["id"])
        for row in after.of("default:ledger_account")
        if row["balance_minor"] - theirs[row["id"]] != had.get(row["id"], 0)
    ]


def _goods(after: Snapshot, never: Snapshot, extra: dict[str, list[Row]]) -> list[Difference]:
    called_off = {row["order_id"] for row in after.of("default:orders_cancellation")}
    theirs: dict[str, int] = defaultdict(int)
    for line in extra.get("default:orders_orderline", ()):
        theirs[line["offer_id"]] += 0 if line["order_id"] in called_off else line["quantity"]
    had = {row["offer_id"]: row["on_hand"] for row in never.of("default:catalog_stock")}
    return [
        Difference("default:catalog_stock", "moved by something else", row["offer_id"])
        for row in after.of("default:catalog_stock")
        if row["on_hand"] + theirs[row["offer_id"]] != had[row["offer_id"]] or row["reserved"] < 0
    ]


def _numbers(after: Snapshot, never: Snapshot) -> list[Difference]:
    """Invoices are numbered without a gap in both, in the same order, and the counter says how many there are."""
    found = []
    table = "default:orders_invoice"
    of_both = {row["id"] for row in never.of(table)}
    for counter in after.of("default:orders_invoicecounter"):
        series = _series(after.of(table), counter)
        if [row["sequence"] for row in series] != list(range(1, counter["last"] + 1)):
            found.append(Difference(table, "has a gap", str(counter)))
        if [row["id"] for row in series if row["id"] in of_both] != [row["id"] for row in _series(never.of(table), counter)]:
            found.append(Difference(table, "is in another order", str(counter)))
    return found


def _series(rows: list[Row], counter: Row) -> list[Row]:
    key = ("site_id", "seller_id", "year")
    return sorted((row for row in rows if all(row[name] == counter[name] for name in key)), key=lambda row: row["sequence"])
