"""A person's proofs, and the public keys that vouch for them."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from boxmalls.base.refusals import NotFound
from boxmalls.privacy.models import Acceptance, Consent, Receipt, ReceiptKey, Withdrawal
from boxmalls.privacy.vault.signing import signing_keys

from .sources import Signed, sources

type Row = Acceptance | Consent | Withdrawal | Signed


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that can be proven. `kind` is ours or a room's (`sources.py`); `what` is the number of a version, or the code of a purpose."""

    kind: str
    id: UUID
    at: datetime
    site_code: str
    what: str
    fingerprint: str


def proofs_of(person_id: UUID) -> list[Proof]:
    """Everything that somebody accepted, agreed to or took back, the newest first. Three queries."""
    accepted = Acceptance.objects.filter(person_id=person_id).select_related("version")
    agreed = Consent.objects.filter(person_id=person_id)
    taken = Withdrawal.objects.filter(person_id=person_id).select_related("consent")
    found = [Proof("acceptance", row.pk, row.accepted_at, row.site_code, str(row.version.number), row.text_sha256) for row in accepted]
    found += [Proof("consent", row.pk, row.given_at, row.site_code, row.purpose, row.wording_id) for row in agreed]
    found += [Proof("withdrawal", row.pk, row.withdrawn_at, row.consent.site_code, row.consent.purpose, row.consent.wording_id) for row in taken]
    found += [proof for source in sources().values() for proof in source.listed(person_id)]
    return sorted(found, key=lambda proof: proof.at, reverse=True)


def row_of(kind: str, about_id: UUID) -> Row:
    """
    What a receipt is about.

    :raises NotFound: if there is no such thing.
    """
    row: Row | None = None
    if kind == "acceptance":
        row = Acceptance.objects.select_related("version__text").filter(pk=about_id).first()
    elif kind == "consent":
        row = Consent.objects.select_related("wording").filter(pk=about_id).first()
    elif kind == "withdrawal":
        row = Withdrawal.objects.select_related("consent__wording").filter(pk=about_id).first()
    elif kind in sources():
        row = sources()[kind].row(about_id)
    if row is None:
        raise NotFound
    return row


def receipt_of(person_id: UUID, kind: str, about_id: UUID) -> Receipt | None:
    """The receipt that was issued to this person; nothing to anybody else."""
    return Receipt.objects.filter(person_id=person_id, kind=kind, about_id=about_id).first()


def public_keys() -> dict[str, bytes]:
    """Every public key that ever signed a receipt here, by its id: as the shop's tables and the folder of keys know them."""
    kept = {key.key_id: bytes.fromhex(key.public) for key in ReceiptKey.objects.all()}
    return {**kept, **signing_keys().public()}


def key_set() -> dict[str, Any]:
    """The same as a JWK set (RFC 7517), for `/.well-known/receipt-keys.json`."""
    keys = [
        {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key_id, "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode()}
        for key_id, public in sorted(public_keys().items())
    ]
    return {"keys": keys}
