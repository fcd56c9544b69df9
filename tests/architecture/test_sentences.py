"""A sentence with a link in it is one message: pieces joined in a template stand in English order in every language."""

import re

import pytest

from boxmalls.ui.checks.reading import PACKAGE, templates
from boxmalls.ui.jinja import LINK
from ops import words

JOINED = (
    re.compile(r'</a> *(?:[.,;:。，、]|\{\{-? *_\("[a-z])'),
    re.compile(r'_\("(?:[^"\\]|\\.)*[^.?!:…)]"[^{}]*\) *\}\} *<a\b'),
)
"""A link with a full stop or with further words behind it; a link behind words that do not end a sentence."""

LINKED = re.compile(r'\blinked\("((?:[^"\\]|\\.)*)"')


def joined(source: str) -> list[str]:
    """Where a sentence is made of pieces."""
    return [match.group() for pattern in JOINED for match in pattern.finditer(source)]


def test_no_sentence_is_joined_from_words_and_a_link():
    found = {str(path.relative_to(PACKAGE)): said for path in templates(PACKAGE) if (said := joined(path.read_text("utf-8")))}
    assert found == {}, 'Say it whole: linked("[Sign in] if you have an account.", href).'


@pytest.mark.parametrize(
    "pieces",
    ['{{ _("By ordering you accept the") }} <a href="/terms">', "<a>{{ words }}</a>.", '<a href="/">{{ _("Help") }}</a> {{ _("says more.") }}'],
)
def test_joined_pieces_are_found(pieces):
    assert joined(pieces)


def test_two_sentences_beside_each_other_are_none():
    assert not joined('{{ _("Something changed.") }} <a href="/">{{ _("See it") }}</a></p>')


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_translated_sentence_has_the_links_of_the_english_one(language):
    said = {message.id: message.string for message in words.read(language) if isinstance(message.id, str)}
    english = [each for path in templates(PACKAGE) for each in LINKED.findall(path.read_text("utf-8"))]
    assert english
    assert [each for each in english if said.get(each) and len(LINK.findall(each)) != len(LINK.findall(said[each]))] == []
