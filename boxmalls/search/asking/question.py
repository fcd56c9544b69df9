"""What somebody typed, understood: words, maker's numbers, and groups of which each should be met."""

from collections.abc import Callable
from dataclasses import dataclass

from boxmalls.search.index.entries import codes_of, joined_pairs
from boxmalls.search.words.analysis import analyse, is_code, is_stop_word, stem

LONGEST_TEXT = 400
MOST_WORDS = 32

type Synonyms = Callable[[list[str]], list[tuple[int, int, list[list[str]]]]]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that was asked for: a run of words, their neighbours, and other ways to say it."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    joins: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A text as the index is asked for it. No text is refused; too long a text is cut."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    wholes: tuple[str, ...]
    codes: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.groups


def understand(text: str, synonyms: Synonyms | None = None) -> Question:
    """Take apart what was typed."""
    text = " ".join(text[: LONGEST_TEXT * 2].split())[:LONGEST_TEXT]
    found = analyse(text)
    words = found.words[:MOST_WORDS]
    stems = stem(words)
    pairs = [pair for pair, one, other in zip(joined_pairs(words), words, words[1:], strict=False) if not (one[0].isdigit() and other[0].isdigit())]
    codes = dict.fromkeys((*codes_of(found), *(pair for pair in pairs if is_code(pair))))
    wholes = [whole for whole in found.wholes[:MOST_WORDS] if len(whole) > 1]
    return Question(text, tuple(words), tuple(stems), tuple(wholes), tuple(codes), _groups(words, stems, synonyms))


def _groups(words: list[str], stems: list[str], synonyms: Synonyms | None) -> tuple[Group, ...]:
    telling = [not is_stop_word(word) for word in words]
    if not any(telling):
        telling = [True] * len(words)
    groups: list[Group] = []
    taken: dict[str, None] = {}
    spans = {start: (end, others) for start, end, others in synonyms(stems)} if synonyms else {}
    at = 0
    while at < len(words):
        end, others = spans.get(at, (at + 1, []))
        key = " ".join(stems[at:end])
        if (telling[at] or others) and key not in taken:
            taken[key] = None
            around = words[max(at - 1, 0) : end + 1]
            groups.append(Group(tuple(words[at:end]), tuple(stems[at:end]), tuple(joined_pairs(around)), tuple(tuple(other) for other in others)))
        at = end
    return tuple(groups)
