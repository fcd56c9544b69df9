"""
What a receipt says: the fields of ISO/IEC TS 27560:2023 under their own names, each mapped to W3C's Data Privacy Vocabulary.

The mapping is inlined as `@context`, so that nothing has to be fetched to read it.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import override

from boxmalls.privacy.models import Acceptance, Consent, Withdrawal
from boxmalls.privacy.register import HOLDINGS, PURPOSES, RECIPIENTS, Basis, Category, Purpose

from .parties import Party, party_of

SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#receipt"
CONTEXT: dict[str, Any] = {
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sec": "https://w3id.org/security#",
    "schema_version": {"@id": "dct:conformsTo", "@type": "@id"},
    "receipt_id": "dct:identifier",
    "record": "dpv:hasRecordOfActivity",
    "record_id": "dct:identifier",
    "issued": {"@id": "dct:created", "@type": "xsd:dateTime"},
    "pii_principal_id": {"@id": "dpv:hasDataSubject", "@type": "@id"},
    "processing": "dpv:hasProcess",
    "privacy_notice": "dpv:hasNotice",
    "language": "dct:language",
    "purposes": {"@id": "dpv:hasPurpose", "@container": "@set"},
    "purpose": "dct:identifier",
    "purpose_description": "dct:description",
    "lawful_basis": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "pii_information": {"@id": "dpv:hasPersonalData", "@container": "@set"},
    "pii_type": "dct:identifier",
    "pii_controllers": {"@id": "dpv:hasDataController", "@type": "@id", "@container": "@set"},
    "collection_method": "dpv:hasDataSource",
    "storage_locations": {"@id": "dpv:hasLocation", "@container": "@set"},
    "retention_period": "dpv:hasStorageCondition",
    "jurisdiction": "dpv:hasJurisdiction",
    "recipient_third_parties": {"@id": "dpv:hasRecipient", "@container": "@set"},
    "withdrawal_method": {"@id": "dpv:isExercisedAt", "@type": "@id"},
    "privacy_rights": {"@id": "dpv:hasRight", "@container": "@set"},
    "services": "dpv:hasService",
    "party_identification": {"@id": "dpv:hasEntity", "@container": "@set"},
    "party_name": "dpv:hasName",
    "party_role": {"@id": "@type", "@type": "@id"},
    "party_address": "dpv:hasAddress",
    "party_email": "dpv:hasContact",
    "party_country": "dpv:hasCountry",
    "consent_event": {"@id": "dpv:hasConsentStatus", "@container": "@list"},
    "event_time": {"@id": "dpv:isIndicatedAtTime", "@type": "xsd:dateTime"},
    "event_state": {"@id": "@type", "@type": "@id"},
    "event_type": "dct:type",
    "entity_id": {"@id": "dpv:isIndicatedBy", "@type": "@id"},
    "text_sha256": "sec:digestValue",
    "text_version": "dct:hasVersion",
    "text_url": {"@id": "dct:source", "@type": "@id"},
    "words": "dct:description",
    "title": "dct:title",
    "kind": "dct:type",
    "remains": "dct:description",
    "proof": "sec:proof",
}
LAWFUL: dict[Basis, str] = {
    Basis.CONSENT: "dpv:Consent",
    Basis.CONTRACT: "dpv:Contract",
    Basis.LEGAL_OBLIGATION: "dpv:LegalObligation",
    Basis.LEGITIMATE_INTEREST: "dpv:LegitimateInterest",
    Basis.VITAL: "dpv:VitalInterest",
    Basis.PUBLIC: "dpv:PublicInterest",
}
REMAINS = (
    "This receipt verifies for ever with the public key named in its signature. It holds no name. If the person is erased at the operator, "
    "the operator keeps nothing under the number above, and this copy is the proof."
)
RIGHTS = ["access", "rectification", "portability", "restriction", "objection", "erasure", "withdrawal of consent", "complaint"]


def write_acceptance(row: Acceptance, *, receipt_id: UUID, at: datetime) -> dict[str, Any]:
    """The receipt of an accepted policy: which text, by hash, and the purposes that it stands for."""
    party = party_of(row.site_code)
    version = row.version
    notice = {
        "@type": "dpv:PrivacyNotice",
        "title": "Privacy policy",
        "text_version": str(version.number),
        "text_sha256": row.text_sha256,
        "text_url": f"{party.url}/policy/versions/{version.number}/text",
        "language": version.text.language,
    }
    purposes = [{"purpose": purpose.code, "lawful_basis": LAWFUL[purpose.basis]} for purpose in sorted(PURPOSES, key=lambda each: each.code)]
    event = _event(row.person_id, row.accepted_at, "accepted", "ticked on a page of the site")
    return _receipt("acceptance", row.person_id, row.pk, party, notice, row.language, purposes, [event], receipt_id=receipt_id, at=at)


def write_consent(row: Consent, *, receipt_id: UUID, at: datetime) -> dict[str, Any]:
    """The receipt of a yes to one purpose, with the words that stood beside it."""
    return _of_consent(row, "consent", row.pk, [_given(row)], receipt_id=receipt_id, at=at)


def write_withdrawal(row: Withdrawal, *, receipt_id: UUID, at: datetime) -> dict[str, Any]:
    """The receipt of a yes that was taken back; it names the yes, too."""
    taken = _event(row.person_id, row.withdrawn_at, "dpv:ConsentWithdrawn", "switched off on a page of the site")
    return _of_consent(row.consent, "withdrawal", row.pk, [_given(row.consent), taken], receipt_id=receipt_id, at=at)


def write_contract(
    *, kind: str, title: str, version: str, text_sha256: str, text_url: str, text_language: str, purpose: Purpose,
    person_id: UUID, record_id: UUID, site_code: str, language: str, accepted_at: datetime, receipt_id: UUID, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """
    The receipt of an accepted text beside the policy: terms, an agreement. The text is named by its hash.

    :param text_url: from the site's root on.
    """
    party = party_of(site_code)
    notice = {
        "@type": "dpv:ContractualTerms",
        "title": title,
        "text_version": version,
        "text_sha256": text_sha256,
        "text_url": party.url + text_url,
        "language": text_language,
    }
    event = _event(person_id, accepted_at, "accepted", "ticked on a page of the site")
    return _receipt(kind, person_id, record_id, party, notice, language, [_described(purpose)], [event], receipt_id=receipt_id, at=at)


def _of_consent(row: Consent, kind: str, record_id: UUID, events: list[dict[str, Any]], *, receipt_id: UUID, at: datetime) -> dict[str, Any]:
    party = party_of(row.site_code)
    words = row.wording.words
    notice = {
        "@type": "dpv:ConsentNotice",
        "words": words,
        "text_sha256": sha256(words.encode()).hexdigest(),
        "text_url": f"{party.url}/policy",
        "language": row.wording.language,
    }
    purpose = PURPOSES.get(row.purpose)
    described = _described(purpose) if purpose else {"purpose": row.purpose, "lawful_basis": "dpv:Consent"}
    return _receipt(kind, row.person_id, record_id, party, notice, row.wording.language, [described], events, receipt_id=receipt_id, at=at)


def _described(purpose: Purpose) -> dict[str, Any]:
    holdings = [holding for holding in HOLDINGS if purpose in holding.purposes]
    letters = sorted({category for holding in holdings for category, its in holding.fields.values() if its is purpose})
    days = sorted({holding.keep.days for holding in holdings if holding.keep.days is not None})
    with override("en"):
        return {
            "purpose": purpose.code,
            "purpose_description": str(purpose.words),
            "lawful_basis": LAWFUL[purpose.basis],
            "pii_information": [{"@type": "dpv:PersonalData", "pii_type": Category(letter).clause, "words": str(Category(letter).words)} for letter in letters],
            "retention_period": f"P{days[-1]}D" if days else "until withdrawn",
        }


def _given(row: Consent) -> dict[str, Any]:
    return _event(row.person_id, row.given_at, "dpv:ConsentGiven", "switched on on a page of the site")


def _event(person_id: UUID, at: datetime, state: str, how: str) -> dict[str, Any]:
    return {"event_time": _moment(at), "event_state": state, "event_type": how, "entity_id": f"urn:uuid:{person_id}"}


def _receipt(
    kind: str,
    person_id: UUID,
    record_id: UUID,
    party: Party,
    notice: dict[str, Any],
    language: str,
    purposes: list[dict[str, Any]],
    events: list[dict[str, Any]],
    *,
    receipt_id: UUID,
    at: datetime,
) -> dict[str, Any]:
    controller = {
        "@id": f"{party.url}/#operator",
        "party_role": "dpv:DataController",
        "party_name": party.name,
        "party_address": party.address,
        "party_country": party.country,
    }
    officer = {
        "@id": f"{party.url}/#officer",
        "party_role": "dpv:DataProtectionOfficer",
        "party_name": party.officer,
        "party_address": party.officer_address,
        "party_email": party.officer_email,
    }
    with override("en"):
        recipients = [{"@type": "dpv:ThirdParty", "party_name": str(each.name), "words": str(each.receives)} for each in RECIPIENTS]
    return {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{receipt_id}",
        "@type": "dpv:ConsentReceipt",
        "schema_version": SCHEMA,
        "receipt_id": str(receipt_id),
        "issued": _moment(at),
        "record": {
            "@id": f"urn:uuid:{record_id}",
            "@type": "dpv:ConsentRecord",
            "record_id": str(record_id),
            "schema_version": "https://w3id.org/dpv/schema/dpv-27560#record",
            "kind": kind,
            "pii_principal_id": f"urn:uuid:{person_id}",
            "processing": {
                "@type": "dpv:Process",
                "privacy_notice": notice,
                "language": language,
                "purposes": purposes,
                "pii_controllers": [controller["@id"]],
                "collection_method": "from the person, on a page of the site",
                "storage_locations": [party.country],
                "jurisdiction": party.law,
                "recipient_third_parties": recipients if kind == "acceptance" else [],
                "withdrawal_method": f"{party.url}/your-data#choices",
                "privacy_rights": RIGHTS,
                "services": party.site_name,
            },
            "party_identification": [controller, officer],
            "consent_event": events,
        },
        "remains": REMAINS,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
