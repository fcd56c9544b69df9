"""
Text becomes words to search by: the same way for goods and for questions.

Chinese and Japanese become single signs and pairs of signs. Other scripts are folded (case, accents), numbers lose what
does not count (10.0, 1,000), and a number takes its unit along (8 GB, 8gb). What is written with a joint ("kx-tg4500b",
"wi-fi") gives its parts, and beside them the whole without the joint.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import tantivy

from .tables import STOP_WORDS, UNITS

CJK = "\u3005-\u3007\u3040-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002ffff"
CHUNK = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?(?![^\W_])|[^\W_]+(?:['’.\-/_+][^\W_]+)*")
CJK_RUN = re.compile(f"([{CJK}]+)")
JOINT = re.compile(r"['’.\-/_+]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NUMBER_UNIT = re.compile(r"(\d+(?:\.\d+)?)-?([a-z]{1,11})")
INCHES = re.compile(r"(?<=\d)\s*(?:''|\"|”|″|')(?=[\s,;)/x-]|$)")
LONGEST_WORD = 60

_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.stemmer("English")).build()


@dataclass(slots=True)
class Words:
    """The words of a text in their order, and beside them what they give when written together."""

    words: list[str] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)


def analyse(text: str) -> Words:
    """Take a text apart."""
    found = Words()
    text = INCHES.sub(" in ", fold(text))
    for chunk in CHUNK.findall(text):
        if chunk.isascii():
            _take_chunk(chunk, found)
        else:
            _take_mixed(chunk, found)
    found.words = _with_units(found.words)
    return found


def fold(text: str) -> str:
    """Small letters without accents, wide signs made narrow."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if CJK_RUN.search(text):
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def stem(words: list[str], language: str = "en") -> list[str]:
    """Reduce English words to their stems, one for one; other languages stay as they are."""
    if language != "en" or not words:
        return words
    stems = _STEMMER.analyze(" ".join(words))
    return stems if len(stems) == len(words) else words


def is_code(word: str) -> bool:
    """Whether a word looks like a maker's number: dscw120, 0623b002, 108r00676."""
    if not 4 <= len(word) <= LONGEST_WORD or not word.isascii():
        return False
    digits = sum(sign.isdigit() for sign in word)
    return digits >= 5 if digits == len(word) else digits >= 1 and not _measure(word)


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about a thing."""
    return word in STOP_WORDS


def _take_chunk(chunk: str, found: Words) -> None:
    if len(chunk) > LONGEST_WORD:
        chunk = chunk[:LONGEST_WORD]
    if chunk.isalnum():
        found.words.append(chunk)
    elif NUMBER.fullmatch(plain := chunk.replace(",", "")):
        found.words.append(_number(plain))
    elif match := NUMBER_UNIT.fullmatch(chunk):
        found.words += [_number(match[1]), match[2]]
    else:
        _take_joined(chunk, found)


def _take_joined(chunk: str, found: Words) -> None:
    if chunk.endswith(("'s", "’s")):
        chunk = chunk[:-2]
    parts = [part for part in JOINT.split(chunk) if part]
    found.words += parts
    if len(parts) > 1 and not all(part.isdigit() for part in parts):
        found.wholes.append("".join(parts))


def _take_mixed(chunk: str, found: Words) -> None:
    for piece in CJK_RUN.split(chunk):
        if not piece:
            continue
        if not CJK_RUN.fullmatch(piece):
            for part in CHUNK.findall(piece):
                _take_chunk(part, found)
        elif len(piece) == 1:
            found.words.append(piece)
        else:
            found.words += [piece[at : at + 2] for at in range(len(piece) - 1)]
            found.wholes += piece


def _with_units(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and word in UNITS and NUMBER.fullmatch(joined[-1]):
            joined[-1] += UNITS[word]
        elif word[:1].isdigit() and (measure := _measure(word)):
            joined.append(measure)
        else:
            joined.append(word)
    return joined


def _measure(word: str) -> str:
    """The number with its unit in one spelling; empty if it is none."""
    match = NUMBER_UNIT.fullmatch(word)
    return _number(match[1]) + UNITS[match[2]] if match and match[2] in UNITS else ""


def _number(written: str) -> str:
    return (written.rstrip("0").rstrip(".") if "." in written else written).lstrip("0") or "0" if "." in written else written
