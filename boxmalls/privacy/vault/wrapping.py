"""Key-encryption keys: the interface that wraps persons' keys, and the store that holds them, a file or a token, as the operator decided."""

from functools import cache
from typing import Protocol
from uuid import UUID


class KekIsGone(Exception):
    """A person's key is wrapped by a key-encryption key that is not here: destroyed by a roll, or lost."""

    def __init__(self, kek_id: str) -> None:
        super().__init__(
            f"The key-encryption key {kek_id} is not here, so what it wraps cannot be opened. If this safe came from a backup that is older than "
            "the last roll, take a younger one. If the key was lost, bring back its copy: docs/keys.md."
        )
        self.kek_id = kek_id


class TokenIsGone(Exception):
    """The token does not answer: not there, another one, or the PIN is wrong."""


class KeyEncryption(Protocol):
    """Wraps persons' keys. Nothing else ever sees it."""

    @property
    def id(self) -> str:
        """Which key this is; stored beside what it wrapped. 40 characters at most."""

    def wrap(self, key: bytes, person_id: UUID) -> bytes:
        """Wrap a person's 32-byte key; bound to the person."""

    def unwrap(self, wrapped: bytes, person_id: UUID) -> bytes:
        """The key again. Raises `cryptography.exceptions.InvalidTag` if it was tampered with or is another person's."""


class KeyStore(Protocol):
    """Holds the key-encryption keys of this installation, the newest and those that still wrap something, and the key of the blind index."""

    def newest(self) -> KeyEncryption:
        """The one that wraps new keys, unless the safe says otherwise."""

    def find(self, kek_id: str) -> KeyEncryption:
        """
        One key.

        :raises KekIsGone: if it is not here.
        """

    def ids(self) -> list[str]:
        """All that are here."""

    def make(self) -> KeyEncryption:
        """Make another, and keep it; it is there when this returns, whatever happens next."""

    def make_newest(self, kek_id: str) -> None:
        """From now on this one is the newest."""

    def destroy(self, kek_id: str) -> None:
        """Destroy one for good; twice is once."""

    def refresh(self) -> None:
        """Look again: another process may have made or destroyed some."""

    def blind(self, message: bytes) -> bytes:
        """HMAC-SHA-256 of a message under the index key: 32 bytes. The index key outlives every roll."""


@cache
def key_store() -> KeyStore:
    """The store of this installation."""
    from config.env import env

    from .file_keys import FileKeyStore

    files = FileKeyStore(env.kek_file)
    if not env.kek_module:
        return files
    from .token_keys import TokenKeyStore

    return TokenKeyStore(module=env.kek_module, token=env.kek_token, pin=env.kek_pin, files=files)
