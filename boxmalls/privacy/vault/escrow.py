"""
A copy of the key-encryption key for the day on which it is lost: sealed to a recovery key that exists on paper only, in shares.

The recovery key is made once (X25519, RFC 7748) and split so that any so many of its shares give it back (Shamir, over GF(256)). Its public
half stays beside the key; after each roll the new key is sealed to it anew, so the paper stays valid. The copy lies beside the safe's backups and in
none of them, the newest alone: whoever kept an old backup and has the shares opens it no longer than we do.
"""

import json
from base64 import b32decode, b32encode
from collections.abc import Sequence
from functools import reduce
from hashlib import sha256
from os import urandom
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.env.secrets import SecretFile

INFO = b"boxmalls copy of the key-encryption key"
CHECK_BYTES = 4


class NotEnough(Exception):
    """The shares do not give the recovery key back: too few, from another shop, or mistyped."""


def recovery_path(kek_file: Path) -> Path:
    """The public half of the recovery key."""
    return kek_file.with_name(f"{kek_file.name}.recovery")


def copy_path(kek_file: Path) -> Path:
    """The sealed copy; the newest one lies beside the safe's backups, too."""
    return kek_file.with_name(f"{kek_file.name}.copy")


def make_recovery(kek_file: Path, *, shares: int, needed: int) -> list[str]:
    """Make a recovery key and its first copy; returns the shares to be printed. They are nowhere else."""
    private = X25519PrivateKey.generate()
    SecretFile(recovery_path(kek_file)).write(private.public_key().public_bytes_raw().hex())
    renew_copy(kek_file)
    return split(private.private_bytes_raw(), shares=shares, needed=needed)


def renew_copy(kek_file: Path) -> bool:
    """Seal the keys as they are now to the recovery key, if there is one; the copy of those before is gone."""
    if not recovery_path(kek_file).exists():
        return False
    told = {"kek": _read_if_there(kek_file), "index": _read_if_there(kek_file.with_name(f"{kek_file.name}.index")), "more": _backup_keys(kek_file)}
    SecretFile(copy_path(kek_file)).write(_sealed_copy(kek_file, told))
    return True


def copy_of_backup_keys(kek_file: Path, kind: str) -> str:
    """The keys that open one kind of backup, sealed to the recovery key, to go with a backup of that kind; empty if there is no recovery key."""
    if not recovery_path(kek_file).exists():
        return ""
    return _sealed_copy(kek_file, {"kek": "", "index": "", "more": _backup_keys(kek_file, kind)})


def backup_key_path(kek_file: Path, kind: str) -> Path:
    """Where the newest key for one kind of backup is; those before it are in the folder of this name and `.d`."""
    return kek_file.with_name(f"{kek_file.name}.backup-{kind}")


def _backup_keys(kek_file: Path, kind: str = "*") -> dict[str, str]:
    """Every key that opens a backup, by its path after the name of the key-encryption key's file."""
    name = f"{kek_file.name}.backup-{kind}"
    paths = [*kek_file.parent.glob(name), *kek_file.parent.glob(f"{name}.d/[0-9a-f]*")]
    return {path.relative_to(kek_file.parent).as_posix().removeprefix(kek_file.name): SecretFile(path).read() for path in paths if path.is_file()}


def _read_if_there(path: Path) -> str:
    return SecretFile(path).read() if path.exists() else ""


def _sealed_copy(kek_file: Path, told: dict[str, Any]) -> str:
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(SecretFile(recovery_path(kek_file)).read()))
    once = X25519PrivateKey.generate()
    own, nonce = once.public_key().public_bytes_raw(), urandom(12)
    return (own + nonce + AESGCM(_agreed(once.exchange(public), own)).encrypt(nonce, json.dumps(told).encode(), INFO)).hex()


def bring_back(copy: Path, shares: Sequence[str], *, to: Path) -> None:
    """
    Open a copy with the shares on paper, and write the keys where they were. A copy that came with a backup of the shop holds the keys of
    those backups alone.

    :raises NotEnough: if the shares do not open it.
    :raises FileExistsError: if there is a key-encryption key already.
    """
    private = X25519PrivateKey.from_private_bytes(join(shares))
    raw = bytes.fromhex(SecretFile(copy).read())
    own, nonce, sealed = raw[:32], raw[32:44], raw[44:]
    try:
        told = json.loads(AESGCM(_agreed(private.exchange(X25519PublicKey.from_public_bytes(own)), own)).decrypt(nonce, sealed, INFO))
    except Exception as error:
        raise NotEnough("These shares do not open this copy: they belong to another recovery key.") from error
    if told["kek"] and to.exists():
        raise FileExistsError(f"{to} is there already; move it away first if it is the wrong one.")
    for name, secret in told.get("more", {}).items():
        _bring_back_backup_key(to, name, secret)
    if told["index"]:
        SecretFile(to.with_name(f"{to.name}.index")).write(told["index"])
    SecretFile(recovery_path(to)).write(private.public_key().public_bytes_raw().hex())
    if told["kek"]:
        SecretFile(to).write(told["kek"])


def _bring_back_backup_key(kek_file: Path, name: str, secret: str) -> None:
    """Where it was; beside the newest one if there is another by now."""
    from .file_keys import PREFIX, FileKeyEncryption

    path = kek_file.parent / f"{kek_file.name}{name}"
    if path.exists() and SecretFile(path).read() != secret:
        path = path.with_name(f"{path.name}.d") / FileKeyEncryption(bytes.fromhex(secret)).id.removeprefix(PREFIX)
    SecretFile(path).write(secret)


def split(secret: bytes, *, shares: int, needed: int) -> list[str]:
    """Shares of a secret, any `needed` of which give it back and fewer say nothing about it."""
    if not 1 <= needed <= shares <= 20:
        raise ValueError("As many shares as are needed at least, and 20 at most.")
    polynomials = [bytes([byte]) + urandom(needed - 1) for byte in secret]
    return [_written(number, needed, bytes(_value(each, number) for each in polynomials)) for number in range(1, shares + 1)]


def join(texts: Sequence[str]) -> bytes:
    """
    The secret again.

    :raises NotEnough: if a share is mistyped, or there are too few.
    """
    read = dict(_read(text) for text in texts if text.strip())
    needed = {needed for needed, _ in read.values()}
    if len(needed) != 1 or len(read) < next(iter(needed)):
        raise NotEnough(f"{len(read)} different shares are not enough: {max(needed, default=0)} of one recovery key are needed.")
    chosen = dict(list(read.items())[: next(iter(needed))])
    return bytes(_at_zero({number: data[place] for number, (_, data) in chosen.items()}) for place in range(32))


def _written(number: int, needed: int, data: bytes) -> str:
    raw = bytes([number, needed]) + data
    text = b32encode(raw + sha256(raw).digest()[:CHECK_BYTES]).decode().rstrip("=")
    return "-".join(text[start : start + 5] for start in range(0, len(text), 5))


def _read(text: str) -> tuple[int, tuple[int, bytes]]:
    plain = "".join(character for character in text.upper() if character.isalnum())
    try:
        raw = b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError as error:
        raise NotEnough(f"The share that begins with {text[:5]} is mistyped.") from error
    body, check = raw[:-CHECK_BYTES], raw[-CHECK_BYTES:]
    if len(body) != 34 or sha256(body).digest()[:CHECK_BYTES] != check:
        raise NotEnough(f"The share that begins with {text[:5]} is mistyped.")
    return body[0], (body[1], body[2:])


def _value(polynomial: bytes, at: int) -> int:
    return reduce(lambda total, factor: _times(total, at) ^ factor, reversed(polynomial), 0)


def _at_zero(points: dict[int, int]) -> int:
    """Lagrange's interpolation at zero."""
    total = 0
    for x, y in points.items():
        above, below = 1, 1
        for other in points:
            if other != x:
                above, below = _times(above, other), _times(below, other ^ x)
        total ^= _times(y, _times(above, _inverse(below)))
    return total


def _times(one: int, other: int) -> int:
    """In the field of AES (FIPS 197)."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = (one << 1) ^ (0x11B if one & 0x80 else 0)
        other >>= 1
    return product


def _inverse(number: int) -> int:
    return reduce(lambda power, _: _times(power, number), range(253), number)


def _agreed(shared: bytes, own: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=own, info=INFO).derive(shared)
