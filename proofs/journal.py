"""The journal's seal, computed anew from the rows by somebody who knows only the standard: Merkle tree of RFC 9162, signatures of RFC 8032."""

import json
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from proofs import Ground, Outcome, Proof, Size

TAMPERINGS = (
    "UPDATE privacy_journalentry SET reason = 'another reason' WHERE id = (SELECT min(id::text)::uuid FROM privacy_journalentry)",
    "DELETE FROM privacy_journalentry WHERE id = (SELECT min(id::text)::uuid FROM privacy_journalentry)",
    "DELETE FROM privacy_journalleaf WHERE seq = 0",
    "UPDATE privacy_journalleaf SET hash = sha256('x') WHERE seq = 0",
    "DELETE FROM privacy_journalhead WHERE size = (SELECT max(size) FROM privacy_journalhead)",
    "UPDATE privacy_journalhead SET signature = sha512('x')",
)


def run(ground: Ground, size: Size) -> Outcome:
    """Let staff look at people, seal, recompute, then change one thing after another by force and ask the shop whether it notices."""
    looks = size.of(small=2, full=40)
    for _ in range(looks):
        ground.open_account(ground.http(), ground.someone())
    _write_entries(ground, looks)
    ground.run("journal", "seal")
    whole = recomputes(ground) and "0 findings" in ground.run("journal", "verify")
    noticed = [notices(ground, tampering) for tampering in TAMPERINGS]
    ground.run("journal", "verify")
    short = tuple(tampering[:40] for tampering, good in zip(TAMPERINGS, noticed, strict=True) if not good)
    return Outcome(1 + len(TAMPERINGS), int(whole) + sum(noticed), "a hash changed under our own reading", not recomputes(ground, flip=True), short)


def recomputes(ground: Ground, *, flip: bool = False) -> bool:
    """Whether every head is signed and is the root of the leaves before it."""
    leaves = [bytes(value) for (value,) in ground.rows("SELECT hash FROM privacy_journalleaf ORDER BY seq")]
    if flip and leaves:
        leaves[0] = sha256(leaves[0]).digest()
    heads = ground.rows("SELECT size, root, at, key_id, signature FROM privacy_journalhead ORDER BY size")
    keys = {path.stem: bytes.fromhex(path.read_text()) for path in (ground.home / "keys" / "signing").glob("*.public")}
    for size, root, at, key_id, signature in heads:
        said = json.dumps({"at": at.isoformat(), "root": bytes(root).hex(), "size": size, "what": "boxmalls journal head 1"}, separators=(",", ":"))
        try:
            Ed25519PublicKey.from_public_bytes(keys[key_id]).verify(bytes(signature), said.encode())
        except InvalidSignature:
            return False
        if merkle_root(leaves[:size]) != bytes(root):
            return False
    return bool(heads) and heads[-1][0] == len(leaves)


def merkle_root(leaves: list[bytes]) -> bytes:
    """By the definition, from halves."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


def notices(ground: Ground, tampering: str) -> bool:
    """Whether the shop's own command ends with an error after a change by force; the rows are put back."""
    tables = ("privacy_journalentry", "privacy_journalleaf", "privacy_journalhead")
    with ground.connect() as forced:
        forced.execute("SET session_replication_role = replica")
        for table in tables:
            forced.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}".encode())
        forced.execute(tampering.encode())
        try:
            return " 0 findings" not in ground.run("journal", "verify", fails=True)
        finally:
            for table in tables:
                forced.execute(f"DELETE FROM {table}".encode())
                forced.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}".encode())


def _write_entries(ground: Ground, count: int) -> None:
    """Entries such as staff's looks leave, one for each of the newest accounts."""
    with ground.connect() as connection, connection.transaction():
        connection.execute("SELECT set_config('boxmalls.purpose', 'privacy.watching', true)")
        connection.execute(
            "INSERT INTO privacy_journalentry (id, subject_id, verb, actor_role, what, row, reason, at) "
            "SELECT gen_random_uuid(), id, 'read', 'staff', 'accounts.Address', '', 'Proof', now() FROM privacy_person "
            "WHERE kind = 'account' AND erased_at IS NULL ORDER BY made_at DESC LIMIT %s",
            [count],
        )


PROOF = Proof(code="journal", words="A gap or a change in the journal is found, and its heads are signed", run=run)
