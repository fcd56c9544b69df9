"""A receipt proves what was accepted, for ever; one changed byte and it proves nothing."""

import base64
import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from boxmalls.accounts.testing import make_account, sign_in
from boxmalls.base.models import OutboxFact
from boxmalls.base.reactions import react
from boxmalls.privacy.consent import CHOICES, give_consent, withdraw_consent
from boxmalls.privacy.management.commands.verify_receipt import verified
from boxmalls.privacy.models import Acceptance, Consent, Receipt, ReceiptKey, Withdrawal
from boxmalls.privacy.policy.actions import FIRST_TEXT
from boxmalls.privacy.policy.editions.testing import make_in_force
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.receipts import issue_receipt, public_keys
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, make_acceptance
from boxmalls.privacy.vault.signing import SigningKeys, signing_keys
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
CHOICE = next(choice for choice in CHOICES if choice.purpose is RECENTLY_VIEWED)


@pytest.fixture(autouse=True)
def _sites():
    make_sites()


@pytest.fixture
def reader(client):
    person = make_account(password=None, at=AT)
    make_acceptance(person, "eu", "ja")
    give_consent(person=person, purpose=RECENTLY_VIEWED, wording=CHOICE.wording, site_code="eu", language="en", at=AT)
    withdraw_consent(person=person, purpose=RECENTLY_VIEWED, at=AT + timedelta(days=1))
    sign_in(client, person)
    client.person = person
    return client


def download(client: Client, kind: str, row) -> bytes:
    response = client.get(f"/your-data/proofs/{kind}/{row.pk}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/ld+json"
    return response.content


def verify(tmp_path, raw: bytes, *more: object, capsys=None) -> str:
    path = tmp_path / "receipt.jsonld"
    path.write_bytes(raw)
    call_command("verify_receipt", path, *more)
    return capsys.readouterr().out if capsys else ""


def test_each_answer_has_its_receipt_which_verifies(reader, tmp_path, capsys):
    rows = {"acceptance": Acceptance.objects.get(), "consent": Consent.objects.get(), "withdrawal": Withdrawal.objects.get()}
    page = reader.get("/your-data/proofs").text
    for kind, row in rows.items():
        assert f"/your-data/proofs/{kind}/{row.pk}" in page
        said = verify(tmp_path, download(reader, kind, row), capsys=capsys)
        assert "Verified" in said
        assert "The person is known here." in said
    document = json.loads(download(reader, "withdrawal", rows["withdrawal"]))
    assert [event["event_state"] for event in document["record"]["consent_event"]] == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]
    assert document["record"]["processing"]["privacy_notice"]["words"] == CHOICE.wording


def test_a_receipt_has_the_fields_of_the_standard_and_needs_nothing_fetched(reader):
    document = json.loads(download(reader, "consent", Consent.objects.get()))
    record, processing = document["record"], document["record"]["processing"]
    assert {"schema_version", "receipt_id"} <= set(document)
    assert {"schema_version", "record_id", "pii_principal_id", "party_identification", "consent_event"} <= set(record)
    assert {
        "privacy_notice", "language", "purposes", "pii_controllers", "collection_method", "storage_locations", "jurisdiction",
        "recipient_third_parties", "withdrawal_method", "privacy_rights", "services",
    } <= set(processing)  # fmt: skip
    assert {"purpose", "lawful_basis", "pii_information", "retention_period"} <= set(processing["purposes"][0])
    assert {"event_time", "event_state", "event_type", "entity_id"} <= set(record["consent_event"][0])
    assert {party["party_role"] for party in record["party_identification"]} == {"dpv:DataController", "dpv:DataProtectionOfficer"}
    context = document["@context"]
    assert isinstance(context, dict)
    assert terms(document) <= set(context)


def terms(value) -> set[str]:
    """Every key of a document that is not a keyword; the context itself and the signature left out."""
    if isinstance(value, list):
        return set().union(*map(terms, value))
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")}
    return own.union(*(terms(each) for key, each in value.items() if key not in ("@context", "proof")))


def test_the_download_is_the_same_bytes_each_time_and_was_issued_when_it_happened(reader):
    for fact in OutboxFact.objects.filter(topic="privacy.answered"):
        react.call(path="boxmalls.privacy.reactions.issue", key=fact.key, payload=fact.payload)
    assert Receipt.objects.count() == 3
    acceptance = Acceptance.objects.get()
    first = download(reader, "acceptance", acceptance)
    signing_keys().renew()
    assert download(reader, "acceptance", acceptance) == first
    assert Receipt.objects.count() == 3


def test_any_changed_byte_is_refused(reader):
    raw = download(reader, "consent", Consent.objects.get())
    keys = public_keys()
    verified(raw, keys)
    for place in range(0, len(raw), 1 if os.environ.get("BOXMALLS_PROOF_SIZE") == "full" else 17):
        for other in (raw[place] ^ 1, raw[place] ^ 32):
            changed = raw[:place] + bytes([other]) + raw[place + 1 :]
            with pytest.raises(CommandError):
                verified(changed, keys)


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=300))
def test_what_is_no_receipt_is_refused_calmly(raw):
    with pytest.raises(CommandError):
        verified(raw, {})


def test_other_spellings_and_cut_pieces_are_refused(reader):
    raw = download(reader, "acceptance", Acceptance.objects.get())
    document = json.loads(raw)
    keys = public_keys()
    spellings = [
        raw + b"\n",
        raw.rstrip(),
        b"\xef\xbb\xbf" + raw,
        json.dumps(document).encode(),
        raw.replace(b'{\n  "@context"', b'{\n  "x": 1,\n  "@context"', 1),
    ]
    twice = raw.replace(b'  "issued"', b'  "issued": "2020-01-01T00:00:00Z",\n  "issued"', 1)
    head = document["proof"]["jws"].split(".")[0]
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": next(iter(keys))}).encode()).rstrip(b"=").decode()
    for changed in (*spellings, twice, raw.replace(head.encode(), none.encode()), raw[: len(raw) // 2], b"", b"[]", b"{}", b"[" * 100_000):
        with pytest.raises(CommandError):
            verified(changed, keys)


def test_it_verifies_after_new_versions_new_keys_and_the_erasure_which_is_said(reader, tmp_path, capsys):
    raw = download(reader, "acceptance", Acceptance.objects.get())
    make_in_force(material=True)
    for _time in range(3):
        signing_keys().renew()
    assert "The person is known here." in verify(tmp_path, raw, capsys=capsys)
    erase_person(person=reader.person, site_code="eu", at=AT)
    assert not Receipt.objects.exists()
    said = verify(tmp_path, raw, capsys=capsys)
    assert "We keep the text under this hash, byte for byte." in said
    assert "nothing is held under this number, and no name" in said
    assert ReceiptKey.objects.count() == 1


def test_the_public_half_is_in_the_shops_own_tables_too(reader, monkeypatch, tmp_path):
    """The folder of keys is lost with everything in it: what was signed before still verifies."""
    raw = download(reader, "acceptance", Acceptance.objects.get())
    for module in ("queries", "signing", "actions"):
        monkeypatch.setattr(f"boxmalls.privacy.receipts.{module}.signing_keys", lambda: SigningKeys(tmp_path / "new"))
    verified(raw, public_keys())
    other = download(reader, "consent", Consent.objects.get())
    verified(other, public_keys())
    assert ReceiptKey.objects.count() == 2


def test_anybody_verifies_it_with_the_published_keys_and_another_program(reader, tmp_path):
    raw = download(reader, "acceptance", Acceptance.objects.get())
    published = Client().get("/.well-known/receipt-keys.json")
    assert published.headers["Access-Control-Allow-Origin"] == "*"
    document = json.loads(raw)
    header, _empty, signature = document["proof"].pop("jws").split(".")
    unpadded = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    (key,) = [key for key in published.json()["keys"] if key["kid"] == json.loads(unpadded(header))["kid"]]
    public = Ed25519PublicKey.from_public_bytes(unpadded(key["x"]))
    payload = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    public.verify(unpadded(signature), header.encode() + b"." + payload)
    with pytest.raises(InvalidSignature):
        public.verify(unpadded(signature), header.encode() + b"." + payload + b" ")


def test_the_command_checks_the_text_and_ends_with_an_error(reader, tmp_path, capsys):
    raw = download(reader, "acceptance", Acceptance.objects.get())
    keys = tmp_path / "keys.json"
    keys.write_bytes(Client().get("/.well-known/receipt-keys.json").content)
    said = verify(tmp_path, raw, "--keys", keys, "--text", FIRST_TEXT, capsys=capsys)
    assert "The text is the one that this receipt names." in said
    other = tmp_path / "other.txt"
    other.write_text("Another text.")
    with pytest.raises(CommandError, match="not the one"):
        verify(tmp_path, raw, "--keys", keys, "--text", other)
    path = tmp_path / "changed.jsonld"
    path.write_bytes(raw.replace(b"accepted", b"refused!", 1))
    done = subprocess.run([sys.executable, "manage.py", "verify_receipt", path, "--keys", keys], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "changed" in done.stderr


def test_somebody_elses_receipt_is_not_there(reader):
    other = make_account(password=None, at=AT)
    theirs = make_acceptance(other)
    assert reader.get(f"/your-data/proofs/acceptance/{theirs.pk}").status_code == 404
    assert reader.get(f"/your-data/proofs/nothing/{theirs.pk}").status_code == 404
    assert not Receipt.objects.filter(person=other).exists()


def test_who_was_erased_before_the_receipt_was_written_gets_none(reader):
    acceptance = Acceptance.objects.get()
    erase_person(person=reader.person, site_code="eu", at=AT)
    react.call(path="boxmalls.privacy.reactions.issue", key=str(acceptance.pk), payload={"kind": "acceptance"})
    assert not Receipt.objects.exists()


def test_asking_twice_issues_once(reader):
    acceptance = Acceptance.objects.get()
    first = issue_receipt(kind="acceptance", about_id=acceptance.pk, at=AT)
    assert issue_receipt(kind="acceptance", about_id=acceptance.pk, at=AT).pk == first.pk
