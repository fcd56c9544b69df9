"""
Bytes of any length, sealed as they pass: in pieces of a mebibyte, each authentic, in this order, up to the last and no further.

The format is Tink's AES256_GCM_HKDF_1MB (developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming), so that what is sealed here can be opened
without us: a header (its length, a salt, a prefix of nonces), then pieces under a key that HKDF-SHA-256 derives from the secret, the salt and
what the bytes are about. A piece's nonce counts the pieces and says whether it is the last.
"""

from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from os import urandom
from typing import Any, BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES, PREFIX_BYTES, TAG_BYTES = 32, 7, 16
HEADER_BYTES = 1 + SALT_BYTES + PREFIX_BYTES
PIECE_BYTES = 1 << 20
"""Of a piece as it is stored; the header counts as part of the first."""


class NotAsSealed(Exception):
    """The bytes were changed, cut short, put in another order, or sealed for something else or with another key."""


class Source(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes: ...


class Target(Protocol):
    """What can be written to."""

    def write(self, data: bytes, /) -> Any: ...


def seal_stream(source: Source, target: Target, *, key: bytes, about: bytes) -> int:
    """
    Seal all that comes from one stream into another; returns how many bytes came.

    :param key: 32 bytes, random, used for this stream alone.
    :param about: what the bytes are; they open only as that.
    """
    salt, prefix = urandom(SALT_BYTES), urandom(PREFIX_BYTES)
    target.write(bytes([HEADER_BYTES]) + salt + prefix)
    aead, count = _aead(key, salt, about), 0
    for number, piece, is_last in _pieces(source, overhead=TAG_BYTES):
        count += len(piece)
        target.write(aead.encrypt(_nonce(prefix, number, is_last), piece, None))
    return count


def open_stream(source: Source, *, key: bytes, about: bytes) -> Iterator[bytes]:
    """
    What was sealed, piece by piece; none is handed out before it is known to be authentic, and whoever comes to the end has all of it.

    :raises NotAsSealed: at the first piece that is not as it was sealed.
    """
    header = _read(source, HEADER_BYTES)
    if len(header) != HEADER_BYTES or header[0] != HEADER_BYTES:
        raise NotAsSealed("This is no sealed stream, or only the beginning of one.")
    prefix = header[1 + SALT_BYTES :]
    aead = _aead(key, header[1 : 1 + SALT_BYTES], about)
    for number, piece, is_last in _pieces(source, overhead=0):
        try:
            yield aead.decrypt(_nonce(prefix, number, is_last), piece, None)
        except InvalidTag:
            raise NotAsSealed(f"Piece {number + 1} is not as it was sealed: changed, cut short, moved, or sealed for something else.") from None


class OpenedStream(RawIOBase):
    """The same as a file to read from, which is closed with it."""

    def __init__(self, source: BinaryIO, pieces: Iterator[bytes]) -> None:
        self._source, self._pieces = source, pieces
        self._left = memoryview(b"")

    @classmethod
    def of(cls, source: BinaryIO, *, key: bytes, about: bytes) -> BufferedReader:
        """A file that opens what it reads."""
        return BufferedReader(cls(source, open_stream(source, key=key, about=about)), PIECE_BYTES)

    def close(self) -> None:
        self._source.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def _pieces(source: Source, *, overhead: int) -> Iterator[tuple[int, bytes, bool]]:
    """Pieces with their number, and whether nothing comes after them; there is always one."""
    number, piece = 0, _read(source, PIECE_BYTES - HEADER_BYTES - overhead)
    while True:
        following = _read(source, PIECE_BYTES - overhead)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _read(source: Source, size: int) -> bytes:
    """So many bytes, fewer only at the end: a pipe hands out less at a time."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _aead(key: bytes, salt: bytes, about: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=about).derive(key))


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])
