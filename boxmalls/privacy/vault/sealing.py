"""
Sealing one value: AES-256-GCM under the person's key (NIST SP 800-38D).

A sealed value is version (1 byte), nonce (12), ciphertext and tag (16). Its associated data names table, column, row, person and
version, so a value that is moved elsewhere does not open.
"""

from os import urandom
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .keys import key_of, sealing_key_of

VERSION = 1
NONCE_BYTES = 12


class Ciphertext(bytes):
    """A sealed value as it lies in the database."""

    __slots__ = ()


def associated_data(table: str, column: str, row_id: object, person_id: UUID) -> bytes:
    """What a sealed value is bound to."""
    return "\x1f".join((table, column, str(row_id), str(person_id), str(VERSION))).encode()


def seal(key: bytes, plaintext: bytes, bound_to: bytes) -> Ciphertext:
    """Seal bytes under a key."""
    nonce = urandom(NONCE_BYTES)
    return Ciphertext(bytes([VERSION]) + nonce + AESGCM(key).encrypt(nonce, plaintext, bound_to))


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Open what was sealed; raises `cryptography.exceptions.InvalidTag` if it was changed or moved."""
    if sealed[0] != VERSION:
        raise ValueError(f"Sealed by an unknown version: {sealed[0]}")
    return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound_to)


class NoKey(Exception):
    """The person has no key: never made, or destroyed. Nothing can be sealed for them."""


def seal_value(*, person_id: UUID, table: str, column: str, row_id: object, text: str) -> bytes:
    """
    Seal one text by hand, for a hot path that writes its own SQL.

    :raises NoKey: if the person's key is gone.
    """
    key = sealing_key_of(person_id)
    if key is None:
        raise NoKey(person_id)
    return bytes(seal(key, text.encode(), associated_data(table, column, row_id, person_id)))


def open_value(*, person_id: UUID, table: str, column: str, row_id: object, sealed: bytes | None) -> str | None:
    """Open one text by hand; None where there is none, or the key is destroyed."""
    key = key_of(person_id) if sealed is not None else None
    if key is None or sealed is None:
        return None
    return unseal(key, bytes(sealed), associated_data(table, column, row_id, person_id)).decode()
