"""What somebody may be typing: words, categories, brands, goods. Asked at every key, so nothing here reads the database twice."""

from dataclasses import dataclass, field
from time import monotonic

import tantivy

from boxmalls.search.asking.filters import narrowed
from boxmalls.search.asking.matching import MUST, SHOULD, all_of, any_of, fit, found_by, quietly, term
from boxmalls.search.asking.question import understand
from boxmalls.search.asking.request import Suggestion
from boxmalls.search.brands import brand_titles
from boxmalls.search.index.reading import Reader
from boxmalls.search.titles import value_titles
from boxmalls.search.words.analysis import analyse, fold, stem

Q = tantivy.Query
LONGEST_TEXT = 80
FRESH_FOR = 60.0
MOST = {"words": 4, "category": 3, "brand": 2, "product": 4}
MOST_NAMES = 20_000
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A category or brand, as it is looked for and as it is shown."""

    code: str
    name: str
    folded: str
    count: int


@dataclass(slots=True)
class Directory:
    """The categories and brands that have something on a site, the fullest first."""

    categories: list[Named] = field(default_factory=list)
    brands: list[Named] = field(default_factory=list)
    made_at: float = float("-inf")


_directories: dict[tuple[str, str], Directory] = {}


def forget_directories() -> None:
    """Make them anew at the next question."""
    _directories.clear()


def directory(reader: Reader, site: str, language: str) -> Directory:
    """The directory of a site in a language; kept for a minute."""
    kept = _directories.get((site, language))
    if kept is None or monotonic() - kept.made_at > FRESH_FOR:
        kept = _directories[site, language] = _make_directory(reader, site, language)
    return kept


def suggest_from(reader: Reader, site: str, language: str, text: str) -> list[Suggestion]:
    """At most a dozen suggestions for what was typed so far."""
    return completed(reader, site, text, directory(reader, site, language))


def completed(reader: Reader, site: str, text: str, names: Directory) -> list[Suggestion]:
    """Words, then categories and brands of that name, then goods."""
    text = " ".join(text[:LONGEST_TEXT].split())
    typed = fold(text)
    if not typed:
        return []
    before, words = _completions(reader, site, typed)
    found = [Suggestion("words", f"{before} {word}".strip()) for word in words if f"{before} {word}".strip() != typed][: MOST["words"]]
    found += [Suggestion("category", each.name, each.code) for each in _starting(names.categories, typed)[: MOST["category"]]]
    found += [Suggestion("brand", each.name, each.code) for each in _starting(names.brands, typed)[: MOST["brand"]]]
    return found + _products(reader, site, before, words, text)


def _starting(names: list[Named], typed: str) -> list[Named]:
    """Names in which a word begins with what was typed; Chinese and Japanese names that hold it anywhere."""
    needle = typed if not typed.isascii() else f" {typed}"
    return [each for each in names if needle in each.folded]


def _completions(reader: Reader, site: str, typed: str) -> tuple[str, list[str]]:
    """The finished words, and what the last may become so that goods have them all."""
    before, _space, last = typed.rpartition(" ")
    begun = analyse(last).words
    if not begun or not begun[-1].isascii():
        return typed, []
    narrow = term("site", site)
    if before and not (known := understand(before)).is_empty:
        narrow = all_of([narrow, found_by(known, len(known.groups))])
    elif len(begun[-1]) < 2:
        return before, []
    counted = reader.searcher.terms_with_prefix("plain", begun[-1], filter_query=narrow, limit=200)
    ordered = [word for word, _count in sorted(counted, key=lambda pair: (-pair[1], pair[0]))]
    return before, list(dict(zip(reversed(stem(ordered)), reversed(ordered), strict=True)).values())[::-1][:MOST_WORDS]


def _products(reader: Reader, site: str, before: str, words: list[str], text: str) -> list[Suggestion]:
    question = understand(text)
    queries: list[tantivy.Query] = []
    if before and not (known := understand(before)).is_empty:
        queries.append(found_by(known, len(known.groups)))
    if words:
        queries.append(quietly(any_of([term("plain", word) for word in words])))
    if not queries or question.is_empty:
        return []
    whole = Q.boolean_query([(MUST, narrowed(all_of(queries), site, {})), (SHOULD, fit(question))])
    hits = reader.searcher.search(whole, MOST["product"], count=False).hits
    docs = [reader.searcher.doc(address) for _score, address in hits]
    return [Suggestion("product", doc.get_first("shown") or "", doc["product"][0]) for doc in docs]


def _make_directory(reader: Reader, site: str, language: str) -> Directory:
    wanted = {name: {"terms": {"field": name, "size": MOST_NAMES}} for name in ("category", "brand")}
    counted = reader.searcher.aggregate(term("site", site), wanted)
    titles = value_titles(language, lambda codes: brand_titles(reader, codes))
    made: dict[str, list[Named]] = {}
    for kind in ("category", "brand"):
        counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in counted[kind]["buckets"]}
        named = titles(kind, list(counts))
        made[kind] = sorted((Named(code, name, f" {fold(name)}", counts[code]) for code, name in named.items()), key=lambda each: (-each.count, each.name))
    return Directory(made["category"], made["brand"], monotonic())
