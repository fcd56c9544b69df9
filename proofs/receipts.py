"""Signed receipts, verified by somebody who knows only the standards: RFC 7515, 7797, 8032, and a hash of the text."""

import base64
import binascii
import json
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from proofs import Ground, Outcome, Proof, Size

RECEIPTS = "/your-data/proofs/"


def run(ground: Ground, size: Size) -> Outcome:
    """Let people accept the policy, take their receipts, change a byte, renew the keys, erase a person: what was issued verifies, and nothing else."""
    people = size.of(small=2, full=12)
    short: list[str] = []
    tried = 0
    held: list[tuple[Any, bytes]] = []
    for _ in range(people):
        visitor = ground.open_account(ground.http(), ground.someone())
        links = visitor.get(RECEIPTS.rstrip("/")).links(RECEIPTS)
        held += [(visitor, visitor.get(link).body) for link in links]
    keys = published(ground)
    for _visitor, raw in held:
        tried += 1
        notice = json.loads(raw)["record"]["processing"]["privacy_notice"]
        text = ground.http().get(f"/policy/versions/{notice['text_version']}/text").body
        if not verifies(raw, keys) or sha256(text).hexdigest() != notice["text_sha256"]:
            short.append("a receipt as it was issued")
    raw = held[0][1]
    for place in range(0, len(raw), size.of(small=23, full=1)):
        tried += 1
        if verifies(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :], keys):
            short.append(f"byte {place} changed")
    tried += 2
    short += [] if asks_the_shop(ground, raw) else ["the shop's own command refuses a true one"]
    short += [] if not asks_the_shop(ground, raw.replace(b"accepted", b"ACCEPTED", 1)) else ["the shop's own command takes a changed one"]
    tried += 1
    visitor = held[0][0]
    visitor.submit(visitor.get("/your-data/erase"), "word", word="erase")
    short += [] if verifies(raw, published(ground)) and asks_the_shop(ground, raw) else ["a receipt whose person is erased"]
    return Outcome(tried, tried - len(short), "a receipt signed by a key of somebody else", not verifies(forged(raw), keys), tuple(short))


def published(ground: Ground) -> dict[str, bytes]:
    """The public keys, as the shop tells everybody."""
    keys = ground.http().get("/.well-known/receipt-keys.json").json["keys"]
    return {key["kid"]: unbase64(key["x"]) for key in keys}


def verifies(raw: bytes, keys: Mapping[str, bytes]) -> bool:
    """Whether one of the keys signed exactly these bytes, but for the signature itself."""
    try:
        document = json.loads(raw)
        header, between, signature = document["proof"]["jws"].split(".")
        if spelled(document) != raw or between:
            return False
        del document["proof"]["jws"]
        public = Ed25519PublicKey.from_public_bytes(keys[json.loads(unbase64(header))["kid"]])
        public.verify(unbase64(signature), header.encode() + b"." + spelled(document))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return False
    return True


def forged(raw: bytes) -> bytes:
    """The same receipt, signed anew by somebody who is not the shop but claims its key's name."""
    document = json.loads(raw)
    header = document["proof"].pop("jws").split(".")[0]
    signature = Ed25519PrivateKey.generate().sign(header.encode() + b"." + spelled(document))
    document["proof"]["jws"] = f"{header}..{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    return spelled(document)


def asks_the_shop(ground: Ground, raw: bytes) -> bool:
    """Whether the shop's own command says that it is verified."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "receipt.jsonld"
        path.write_bytes(raw)
        return "Verified" in ground.run("verify-receipt", str(path), fails=True)


def spelled(document: object) -> bytes:
    """The one spelling of a receipt."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def unbase64(text: str) -> bytes:
    """Bytes of base64url; only the one spelling counts."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise binascii.Error("another spelling")
    return raw


PROOF = Proof(code="receipts", words="A receipt verifies for ever, and one changed byte is refused", run=run)
