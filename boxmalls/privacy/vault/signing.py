"""
What the shop signs with: Ed25519 (RFC 8032), one private file a key beside the key-encryption key.

A key is named by the start of the hash of its public half. Renewing makes a new key and destroys the old private half; public halves
stay for ever, so that what was signed once can be verified for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from config.env.secrets import SecretFile

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature of 64 bytes, and which key made it."""

    key_id: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The keys in a folder: `current` holds the private half, `<id>.public` each public half, both in hex."""

    folder: Path

    def sign(self, message: bytes) -> Signature:
        """Sign with the current key; the first use makes it."""
        private = self._private()
        return Signature(self._keep_public(private), private.sign(message))

    def verify(self, message: bytes, signed: Signature) -> bool:
        """Whether one of our keys, of today or before, signed exactly this."""
        public = self.public().get(signed.key_id)
        if public is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signed.signature, message)
        except InvalidSignature:
            return False
        return True

    def public(self) -> Mapping[str, bytes]:
        """Every public half (32 bytes) by the id of its key, for whoever wants to verify."""
        return {path.stem: bytes.fromhex(path.read_text().strip()) for path in sorted(self.folder.glob("*.public"))}

    def current_id(self) -> str:
        """The id of the key that signs today."""
        return self._keep_public(self._private())

    def renew(self) -> str:
        """Let a new key sign from now on; returns its id. The old private half is gone, its public half stays."""
        self.current_id()
        private = Ed25519PrivateKey.generate()
        key_id = self._keep_public(private)
        SecretFile(self.folder / CURRENT).write(private.private_bytes_raw().hex())
        return key_id

    def _private(self) -> Ed25519PrivateKey:
        held = SecretFile(self.folder / CURRENT).read_or_make(lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex())
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(held))

    def _keep_public(self, private: Ed25519PrivateKey) -> str:
        public = private.public_key().public_bytes_raw()
        key_id = key_id_of(public)
        path = self.folder / f"{key_id}.public"
        if not path.exists():
            SecretFile(path).write(public.hex())
        return key_id


def key_id_of(public: bytes) -> str:
    """The name of a key: the first 16 hex digits of the SHA-256 of its public half."""
    return sha256(public).hexdigest()[:16]


def signing_keys() -> SigningKeys:
    """The keys of this installation."""
    from config.env import env

    return SigningKeys(env.kek_file.parent / "signing")
