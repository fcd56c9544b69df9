"""
How a backup is sealed: each file under a random key of its own; those keys under the backup's; the backup's under a key of the key store.

The manifest carries the wrapped keys and is signed under the backup's key, so that no file can be changed, left out, or put in another's place,
nor the manifest with it. A key of the key store opens backups of one kind only; when it is destroyed they are noise, wherever copies of them lie.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BufferedReader
from os import urandom
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from boxmalls.privacy.vault.backup_keys import backup_keys
from boxmalls.privacy.vault.streams import KEY_BYTES, OpenedStream, Source, seal_stream
from boxmalls.privacy.vault.wrapping import KekIsGone, KeyEncryption, TokenIsGone
from config.env import Env
from ops.backups.manifest import File, Manifest, Sealed
from ops.trouble import Trouble

NONCE_BYTES = 12


class Box(Protocol):
    """What the files of one backup are put into, and taken out of."""

    made: dict[str, File]

    def take_in(self, name: str, source: Source, target: Path) -> None:
        """Write what comes from a stream into a file, and note its size and hash."""

    def share(self, name: str, known: File, before: "Box") -> None:
        """Take over a file of an earlier backup, of which this one has a hard link."""

    def open(self, name: str, path: Path) -> BufferedReader:
        """A file as it was taken in."""


@dataclass(slots=True)
class OpenBox:
    """Files as they are: for somebody whose disks and copies are encrypted by other means."""

    made: dict[str, File] = field(default_factory=dict)

    def take_in(self, name: str, source: Source, target: Path) -> None:
        self.made[name] = _written(target, lambda file: _copied(source, file))

    def share(self, name: str, known: File, before: "Box") -> None:
        self.made[name] = known

    def open(self, name: str, path: Path) -> BufferedReader:
        return path.open("rb")


@dataclass(slots=True)
class SealedBox:
    """Files that nobody reads without the key that wraps `secret`."""

    sealed: Sealed
    secret: bytes = field(repr=False)
    made: dict[str, File] = field(default_factory=dict)

    @classmethod
    def make(cls, key: KeyEncryption) -> "SealedBox":
        """A new one, under a key of the key store."""
        secret, own_id = urandom(KEY_BYTES), uuid4()
        return cls({"key": key.id, "id": str(own_id), "wrapped": key.wrap(secret, own_id).hex()}, secret)

    def take_in(self, name: str, source: Source, target: Path) -> None:
        key = urandom(KEY_BYTES)
        self.made[name] = {**_written(target, lambda file: seal_stream(source, file, key=key, about=_about(name))), "key": self._wrap(key, name)}

    def share(self, name: str, known: File, before: Box) -> None:
        """Its key is wrapped anew: it opens with this backup, also when the key of the one before is destroyed."""
        assert isinstance(before, SealedBox)
        self.made[name] = {**known, "key": self._wrap(before.unwrap(known["key"], name), name)}

    def open(self, name: str, path: Path) -> BufferedReader:
        return OpenedStream.of(path.open("rb"), key=self.unwrap(self.made[name]["key"], name), about=_about(name))

    def sign(self, manifest: dict[str, Any]) -> str:
        """What proves that a manifest is as it was written."""
        return hmac.digest(self._derived(b"manifest"), json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode(), "sha256").hex()

    def unwrap(self, wrapped: str, name: str) -> bytes:
        """The key of one file."""
        raw = bytes.fromhex(wrapped)
        return AESGCM(self._derived(b"files")).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], name.encode())

    def _wrap(self, key: bytes, name: str) -> str:
        nonce = urandom(NONCE_BYTES)
        return (nonce + AESGCM(self._derived(b"files")).encrypt(nonce, key, name.encode())).hex()

    def _derived(self, what: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"boxmalls backup " + what).derive(self.secret)


def box_of(env: Env, manifest: Manifest) -> Box:
    """
    The box of a backup that was made, to take files out of.

    :raises Trouble: if its key is not here, or its manifest is not as it was written.
    """
    if manifest.sealed is None:
        return OpenBox(dict(manifest.files))
    secret = open_wrapped(env, manifest.kind, manifest.sealed)
    box = SealedBox(manifest.sealed, secret, dict(manifest.files))
    if not hmac.compare_digest(box.sign(manifest.told()), manifest.mac):
        raise Trouble("its manifest was changed: the signature is not over these words")
    return box


def open_wrapped(env: Env, kind: str, sealed: Sealed) -> bytes:
    """
    The secret of a box, or of one file of the log.

    :raises Trouble: if its key is not here, or it was wrapped for something else.
    """
    try:
        return backup_keys(env, kind).find(sealed["key"]).unwrap(bytes.fromhex(sealed["wrapped"]), UUID(sealed["id"]))
    except KekIsGone:
        raise Trouble(
            f"the key that opens it ({sealed['key']}) is not here: it was destroyed when its days had passed, belongs to another shop, "
            "or is lost (docs/keys.md, docs/backup.md)"
        ) from None
    except TokenIsGone as gone:
        raise Trouble(str(gone)) from gone
    except (InvalidTag, ValueError) as error:
        raise Trouble("its wrapped key was changed") from error


def _written(target: Path, write: Callable[["_Hashing"], int]) -> File:
    with target.open("wb") as file:
        hashing = _Hashing(file)
        whole = write(hashing)
    target.chmod(0o600)
    return {"bytes": hashing.count, "sha256": hashing.digest.hexdigest(), "whole": whole}


def _copied(source: Source, target: "_Hashing") -> int:
    while piece := source.read(1 << 20):
        target.write(piece)
    return target.count


def _about(name: str) -> bytes:
    return f"boxmalls backup\n{name}".encode()


class _Hashing:
    """Writes, counts and hashes."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.count = file, sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.count += len(data)
        return self.file.write(data)
