"""
Verify a receipt that somebody holds, or what we stated of an erasure.

Shares nothing with what writes receipts: it reads the file, the keys and the text, and asks cryptography and hashlib.
"""

import base64
import binascii
import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Say whether a receipt is ours and unchanged, what it proves, and what we still hold under its number. Ends with 1 if it is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="a JWK set, such as /.well-known/receipt-keys.json; default: the keys of this shop")
        parser.add_argument("--text", type=Path, help="a text that is said to be the one that was accepted")

    def handle(self, *args: Any, **options: Any) -> None:
        document = verified(options["file"].read_bytes(), _keys_in(options["keys"]) if options["keys"] else _our_keys())
        if "erasure" in document:
            self._tell_of_an_erasure(document)
            return
        record = document["record"]
        notice = record["processing"]["privacy_notice"]
        self.stdout.write(f"Verified: receipt {document['receipt_id']}, issued {document['issued']}.")
        for event in record["consent_event"]:
            self.stdout.write(f"  {record['kind']}: {event['event_state']} at {event['event_time']}, {event['event_type']}.")
        self.stdout.write(f"  text: SHA-256 {notice['text_sha256']}, {notice['language']}.")
        if options["text"]:
            if hashlib.sha256(options["text"].read_bytes()).hexdigest() != notice["text_sha256"]:
                raise CommandError("The text is not the one that this receipt names.")
            self.stdout.write("  The text is the one that this receipt names.")
        if not options["keys"]:
            self.stdout.write(f"  {_what_remains(record, notice)}")

    def _tell_of_an_erasure(self, said: dict[str, Any]) -> None:
        self.stdout.write(f"Verified: the erasure {said['erasure']}, done {said['done']}, as it stood on {said['stated']}.")
        for store in said["stores"]:
            unreadable = store["unreadable_since"] or f"promised by {store.get('unreadable_by', 'no day')}"
            gone = store["gone_since"] or (f"promised by {store['gone_by']}" if "gone_by" in store else "cannot be seen from there")
            self.stdout.write(f"  {store['store']}: unreadable {unreadable}; bytes gone {gone}.")


def verified(raw: bytes, keys: dict[str, bytes]) -> dict[str, Any]:
    """The receipt, if one of the keys signed exactly these bytes. Raises CommandError with what is wrong."""
    try:
        document = json.loads(raw.decode("utf-8"))
        jws = document["proof"]["jws"]
        header, empty, signature = jws.split(".")
        told = json.loads(_unbase64(header))
        key_id = told["kid"]
        if told != {"alg": "EdDSA", "b64": False, "crit": ["b64"], "kid": key_id} or empty:
            raise CommandError("The signature is of another kind.")
        if _spelled(document) != raw:
            raise CommandError("The file is not spelled as it was issued.")
        del document["proof"]["jws"]
        sealed = _unbase64(signature)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise CommandError("This is no receipt.") from trouble
    if key_id not in keys:
        raise CommandError(f"No key {str(key_id)[:64]!r} of ours is known.")
    try:
        Ed25519PublicKey.from_public_bytes(keys[key_id]).verify(sealed, header.encode() + b"." + _spelled(document))
    except InvalidSignature:
        raise CommandError("The signature does not fit: the receipt was changed, or it is not ours.") from None
    return dict(document)


def _spelled(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _unbase64(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise binascii.Error("not the one spelling")
    return raw


def _keys_in(path: Path) -> dict[str, bytes]:
    return {key["kid"]: _unbase64(key["x"]) for key in json.loads(path.read_text())["keys"] if key.get("crv") == "Ed25519"}


def _our_keys() -> dict[str, bytes]:
    from boxmalls.privacy.receipts import public_keys

    return public_keys()


def _what_remains(record: dict[str, Any], notice: dict[str, Any]) -> str:
    from boxmalls.privacy.models import Person, PolicyText
    from boxmalls.privacy.receipts.sources import sources

    text = PolicyText.objects.filter(pk=notice["text_sha256"]).first()
    if text is not None and hashlib.sha256(text.text.encode()).hexdigest() != text.pk:
        raise CommandError("The text that we keep under this hash has another one.")
    elsewhere = any(source.keeps(notice["text_sha256"]) for source in sources().values())
    kept = "We keep the text under this hash, byte for byte." if text or elsewhere else "The words are on the receipt itself."
    person = Person.objects.filter(pk=record["pii_principal_id"].removeprefix("urn:uuid:")).first()
    if person is None or person.erased_at:
        return f"{kept} The person is erased here: nothing is held under this number, and no name."
    return f"{kept} The person is known here."
