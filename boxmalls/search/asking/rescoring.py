"""
The best candidates looked at again, with what a sum over words cannot see: how much of the question and of the title is
met, whether maker's numbers agree or only look alike, whether two plain numbers contradict each other, whether it is the kind of thing that was named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boxmalls.search.asking.question import Question
from boxmalls.search.index.entries import joined_pairs
from boxmalls.search.words.analysis import is_stop_word

WINDOW = 48
RANKS = 10_000
WEIGHTS: dict[str, float] = {
    "share_of_best": 1.6,
    "score": 2.3,
    "asked_and_met": 2.8,
    "title_asked_for": 3.0,
    "other_number": -1.25,
    "first_word": 0.5,
    "same_code": 0.4,
    "code_but_for_the_end": 1.6,
    "code_from_parts": 0.85,
    "in_stock": 0.3,
    "of_that_kind": 2.0,
    "standing": 0.4,
}

type Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What was found, with what it is called."""

    product_id: str
    score: float
    title: tuple[str, ...]
    codes: tuple[str, ...]
    plain: tuple[str, ...]
    heads: tuple[str, ...] = ()
    in_stock: bool = True
    rank: int = 0


def reorder(question: Question, candidates: Sequence[Candidate], rarity: Rarity) -> list[Candidate]:
    """The candidates, best first."""
    if len(candidates) < 2:
        return list(candidates)
    asked = Asked(question, rarity)
    best = max(candidate.score for candidate in candidates) or 1.0
    worth = [_worth(asked.features(candidate, best)) for candidate in candidates]
    order = sorted(range(len(candidates)), key=lambda place: (-worth[place], place))
    return [candidates[place] for place in order]


def _worth(features: dict[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in features.items())


class Asked:
    """The question, prepared to be compared with many titles."""

    def __init__(self, question: Question, rarity: Rarity) -> None:
        self.question, self.rarity = question, rarity
        self.telling = {stemmed for word, stemmed in zip(question.words, question.stems, strict=True) if not is_stop_word(word)}
        self.weight = sum(map(rarity, self.telling)) or 1.0
        self.reach = {*question.stems, *question.words, *question.wholes, *joined_pairs(list(question.words))}
        self.pairs = joined_pairs(list(question.words))
        self.numbers = {word for word in question.words if word.isdigit()}
        self.codes = set(question.codes)
        self.kinds = self.telling.union(other[-1] for group in question.groups for other in group.others)

    def features(self, candidate: Candidate, best: float) -> dict[str, float]:
        """What speaks for and against a candidate."""
        title = set(candidate.title)
        known = title.union(candidate.plain, candidate.codes, candidate.heads, joined_pairs(list(candidate.title)))
        numbers = {word for word in title if word.isdigit()}
        told = sum(self.rarity(word) for word in title) or 1.0
        same = not self.codes.isdisjoint(candidate.codes)
        return {
            "share_of_best": candidate.score / best,
            "score": candidate.score / self.weight,
            "asked_and_met": self._met(known) / self.weight,
            "title_asked_for": sum(self.rarity(word) for word in title if word in self.reach) / told,
            "other_number": float(bool(self.numbers - numbers and numbers - self.numbers)),
            "first_word": float(bool(self.question.stems) and self.question.stems[0] in known),
            "same_code": float(same),
            "code_but_for_the_end": float(not same and self._alike(candidate.codes)),
            "code_from_parts": float(self._from_parts(title)),
            "in_stock": float(candidate.in_stock),
            "of_that_kind": float(not self.kinds.isdisjoint(candidate.heads)),
            "standing": min(max(candidate.rank / RANKS, -3.0), 3.0),
        }

    def _met(self, known: set[str]) -> float:
        met = 0.0
        stems, pairs = self.question.stems, self.pairs
        for at, word in enumerate(stems):
            if word in self.telling and (word in known or (at < len(pairs) and pairs[at] in known) or (at and pairs[at - 1] in known)):
                met += self.rarity(word)
        return met

    def _alike(self, codes: Sequence[str]) -> bool:
        return any(
            abs(len(mine) - len(theirs)) <= 2 and (mine.startswith(theirs) or theirs.startswith(mine) or mine.endswith(theirs) or theirs.endswith(mine))
            for mine in self.codes
            for theirs in codes
        )

    def _from_parts(self, title: set[str]) -> bool:
        parts = [word for word in title if len(word) >= 4 and not word.isalpha()]
        return any(part in code for code in self.codes for part in parts)
