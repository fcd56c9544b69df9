"""
The best candidates looked at again, with what a sum over words cannot see: how much of the question and of the title is
met, whether maker's numbers agree or only look alike, whether two plain numbers contradict each other, whether it is the kind of thing that was named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True, eq=False)
class Called:
    """What a product is called, taken apart once for all questions."""

    product_id: str
    title: tuple[str, ...]
    codes: tuple[str, ...]
    heads: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    parts: tuple[str, ...]
    told_by: object = field(default=None)
    told: float = field(default=1.0)

    def weight(self, rarity: Rarity, state: object) -> float:
        """How much the whole title tells, in this state of the index."""
        if self.told_by is not state:
            self.told, self.told_by = sum(map(rarity, self.title)) or 1.0, state
        return self.told


def called(product_id: str, title: Sequence[str], codes: Sequence[str], plain: Sequence[str], heads: Sequence[str]) -> Called:
    """Take apart what a product is called."""
    words = tuple(dict.fromkeys(title))
    return Called(
        product_id,
        words,
        tuple(codes),
        tuple(heads),
        frozenset((*title, *plain, *codes, *heads, *joined_pairs(list(title)))),
        frozenset(word for word in words if word.isdigit()),
        tuple(word for word in words if len(word) >= 4 and not word.isalpha()),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What was found: how well it fits word by word, and what it is called."""

    called: Called
    score: float
    in_stock: bool = True
    rank: int = 0


def reorder(question: Question, candidates: Sequence[Candidate], rarity: Rarity, state: object = None) -> list[Candidate]:
    """The candidates, best first. `state` names the state of the index that rarities are of."""
    if len(candidates) < 2:
        return list(candidates)
    asked = Asked(question, rarity, state)
    best = max(candidate.score for candidate in candidates) or 1.0
    worth = [asked.worth(candidate, best) for candidate in candidates]
    order = sorted(range(len(candidates)), key=lambda place: (-worth[place], place))
    return [candidates[place] for place in order]


class Asked:
    """The question, prepared to be compared with many titles."""

    def __init__(self, question: Question, rarity: Rarity, state: object) -> None:
        self.rarity, self.state = rarity, state
        telling = {stemmed for word, stemmed in zip(question.words, question.stems, strict=True) if not is_stop_word(word)}
        pairs = joined_pairs(list(question.words))
        self.weight = sum(map(rarity, telling)) or 1.0
        self.reach = {word: rarity(word) for word in (*question.stems, *question.words, *question.wholes, *pairs)}
        # Each telling word with its weight, and the ways to meet it: itself, or written together with a neighbour.
        self.wanted = [(rarity(stem), {stem, *pairs[max(at - 1, 0) : at + 1]}) for at, stem in enumerate(question.stems) if stem in telling]
        self.first = question.stems[0] if question.stems else ""
        self.numbers = frozenset(word for word in question.words if word.isdigit())
        self.codes = frozenset(question.codes)
        self.kinds = telling.union(other[-1] for group in question.groups for other in group.others)

    def worth(self, candidate: Candidate, best: float) -> float:
        """What speaks for and against a candidate, as one number."""
        goods, reach = candidate.called, self.reach
        names = goods.names
        worth = WEIGHTS["share_of_best"] * candidate.score / best + WEIGHTS["score"] * candidate.score / self.weight
        met = sum([weight for weight, ways in self.wanted if not names.isdisjoint(ways)])
        worth += WEIGHTS["asked_and_met"] * met / self.weight
        asked_for = sum([reach[word] for word in goods.title if word in reach])
        worth += WEIGHTS["title_asked_for"] * asked_for / goods.weight(self.rarity, self.state)
        if goods.numbers and self.numbers - goods.numbers and goods.numbers - self.numbers:
            worth += WEIGHTS["other_number"]
        if self.first in names:
            worth += WEIGHTS["first_word"]
        if self.codes:
            worth += self._by_code(goods)
        if candidate.in_stock:
            worth += WEIGHTS["in_stock"]
        if not self.kinds.isdisjoint(goods.heads):
            worth += WEIGHTS["of_that_kind"]
        return worth + WEIGHTS["standing"] * min(max(candidate.rank / RANKS, -3.0), 3.0)

    def _by_code(self, goods: Called) -> float:
        worth = WEIGHTS["code_from_parts"] if any(part in code for code in self.codes for part in goods.parts) else 0.0
        if not self.codes.isdisjoint(goods.codes):
            return worth + WEIGHTS["same_code"]
        return worth + (WEIGHTS["code_but_for_the_end"] if self._alike(goods.codes) else 0.0)

    def _alike(self, codes: Sequence[str]) -> bool:
        return any(
            abs(len(mine) - len(theirs)) <= 2 and (mine.startswith(theirs) or theirs.startswith(mine) or mine.endswith(theirs) or theirs.endswith(mine))
            for mine in self.codes
            for theirs in codes
        )
