"""A sealed stream opens whole and as what it was sealed, or not at all."""

from io import BytesIO

import pytest

from boxmalls.privacy.vault import streams
from boxmalls.privacy.vault.streams import HEADER_BYTES, NotAsSealed, OpenedStream, open_stream, seal_stream

KEY, OTHER = b"k" * 32, b"o" * 32
PIECE = 256
BY_TINK = (
    # Made by Tink 1.16 (AES256_GCM_HKDF_1MB, about "boxmalls").
    "086359ac17e8becf07b38264674d7294f6cd1498598d8b61a3525ef27db06cfd",
    "28c466fc99dfaa0d6ed230b20c3c31574d32fc0830f38a56310e67124ab8e0c6689d5cd27217b34dbc9ab24b6324a98db195d7dc3f9709de2ec72c019b4e1510c3d98fbf",
)


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(streams, "PIECE_BYTES", PIECE)


def sealed(content, key=KEY, about=b"this"):
    target = BytesIO()
    seal_stream(BytesIO(content), target, key=key, about=about)
    return target.getvalue()


def opened(content, key=KEY, about=b"this"):
    return b"".join(open_stream(BytesIO(content), key=key, about=about))


def test_what_tink_sealed_opens():
    key, content = map(bytes.fromhex, BY_TINK)
    assert opened(content, key=key, about=b"boxmalls") == b"Kanarkowa 12"


@pytest.mark.parametrize("size", [0, 1, PIECE - HEADER_BYTES - 16, PIECE - HEADER_BYTES - 15, 2 * PIECE, 5 * PIECE + 3])
def test_it_opens_as_it_was_whatever_its_length(small_pieces, size):
    content = bytes(number % 251 for number in range(size))
    assert opened(sealed(content)) == content
    with OpenedStream.of(BytesIO(sealed(content)), key=KEY, about=b"this") as file:
        assert file.read(7) + file.read() == content


def test_each_changed_byte_is_refused(small_pieces):
    whole = sealed(b"x" * 600)
    assert len(whole) > 2 * PIECE
    assert opened(whole) == b"x" * 600, "the positive control"
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(NotAsSealed):
            opened(bytes(changed))


def test_each_shorter_and_each_longer_one_is_refused(small_pieces):
    whole = sealed(b"x" * 600)
    for length in range(len(whole)):
        with pytest.raises(NotAsSealed):
            opened(whole[:length])
    for more in (b"\0", whole[-PIECE:], whole):
        with pytest.raises(NotAsSealed):
            opened(whole + more)


def test_pieces_in_another_order_left_out_twice_or_from_another_stream_are_refused(small_pieces):
    one, other = (sealed(letter * 1000) for letter in (b"x", b"y"))
    pieces, foreign = ([whole[start : start + PIECE] for start in range(0, len(whole), PIECE)] for whole in (one, other))
    assert opened(b"".join(pieces)) == b"x" * 1000, "the positive control"
    swapped = [pieces[0], pieces[2], pieces[1], *pieces[3:]]
    for moved in (swapped, pieces[:1] + pieces[2:], [*pieces[:2], pieces[1], *pieces[2:]], [pieces[0], foreign[1], *pieces[2:]], [foreign[0], *pieces[1:]]):
        with pytest.raises(NotAsSealed):
            opened(b"".join(moved))


def test_it_opens_with_its_key_and_as_what_it_is_about_only(small_pieces):
    for key, about in ((OTHER, b"this"), (KEY, b"that")):
        with pytest.raises(NotAsSealed):
            opened(sealed(b"x"), key=key, about=about)


def test_the_same_bytes_are_never_sealed_the_same():
    assert sealed(b"x" * 64) != sealed(b"x" * 64)
