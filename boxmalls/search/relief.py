"""Nothing was found: what to try instead."""

from boxmalls.search.asking.corrections import corrected, shorter_texts
from boxmalls.search.asking.filters import narrowed
from boxmalls.search.asking.matching import found_by
from boxmalls.search.asking.question import Question, understand
from boxmalls.search.asking.request import Relief, SearchRequest
from boxmalls.search.index.reading import Reader
from boxmalls.search.suggestions import Directory
from boxmalls.search.words.analysis import fold
from boxmalls.search.words.typos import distance

MOST_CATEGORIES = 6


def relief_for(reader: Reader, question: Question, request: SearchRequest, directory: Directory) -> Relief:
    """Another spelling, fewer words or no filters, with what each would find; and the nearest categories."""
    better = corrected(reader, question)
    shorter = [(text, _count(reader, understand(text), request.site)) for text in shorter_texts(question)]
    return Relief(
        spellings=(better,) if better else (),
        shorter=tuple(sorted(((text, count) for text, count in shorter if count), key=lambda pair: -pair[1])[:3]),
        without_filters=_count(reader, question, request.site),
        categories=tuple((code, name) for code, name in _near(question, directory)),
    )


def _count(reader: Reader, question: Question, site: str) -> int:
    return 0 if question.is_empty else reader.count(narrowed(found_by(question, len(question.groups)), site, {}))


def _near(question: Question, directory: Directory) -> list[tuple[str, str]]:
    words = [word for word in question.words if len(word) >= 4 or not word.isascii()]
    close = [(each.code, each.name) for each in directory.categories if any(_alike(word, part) for word in words for part in fold(each.name).split())]
    largest = [(each.code, each.name) for each in directory.categories if "-" not in each.code]
    return (close or largest)[:MOST_CATEGORIES]


def _alike(word: str, part: str) -> bool:
    return part.startswith(word[:5]) or word in part or distance(word, part) <= (1 if len(word) < 6 else 2)
