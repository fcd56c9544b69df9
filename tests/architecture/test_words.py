"""Every word of the product stands in every language, and the catalogues that are read are those that were written."""

import re

import pytest

from ops import words

HOLES = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_left_in_english(language):
    assert [message.id for message in words.missing(language)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_filled_in_is_filled_in_there_too(language):
    wrong = []
    for message in words.read(language):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        allowed = {hole for each in ids for hole in HOLES.findall(each)}
        wrong += [message.id for each in strings if message.id and set(HOLES.findall(each)) - allowed]
    assert wrong == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_compiled_words_are_fresh(language):
    assert words.po_path(language).with_suffix(".mo").read_bytes() == words.compiled(language), "Run `make words`."


def test_whatever_name_a_translating_function_goes_by_its_words_are_gathered():
    """`from … import say as _now`: words under a name that nobody gathers stay in English, and no catalogue misses them."""
    called = re.compile(r"^\s*from (?:django\.utils\.translation|boxmalls\.ui\.saying) import (.+)$", re.MULTILINE)
    translating = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext", "say", "say_number"}
    names = {}
    for path in (words.PROJECT / "boxmalls").rglob("*.py"):
        for imported in called.findall(path.read_text()):
            for each in imported.split(","):
                what, _as, name = each.strip().partition(" as ")
                if what in translating:
                    names[name or what] = path.name
    assert {"_", "_now", "ngettext"} <= set(names)
    assert {name: path for name, path in names.items() if name not in words.KEYWORDS} == {}
