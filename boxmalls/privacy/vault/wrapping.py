"""The key-encryption key: an interface that a KMS or a PKCS#11 module can fill, and the file that fills it by default."""

import hmac
from functools import cache
from hashlib import sha256
from os import urandom
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class KeyEncryption(Protocol):
    """Wraps persons' keys, and keeps the key of the blind index. Nothing else ever sees either."""

    @property
    def id(self) -> str:
        """Which key this is; stored beside what it wrapped."""

    def wrap(self, key: bytes, person_id: UUID) -> bytes:
        """Wrap a person's 32-byte key; bound to the person."""

    def unwrap(self, wrapped: bytes, person_id: UUID) -> bytes:
        """The key again. Raises `cryptography.exceptions.InvalidTag` if it was tampered with or is another person's."""

    def blind(self, message: bytes) -> bytes:
        """HMAC-SHA-256 of a message under the index key: 32 bytes."""


class FileKeyEncryption:
    """Keys derived from 32 bytes in a file (HKDF, RFC 5869): one to wrap with, one for the blind index."""

    def __init__(self, secret: bytes) -> None:
        self._wrapping = AESGCM(_derive(secret, b"boxmalls wrap"))
        self._index = _derive(secret, b"boxmalls blind index")
        self._id = "file:" + sha256(_derive(secret, b"boxmalls key id")).hexdigest()[:16]

    @property
    def id(self) -> str:
        return self._id

    def wrap(self, key: bytes, person_id: UUID) -> bytes:
        nonce = urandom(NONCE_BYTES)
        return nonce + self._wrapping.encrypt(nonce, key, person_id.bytes)

    def unwrap(self, wrapped: bytes, person_id: UUID) -> bytes:
        return self._wrapping.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], person_id.bytes)

    def blind(self, message: bytes) -> bytes:
        return hmac.digest(self._index, message, "sha256")


def _derive(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


@cache
def key_encryption() -> KeyEncryption:
    """The key-encryption key of this installation."""
    from config.env import env

    return FileKeyEncryption(env.key_encryption_key)
