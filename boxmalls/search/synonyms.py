"""The table of synonyms as a question needs it: kept in the process for a minute."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from boxmalls.base import sql
from boxmalls.search.words.analysis import analyse, stem

FRESH_FOR = 60.0
LONGEST = 6
EVERY = "SELECT words FROM search_synonym WHERE site_id IS NULL OR site_id = %(site)s"

type Span = tuple[int, int, list[list[str]]]
type Table = dict[tuple[str, ...], list[tuple[str, ...]]]


@dataclass(slots=True)
class Kept:
    table: Table = field(default_factory=dict)
    read_at: float = float("-inf")


_kept: dict[str, Kept] = {}


def forget_synonyms() -> None:
    """Read the table anew at the next question."""
    _kept.clear()


def synonyms_for(site: str) -> Callable[[list[str]], list[Span]]:
    """Finds the runs of words in a question that can be said otherwise: (from, to, the other ways)."""
    kept = _kept.setdefault(site, Kept())
    if monotonic() - kept.read_at > FRESH_FOR:
        kept.table = table_of([row[0] for row in sql.rows(EVERY, {"site": site})])
        kept.read_at = monotonic()
    return lambda stems: spans(stems, kept.table)


def table_of(groups: list[list[str]]) -> Table:
    """Each way to say a thing, with the other ways."""
    table: Table = {}
    for group in groups:
        ways = [way for written in group if (way := tuple(stem(analyse(written).words)))]
        for way in ways:
            table.setdefault(way, []).extend(other for other in ways if other != way)
    return table


def spans(stems: list[str], table: Table) -> list[Span]:
    """The longest runs first, none over another."""
    found: list[Span] = []
    at = 0
    while table and at < len(stems):
        for length in range(min(LONGEST, len(stems) - at), 0, -1):
            others = table.get(tuple(stems[at : at + length]))
            if others:
                found.append((at, at + length, [list(other) for other in dict.fromkeys(others)]))
                at += length
                break
        else:
            at += 1
    return found
