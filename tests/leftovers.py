"""What a page says in the wrong language: our own words that have a translation, and are shown in English all the same."""

import re
from functools import cache
from typing import Any

from babel.messages.catalog import Message

from ops.words import read

CATALOGUES = {"zh-hant": "zh_Hant", "zh-hans": "zh_Hans", "ja": "ja", "ms": "ms"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
SENTENCE = 16
ENGLISH = re.compile(r"\b[A-Za-z]+(?:[ ,'’]+[A-Za-z]+){3,}")
# Everything that a reader meets: text, and what is said of things by attributes. What is marked as another language is not ours to judge.
SHOWN = """() => {
  const language = document.documentElement.lang, said = [];
  const foreign = each => { const marked = each.closest('[lang]'); return marked && marked.lang !== language; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement;
    if (!inside.closest('script, style, code, template, textarea, [data-people-wrote]') && !foreign(inside)) said.push(node.textContent);
  }
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
    if (!foreign(each)) for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.push(each.getAttribute(name) || '');
  }
  said.push(document.title);
  return [language, [...new Set(said.map(each => each.replace(/\\s+/g, ' ').trim()).filter(Boolean))], document.documentElement.scrollWidth];
}"""


@cache
def _translated(language: str) -> tuple[frozenset[str], tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """English words that a language has words for: short ones as they stand, sentences, and those with places to fill in."""
    short, sentences, filled = set(), set(), set()
    for message in read(CATALOGUES[language]):
        for english in _pairs(message):
            if PLACE.search(english):
                filled.add("(.+)".join(map(re.escape, PLACE.split(english))))
            elif len(english) >= SENTENCE and " " in english:
                sentences.add(english)
            else:
                short.add(english)
    fixed = [pattern for pattern in filled if len(pattern.replace("(.+)", "")) >= SENTENCE]
    return frozenset(short), tuple(sentences), tuple(re.compile(pattern) for pattern in fixed)


def _pairs(message: Message) -> list[str]:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    words = message.string if isinstance(message.string, tuple | list) else (message.string,)
    plain = [" ".join(each.replace("%%", "%").split()) for each in ids if each]
    return [each for each in plain if words[0] and each not in words and re.search("[A-Za-z]{2}", each)]


@cache
def is_left_over(language: str, words: str) -> bool:
    """Whether these words are English of ours, or in a language with other letters any English sentence at all."""
    short, sentences, filled = _translated(language)
    if words in short or any(each in words for each in sentences) or any(each.fullmatch(words) for each in filled):
        return True
    return language != "ms" and bool(ENGLISH.search(words))


def left_over(page: Any, language: str, *, typed: tuple[str, ...] = (), names: frozenset[str] = frozenset()) -> list[str]:
    """
    What is wrong with the language of a page: its mark, and each piece of English.

    :param typed: what people wrote, in whatever language; words that hold it are theirs.
    :param names: what is called so in every language, word for word.
    """
    marked, said, wide = page.evaluate(SHOWN)
    wrong = [] if marked.casefold() == language else [f"marked as {marked}"]
    if wide > (window := page.viewport_size["width"]):
        wrong.append(f"{wide} px wide in a window of {window} px")
    if language == "en":
        return wrong
    ours = [words for words in said if words not in names and not any(own in words for own in typed)]
    return wrong + [words for words in ours if is_left_over(language, words)]
