"""
Key-encryption keys in files: the newest in `KEK_FILE`, others beside it in `KEK_FILE.d` for as long as they wrap something.

Each file holds 32 random bytes in hex. What wraps, and what names it, is derived from them (HKDF, RFC 5869). The key of the blind
index is derived from the first one and kept beside it, since it outlives every roll.
"""

import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from os import urandom
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.env.secrets import SecretFile

from .escrow import renew_copy
from .wrapping import KekIsGone, KeyEncryption

NONCE_BYTES = 12
PREFIX = "file:"


class FileKeyEncryption:
    """A key-encryption key derived from 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._wrapping = AESGCM(_derive(secret, b"boxmalls wrap"))
        self._id = PREFIX + sha256(_derive(secret, b"boxmalls key id")).hexdigest()[:16]

    @property
    def id(self) -> str:
        return self._id

    def wrap(self, key: bytes, person_id: UUID) -> bytes:
        nonce = urandom(NONCE_BYTES)
        return nonce + self._wrapping.encrypt(nonce, key, person_id.bytes)

    def unwrap(self, wrapped: bytes, person_id: UUID) -> bytes:
        return self._wrapping.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], person_id.bytes)


class FileKeyStore:
    """The store of files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.others = path.with_name(f"{path.name}.d")
        self.index_path = path.with_name(f"{path.name}.index")
        self._keys: dict[str, KeyEncryption] = {}
        self._newest: KeyEncryption | None = None
        self._index: bytes | None = None

    def newest(self) -> KeyEncryption:
        if self._newest is None:
            self.refresh()
        assert self._newest is not None
        return self._newest

    def find(self, kek_id: str) -> KeyEncryption:
        if kek_id not in self._keys:
            self.refresh()
        try:
            return self._keys[kek_id]
        except KeyError:
            raise KekIsGone(kek_id) from None

    def ids(self) -> list[str]:
        self.refresh()
        return list(self._keys)

    def refresh(self) -> None:
        newest = FileKeyEncryption(bytes.fromhex(SecretFile(self.path).read()))
        keys: dict[str, KeyEncryption] = {newest.id: newest}
        for path in sorted(self.others.glob("[0-9a-f]*")) if self.others.is_dir() else ():
            with suppress(FileNotFoundError, ValueError):
                key = FileKeyEncryption(bytes.fromhex(SecretFile(path).read()))
                keys[key.id] = key
        self._newest, self._keys = newest, keys

    def make(self) -> KeyEncryption:
        self.index_key()
        return self._make()

    def _make(self) -> KeyEncryption:
        text = secrets.token_hex(32)
        made = FileKeyEncryption(bytes.fromhex(text))
        SecretFile(self._path_of(made.id)).write(text)
        _flush(self.others)
        self.refresh()
        return made

    def make_newest(self, kek_id: str) -> None:
        """The one in `KEK_FILE` goes beside it, until it is destroyed; killed between, both are beside it, and nothing is lost."""
        newest = self.newest()
        if newest.id == kek_id:
            self.renew_copy()
            return
        SecretFile(self._path_of(newest.id)).write(SecretFile(self.path).read())
        _flush(self.others)
        _replace(self.path, SecretFile(self._path_of(kek_id)).read())
        _destroy(self._path_of(kek_id))
        self.renew_copy()
        self.refresh()

    def renew_copy(self) -> None:
        """Let the copy for the bad day hold what is here now."""
        renew_copy(self.path)

    def destroy(self, kek_id: str) -> None:
        if kek_id == self.newest().id:
            raise ValueError("The newest key is never destroyed.")
        _destroy(self._path_of(kek_id))
        self.refresh()

    def blind(self, message: bytes) -> bytes:
        return hmac.digest(self.index_key(keep=False), message, "sha256")

    def index_key(self, *, keep: bool = True) -> bytes:
        """The key of the blind index; kept in a file of its own before the first roll takes away what it is derived from."""
        if self.index_path.exists():
            if self._index is None:
                self._index = bytes.fromhex(SecretFile(self.index_path).read())
        elif self._index is None:
            self._index = _derive(bytes.fromhex(SecretFile(self.path).read()), b"boxmalls blind index")
        if keep and not self.index_path.exists():
            SecretFile(self.index_path).write(self._index.hex())
            _flush(self.index_path.parent)
        return self._index

    def _path_of(self, kek_id: str) -> Path:
        return self.others / kek_id.removeprefix(PREFIX)


def _derive(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def _replace(path: Path, text: str) -> None:
    """Put another secret in a file's place in one step, and overwrite the old one where it lies."""
    with path.open("r+b") as old:
        SecretFile(path).write(text)
        _flush(path.parent)
        _scribble(old.fileno())


def _destroy(path: Path) -> None:
    if path.exists():
        with path.open("r+b") as file:
            _scribble(file.fileno())
        path.unlink()
        _flush(path.parent)


def _scribble(handle: int) -> None:
    """Random bytes over what is there. A disk that writes elsewhere keeps the old ones for a while: docs/keys.md."""
    os.pwrite(handle, urandom(os.fstat(handle).st_size), 0)
    os.fsync(handle)


def _flush(folder: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
