"""Proving that an address is yours: a link that is mailed, used once, and opens what is held about its guest."""

from datetime import datetime, timedelta
from os import urandom
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from boxmalls.base.ids import new_id
from boxmalls.base.refusals import Gone
from boxmalls.privacy.disclosure import disclose
from boxmalls.privacy.models import Person
from boxmalls.privacy.purposes import PROVING
from boxmalls.privacy.register import Category
from boxmalls.privacy.vault import blind
from boxmalls.privacy.vault.wrapping import key_encryption

from .merging import merge_persons
from .models import AddressProof

LINK_LASTS = timedelta(minutes=30)
OPEN_FOR = timedelta(minutes=30)
NONCE_BYTES = 12
SIGNER = Signer(salt="boxmalls.privacy.address-proof")


class LinkIsOver(Gone):
    """The link was used, is too old, or never was."""

    code = "link-is-over"
    words = _("This link was used already, or is older than 30 minutes. Ask for a new one.")


def ask_for_proof(*, address: str, site_code: str, language: str, at: datetime) -> AddressProof:
    """
    Begin to prove an address. Whether the address is known plays no part in it.

    The address is locked with a key of its own, and both go with the row within a day.
    """
    proof_id, key, nonce = new_id(), urandom(32), urandom(NONCE_BYTES)
    return AddressProof.objects.create(
        id=proof_id,
        wrapped_key=key_encryption().wrap(key, proof_id),
        sealed_address=nonce + AESGCM(key).encrypt(nonce, address.strip().encode(), proof_id.bytes),
        site_code=site_code,
        language=language,
        asked_at=at,
    )


def token_of(proof: AddressProof) -> str:
    """What the link says: which proof, signed. It is stored nowhere."""
    return SIGNER.sign(proof.pk.hex)


def address_of(proof: AddressProof) -> str:
    """The address that is to be proven."""
    key = key_encryption().unwrap(bytes(proof.wrapped_key), proof.pk)
    sealed = bytes(proof.sealed_address)
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], proof.pk.bytes).decode()


def find_proof(token: str, *, at: datetime) -> AddressProof:
    """
    The proof that a link belongs to, if it may still be used.

    :raises LinkIsOver: if not.
    """
    try:
        proof = AddressProof.objects.filter(pk=UUID(hex=SIGNER.unsign(token))).first()
    except BadSignature as forged:
        raise LinkIsOver from forged
    if proof is None or proof.used_at or proof.asked_at < at - LINK_LASTS:
        raise LinkIsOver
    return proof


def use_proof(*, token: str, at: datetime) -> AddressProof:
    """
    Use a link. Everything that was ordered as a guest with this address becomes one person's, who is now named in the proof.

    The proof names nobody if nothing is held about a guest with this address: it may be unknown, or belong to an account.

    :raises LinkIsOver: if it was used or is too old.
    """
    proof = find_proof(token, at=at)
    if not AddressProof.objects.filter(pk=proof.pk, used_at=None).update(used_at=at):
        raise LinkIsOver
    guests = guests_with(address_of(proof))
    if guests:
        *others, person = guests
        for other in others:
            merge_persons(into=person, gone=other, proof=f"address:{proof.pk}", at=at)
        AddressProof.objects.filter(pk=proof.pk).update(person_id=person.pk)
        _note_mail(person, at)
    proof.refresh_from_db()
    return proof


def _note_mail(person: Person, at: datetime) -> None:
    disclose(person=person, recipient="mail-server", recipient_name="Mail server", purpose=PROVING, categories=[Category.BASIC], what="email", at=at)


def guests_with(address: str) -> list[Person]:
    """The guests who gave this address, the earliest first."""
    found = blind.find("email", address)
    guests = Person.objects.filter(pk__in=found, kind=Person.GUEST, merged_into=None, erased_at=None)
    return sorted(guests, key=lambda person: (person.made_at, person.pk))


def person_proven_by(proof_id: str, *, at: datetime) -> UUID | None:
    """Whom a used proof opens, as long as it does."""
    if not _is_uuid(proof_id):
        return None
    proof = AddressProof.objects.filter(pk=proof_id, used_at__gt=at - OPEN_FOR).exclude(person_id=None).first()
    return proof.person_id if proof else None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
