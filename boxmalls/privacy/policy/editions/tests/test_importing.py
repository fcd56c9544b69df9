"""What arrives as a policy: taken byte for byte, or refused with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.editions import importing
from boxmalls.privacy.policy.editions.importing import read_pasted, read_text, sentences_of

FIRST = FIRST_TEXT.read_bytes()


def test_the_bytes_are_kept_but_for_the_mark_at_their_start():
    assert read_text(FIRST) == FIRST
    assert read_text(importing.BOM + FIRST) == FIRST


def test_what_is_pasted_has_the_line_ends_of_the_file():
    assert read_pasted(FIRST.decode().replace("\n", "\r\n")) == FIRST.strip(b"\n") + b"\n"


@pytest.mark.parametrize(
    ("sent", "refused", "said"),
    [
        (FIRST.decode().encode("utf-16"), importing.NotUtf8, "UTF-8"),
        (b"\xff\xd8\xff\xe0 a photo", importing.NotUtf8, "UTF-8"),
        (b"", importing.NothingInIt, "three sentences"),
        (b"Privacy Policy\n\n1.1 Hello.", importing.NothingInIt, "three sentences"),
        (FIRST + b"a" * importing.MOST_BYTES, importing.TooLong, "256 KB"),
        (FIRST.replace(b"Welcome", b"Wel\x00come"), importing.HiddenSigns, "Line 5"),
        (FIRST.replace(b"Welcome", "\u202eemocleW".encode()), importing.HiddenSigns, "Line 5"),
        (FIRST + b"\n\n" + b"9" * 30 + b".1 Long. Longer. Longest.", importing.NumberTooLong, "999"),
        (FIRST + b"\n\n" + b"A. " * 5000, importing.TooManySentences, "4,000"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(sent, refused, said):
    with pytest.raises(refused) as told:
        read_text(sent)
    assert said in told.value.message


@given(st.text(alphabet=st.sampled_from('Aa. \n)"?:1Part23\r\t資料')))
def test_every_sentence_of_any_text_has_an_id_of_its_own(text):
    sids = [piece.sid for piece in sentences_of(text)]
    assert len(set(sids)) == len(sids)
    assert all(len(sid) <= 40 for sid in sids) or any(len(piece.clause) > 20 for piece in sentences_of(text))
