"""Issue a receipt, once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from boxmalls.base.ids import new_id
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.models import Acceptance, Consent, Person, Receipt, ReceiptKey, Withdrawal
from boxmalls.privacy.purposes import PROVING
from boxmalls.privacy.vault.signing import signing_keys

from .parties import party_of
from .queries import receipt_of, row_of
from .signing import sign_receipt
from .sources import sources
from .writing import write_acceptance, write_consent, write_withdrawal

KEYS_PATH = "/.well-known/receipt-keys.json"


@transaction.atomic
def issue_receipt(*, kind: str, about_id: UUID, at: datetime) -> Receipt:
    """
    Issue the receipt of an acceptance, a consent or a withdrawal; the one that there is, if it was issued before.

    :param kind: `acceptance`, `consent`, `withdrawal`, or what another room can prove.
    :raises NotFound: if there is no such thing, or its person is gone.
    """
    row = row_of(kind, about_id)
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=row.person_id)
    standing = receipt_of(row.person_id, kind, about_id)
    if standing is not None:
        return standing
    number = new_id()
    if isinstance(row, Acceptance):
        site_code, said = row.site_code, write_acceptance(row, receipt_id=number, at=at)
    elif isinstance(row, Consent):
        site_code, said = row.site_code, write_consent(row, receipt_id=number, at=at)
    elif isinstance(row, Withdrawal):
        site_code, said = row.consent.site_code, write_withdrawal(row, receipt_id=number, at=at)
    else:
        site_code, said = row.site_code, sources()[kind].write(row, number, at)
    document, key_id = _signed(said, site_code, at)
    with collecting(PROVING, person=row.person_id, at=at):
        return Receipt.objects.create(id=number, person_id=row.person_id, kind=kind, about_id=about_id, document=document, key_id=key_id, issued_at=at)


def sign_statement(said: dict[str, Any], *, site_code: str, at: datetime) -> str:
    """Sign something that we say to whoever holds it, and keep nothing but the public key."""
    return _signed(said, site_code, at)[0]


def _signed(said: dict[str, Any], site_code: str, at: datetime) -> tuple[str, str]:
    document, key_id = sign_receipt(said, keys_url=party_of(site_code).url + KEYS_PATH)
    ReceiptKey.objects.get_or_create(key_id=key_id, defaults={"public": signing_keys().public()[key_id].hex(), "since_at": at})
    return document, key_id
