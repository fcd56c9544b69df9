"""
Two texts side by side, sentence by sentence: what stayed, moved, changed, came and went. Plain functions, the same answer each time.

What is equal finds its equal first: under its own id, then wherever it stands. What is left is paired by likeness, the most alike first.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.5
"""From this share of common words on, two sentences are one that was changed."""
MOST_COMPARED = 400
"""Beyond so many left-over sentences on a side, only neighbours are compared: a text that is new throughout is not worth hours."""

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its id."""

    sid: str
    words: str


class Change(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the old text beside one of the new; one of the two may be missing."""

    change: Change
    old: Said | None
    new: Said | None
    likeness: float = 1.0
    elsewhere: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the same words have another number now."""
        return bool(self.old and self.new and self.old.sid != self.new.sid)


def align(old: Sequence[Said], new: Sequence[Said]) -> list[Pair]:
    """
    Pair two texts. Pairs stand in the order of the new text; what was removed stands where it used to.

    A pair is `moved` if its order changed, not if only its number did.
    """
    partner: dict[int, int] = {}
    likeness: dict[int, float] = {}
    _pair_equal(old, new, partner)
    _pair_alike(old, new, partner, likeness)
    staying = _staying([(partner[here], here) for here in sorted(partner)])
    pairs = [_pair(here, old, new, partner, likeness, staying) for here in range(len(new))]
    return _with_removed(pairs, old, partner)


def differences(pairs: Iterable[Pair]) -> dict[Change, int]:
    """How many sentences of each kind."""
    found = dict.fromkeys(Change, 0)
    for pair in pairs:
        found[pair.change] += 1
    return found


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """
    One sentence turned into another: runs of words with `=`, `-` (gone) or `+` (new).

    The `=` and `-` runs together are the old sentence, the `=` and `+` runs the new one.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    runs: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("=", "".join(before[i:j])))
            continue
        if i < j:
            runs.append(("-", "".join(before[i:j])))
        if k < m:
            runs.append(("+", "".join(after[k:m])))
    return runs


def _pair_equal(old: Sequence[Said], new: Sequence[Said], partner: dict[int, int]) -> None:
    by_sid = {said.sid: place for place, said in enumerate(old)}
    taken: set[int] = set()
    for here, said in enumerate(new):
        there = by_sid.get(said.sid)
        if there is not None and _folded(old[there].words) == _folded(said.words):
            partner[here] = there
            taken.add(there)
    waiting: dict[str, list[int]] = defaultdict(list)
    for there, said in enumerate(old):
        if there not in taken:
            waiting[_folded(said.words)].append(there)
    for here, said in enumerate(new):
        if here not in partner and (places := waiting.get(_folded(said.words))):
            partner[here] = places.pop(0)


def _pair_alike(old: Sequence[Said], new: Sequence[Said], partner: dict[int, int], likeness: dict[int, float]) -> None:
    """The most alike first; of equally alike ones that with the same id, then the nearest."""
    taken = set(partner.values())
    left_old = [there for there in range(len(old)) if there not in taken]
    left_new = [here for here in range(len(new)) if here not in partner]
    near = len(left_old) > MOST_COMPARED or len(left_new) > MOST_COMPARED
    words = {there: TOKEN.findall(old[there].words) for there in left_old}
    found = []
    for here in left_new:
        matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
        matcher.set_seq2(TOKEN.findall(new[here].words))
        for there in left_old:
            same_sid = old[there].sid == new[here].sid
            if near and not same_sid and abs(here - there) > 8:
                continue
            matcher.set_seq1(words[there])
            if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
                continue
            ratio = matcher.ratio()
            if ratio >= ALIKE:
                found.append((-ratio, not same_sid, abs(here - there), here, there))
    for ratio, _other, _far, here, there in sorted(found):
        if here not in partner and there not in taken:
            partner[here] = there
            likeness[here] = -ratio
            taken.add(there)


def _staying(pairs: list[tuple[int, int]]) -> set[int]:
    """Of pairs (old place, new place) in the new order, those whose order did not change: the longest rising run of old places."""
    tails: list[int] = []
    holders: list[int] = []
    before: dict[int, int | None] = {}
    for index, (there, _here) in enumerate(pairs):
        length = bisect_left(tails, there)
        tails[length : length + 1] = [there]
        holders[length : length + 1] = [index]
        before[index] = holders[length - 1] if length else None
    staying: set[int] = set()
    step = holders[-1] if holders else None
    while step is not None:
        staying.add(pairs[step][1])
        step = before[step]
    return staying


def _pair(here: int, old: Sequence[Said], new: Sequence[Said], partner: dict[int, int], likeness: dict[int, float], staying: set[int]) -> Pair:
    if here not in partner:
        return Pair(Change.ADDED, None, new[here], 0.0)
    there = old[partner[here]]
    if here in likeness:
        return Pair(Change.CHANGED, there, new[here], likeness[here], here not in staying)
    return Pair(Change.SAME if here in staying else Change.MOVED, there, new[here], 1.0, here not in staying)


def _with_removed(pairs: list[Pair], old: Sequence[Said], partner: dict[int, int]) -> list[Pair]:
    """Put each sentence that went behind the one that stood before it."""
    place_of = {there: here for here, there in partner.items()}
    behind: dict[int, list[Pair]] = defaultdict(list)
    last = -1
    for there, said in enumerate(old):
        if there in place_of:
            last = place_of[there]
        else:
            behind[last].append(Pair(Change.REMOVED, said, None, 0.0))
    woven = list(behind[-1])
    for here, pair in enumerate(pairs):
        woven.append(pair)
        woven += behind[here]
    return woven


def _folded(words: str) -> str:
    return " ".join(words.split())
