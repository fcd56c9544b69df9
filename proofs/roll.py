"""The roll of the key-encryption key, seen from the files and rows: an old copy of the safe opens nothing, every living key opens."""

import hmac
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from proofs import Ground, Outcome, Proof, Size

type Copy = list[tuple[bytes, bytes]]


def run(ground: Ground, size: Size) -> Outcome:
    """Copy the wrapped keys, roll, and try every key that is there on every copy that is there."""
    for _ in range(size.of(small=2, full=20)):
        ground.open_account(ground.http(), ground.someone())
    copies, tried, held = [], 0, 0
    control = opened(rows(ground), secrets(ground)) > 0
    for _ in range(size.of(small=1, full=5)):
        copies.append(rows(ground))
        ground.run("keys", "roll", "--now")
        living, here = rows(ground), secrets(ground)
        tried += len(living) + sum(len(copy) for copy in copies)
        held += opened(living, here) + sum(len(copy) - opened(copy, here) for copy in copies)
    ground.open_account(ground.http(), ground.someone())
    born = rows(ground)
    return Outcome(tried + len(born), held + opened(born, secrets(ground)), "the same copy and the old key, before the roll", control)


def rows(ground: Ground) -> Copy:
    """What a copy of the safe holds: person and wrapped key."""
    return [(person_id.bytes, bytes(wrapped)) for person_id, wrapped in ground.rows("SELECT person_id, wrapped FROM vault_personkey", cluster="safe")]


def secrets(ground: Ground) -> list[bytes]:
    """Every 32 bytes in hex that any file beside the key holds."""
    found = [path.read_text(errors="replace").strip() for path in (ground.home / "keys").rglob("*") if is_secret(path)]
    return [bytes.fromhex(text) for text in found]


def is_secret(path: Path) -> bool:
    """Whether a file looks like a key in hex."""
    text = path.read_text(errors="replace").strip() if path.is_file() else ""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def opened(copy: Copy, here: list[bytes]) -> int:
    """How many keys of a copy can be opened with what is here."""
    return sum(any(opens(secret, *row) for secret in here) for row in copy)


def opens(secret: bytes, person: bytes, wrapped: bytes) -> bool:
    """HKDF (RFC 5869) with SHA-256, then AES-256-GCM with the person as associated data."""
    extracted = hmac.digest(bytes(32), secret, "sha256")
    key = hmac.new(extracted, b"boxmalls wrap" + b"\x01", sha256).digest()
    try:
        AESGCM(key).decrypt(wrapped[:12], wrapped[12:], person)
    except InvalidTag:
        return False
    return True


PROOF = Proof(code="roll", words="After the roll of the key, older copies of the safe open nothing and every living key opens", run=run)
