"""The policy is cut into sentences, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.clauses import CATEGORIES, OCCASIONS, note_of
from boxmalls.privacy.policy.notes import NOTES, SHUT
from boxmalls.privacy.policy.splitting import Kind, split

TEXT = FIRST_TEXT.read_bytes().decode()
PIECES = split(TEXT)
SENTENCE = {piece.sid: piece for piece in PIECES if piece.kind is Kind.SENTENCE}


def test_the_pieces_are_the_file_byte_for_byte():
    assert "".join(piece.text for piece in PIECES).encode() == FIRST_TEXT.read_bytes()


@given(st.text(alphabet=st.sampled_from('Aa. \n)"?:1Part23\r\t\x85\u2028臺')))
def test_no_text_loses_a_character(text):
    assert "".join(piece.text for piece in split(text)) == text


def test_each_of_the_45_sentences_has_an_id_of_its_own():
    assert len(SENTENCE) == 45
    assert len({piece.sid for piece in PIECES if piece.sid}) == 45 + 5


@pytest.mark.parametrize(
    ("sid", "words"),
    [
        ("s-1-1", "Welcome to use all BoxMalls"),
        ("s-1-3-3", "If we change our privacy policy, we will post"),
        ("s-1-4-note-2", "The services provided to you by third parties"),
        ("s-2", "We will/may collect"),
        ("s-2-f-2", "This includes, but is not limited to, collection through Cookies"),
        ("s-2-end", "The above scenarios are not all-inclusive"),
        ("s-3-1-i", "Summarize relevant information"),
        ("s-3-3-2", "For more information on opting out"),
        ("s-contact", "If you have any questions or concerns"),
    ],
)
def test_an_id_leads_to_its_sentence(sid, words):
    assert SENTENCE[sid].text.startswith(words)


def test_every_clause_has_a_note_and_every_note_a_clause():
    assert {piece.clause for piece in SENTENCE.values()} == set(NOTES) | set(SHUT)
    assert all(note_of(piece.clause) for piece in SENTENCE.values())


def test_the_occasions_and_categories_of_the_register_are_those_of_the_text():
    clauses = {piece.clause for piece in SENTENCE.values()}
    assert {clause for clause in clauses if clause.startswith("2.") and len(clause) == 3} == set(OCCASIONS)
    assert {clause for clause in clauses if clause.startswith("3.1.")} == set(CATEGORIES)
