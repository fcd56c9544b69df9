"""Two texts beside each other, as a page shows them: each change named in a word, words that came and went marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from boxmalls.privacy.policy.notes import NOTES, SHUT

from .aligning import Change, Pair, differences, word_changes

LABELS: dict[Change, tuple[Any, str]] = {
    Change.CHANGED: (_("Changed"), "warn"),
    Change.ADDED: (_("New"), "good"),
    Change.REMOVED: (_("Removed"), "bad"),
    Change.MOVED: (_("Moved"), "care"),
    Change.SAME: (_("Unchanged"), ""),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as it stands on a page, or a run of unchanged sentences."""

    change: Change
    words: Any
    kind: str
    place: str
    before: str
    runs: list[tuple[str, str]]
    sentences: tuple[str, ...] = ()
    unknown: bool = False


def rows_of(pairs: Iterable[Pair]) -> list[Row]:
    """Rows in the order of the new text; what did not change is folded together."""
    rows: list[Row] = []
    same: list[Pair] = []
    for pair in pairs:
        if pair.change is Change.SAME:
            same.append(pair)
            continue
        _fold(same, rows)
        rows.append(_row(pair))
    _fold(same, rows)
    return rows


def counted(pairs: list[Pair]) -> list[tuple[Any, str, int]]:
    """What changed, in words and numbers, what did not change last."""
    found = differences(pairs)
    return [(words, kind, found[change]) for change, (words, kind) in LABELS.items() if found[change]]


def place_of(sid: str) -> str:
    """`s-1-3-3` is read as 1.3.3."""
    return sid.removeprefix("s-").replace("-", ".")


def _row(pair: Pair) -> Row:
    words, kind = LABELS[pair.change]
    there = pair.new or pair.old
    assert there is not None
    if pair.change is Change.CHANGED:
        assert pair.old
        assert pair.new
        runs = word_changes(pair.old.words, pair.new.words)
    else:
        runs = [({Change.ADDED: "+", Change.REMOVED: "-"}.get(pair.change, "="), there.words)]
    before = place_of(pair.old.sid) if pair.old and pair.new and pair.old.sid != pair.new.sid else ""
    return Row(pair.change, words, kind, place_of(there.sid), before, runs, unknown=pair.new is not None and not _is_known(pair.new.sid))


def _is_known(sid: str) -> bool:
    """Whether the register of clauses has heard of the clause of a sentence."""
    place = place_of(sid)
    return any(place == clause or place.startswith(f"{clause}.") for clause in (*NOTES, *SHUT))


def _fold(same: list[Pair], rows: list[Row]) -> None:
    if same:
        sentences = [pair.new for pair in same if pair.new]
        words, kind = LABELS[Change.SAME]
        rows.append(Row(Change.SAME, words, kind, place_of(sentences[0].sid), place_of(sentences[-1].sid), [], tuple(each.words for each in sentences)))
        same.clear()
