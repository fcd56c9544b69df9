"""The office's page of agreements: order, versions with who accepted them, new editions by two persons; and the signed receipts."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.agreements.actions import accept_agreement
from boxmalls.agreements.drafting import AuthorApproves, DecidedAlready, approve_agreement, draft_agreement, send_back_agreement
from boxmalls.agreements.models import AgreementDecision, AgreementDraft, AgreementVersion, Signature
from boxmalls.agreements.queries import order_of, unaccepted
from boxmalls.agreements.testing import TERMS, make_terms
from boxmalls.privacy.models import Receipt
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, publish
from boxmalls.sites.testing import make_sites

pytestmark = pytest.mark.django_db(databases=["default", "safe"])
HOST = {"host": "eu.localhost"}
HERE = "/office/agreements/"
NEW = "Terms\n\n1. You pay what the page says, within a week.\n\n2. The seller sends it.\n"


@pytest.fixture(autouse=True)
def _sites():
    make_sites()
    publish("eu")


@pytest.fixture
def two():
    return [sign_in(Client(headers=HOST), make_staff(Staff.OFFICER)) for _ in range(2)]


def draft_by_page(client, **changed):
    sent = {"kind": "terms", "sites": ["eu"], "language": "en", "text": NEW} | changed
    return client.post(f"{HERE}new", sent)


def test_a_new_edition_is_compared_and_put_in_force_by_a_second_person_and_asked_again(two):
    make_terms()
    person = make_account(at=AT)
    accept_agreement(person_id=person.pk, version=AgreementVersion.objects.get(), language="en", at=AT)
    author, second = two
    page = draft_by_page(author).headers["Location"]
    told = author.get(page).text
    assert "within a week" in told
    assert "<ins>" in told
    assert "Put it in force" not in told, "its author is not offered it"
    assert author.post(f"{page}/decision", {"approve": "1"}).status_code == 403
    assert AgreementVersion.objects.count() == 1
    assert second.post(f"{page}/decision", {"approve": "1"}).status_code == 303
    assert AgreementVersion.objects.get(number=2).text.text == NEW
    assert [version.number for version in unaccepted(person.pk, "eu", ["terms"])] == [2]
    assert second.post(f"{page}/decision", {"approve": "1"}).status_code == 409, "once"
    assert AgreementVersion.objects.count() == 2


def test_sent_back_it_is_in_force_nowhere_and_a_reason_is_wanted(two):
    author, second = two
    page = draft_by_page(author).headers["Location"]
    assert second.post(f"{page}/decision", {"reason": " "}).status_code == 422
    assert second.post(f"{page}/decision", {"reason": "A week is too short."}).status_code == 303
    assert "A week is too short." in author.get(page).text
    assert not AgreementVersion.objects.exists()


def test_the_database_refuses_an_approval_by_the_author_and_a_refusal_without_a_reason():
    person = make_staff(Staff.OFFICER)
    made = draft_agreement(by=person.pk, site_codes=["eu"], kind="terms", language="en", words=TERMS, at=AT)
    with pytest.raises(AuthorApproves):
        approve_agreement(draft=made, by=person.pk, at=AT)
    for wrong in ({"approved": True, "by_id": person.pk}, {"approved": False, "by_id": make_account().pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreementDecision.objects.create(draft=made, author_id=person.pk, at=AT, **wrong)
    send_back_agreement(draft=made, by=person.pk, reason="Mine; never mind.", at=AT)
    with pytest.raises(DecidedAlready):
        approve_agreement(draft=made, by=make_account().pk, at=AT)


def test_texts_that_contradict_each_other_are_put_in_force_nowhere(two):
    make_terms(kind="seller", words=b"Seller\n\nFirst.\n", overrides=["terms"])
    author, second = two
    page = draft_by_page(author, sites=["my", "eu"], overrides=["seller"]).headers["Location"]
    assert second.post(f"{page}/decision", {"approve": "1"}).status_code == 422
    assert not AgreementVersion.objects.filter(kind="terms").exists()
    assert not AgreementDecision.objects.exists()
    assert AgreementDraft.objects.count() == 1


def test_the_page_shows_order_versions_and_who_accepted_which(two):
    make_terms()
    newest = make_terms(words=NEW.encode())
    persons = [make_account(at=AT) for _ in range(3)]
    for person, language in zip(persons, ("en", "ja", "ja"), strict=True):
        accept_agreement(person_id=person.pk, version=newest, language=language, at=AT)
    page = two[0].get(HERE).text
    assert page.index("Consent texts") < page.index("Terms of sale") < page.index("Privacy policy")
    assert "en 1 · ja 2" in page
    shown = two[0].get(f"{HERE}versions/{newest.pk}").text
    assert all(person.pk.hex[-6:].upper() in shown for person in persons)
    assert all(str(person.pk) not in shown for person in persons)


def test_the_order_is_set_by_the_page_and_two_in_one_place_change_nothing(two):
    before = order_of("eu")
    wrong = two[0].post(f"{HERE}order/eu", dict.fromkeys(before, "1"))
    assert (wrong.status_code, order_of("eu")) == (422, before)
    assert "Give each text a place of its own." in wrong.text
    turned = {kind: str(number) for number, kind in enumerate(reversed(before), 1)}
    assert two[0].post(f"{HERE}order/eu", turned).status_code == 303
    assert order_of("eu") == before[::-1]
    assert order_of("my") == before


def test_an_acceptance_has_a_signed_receipt_that_verifies_and_goes_with_its_person(tmp_path):
    person, version = make_account(at=AT), make_terms()
    signature = accept_agreement(person_id=person.pk, version=version, language="ms", at=AT)
    client = sign_in(Client(headers=HOST), person)
    assert "Terms of sale, version 1" in client.get("/your-data/proofs").text
    address = f"/your-data/proofs/agreement/{signature.pk}"
    sent = client.get(address)
    assert sent.headers["Content-Type"] == "application/ld+json"
    assert client.get(address).content == sent.content, "the same bytes at each download"
    told = json.loads(sent.content)
    notice = told["record"]["processing"]["privacy_notice"]
    assert (notice["text_sha256"], notice["text_version"], told["record"]["kind"]) == (version.text_id, "1", "agreement")
    assert told["record"]["processing"]["language"] == "ms"
    assert told["record"]["processing"]["purposes"][0]["lawful_basis"] == "dpv:Contract"
    kept = tmp_path / "receipt.jsonld"
    kept.write_bytes(sent.content)
    (tmp_path / "terms.txt").write_bytes(TERMS)
    said = StringIO()
    call_command("verify_receipt", str(kept), "--text", str(tmp_path / "terms.txt"), stdout=said)
    call_command("verify_receipt", str(kept), stdout=said)
    assert "The text is the one" in said.getvalue()
    assert "We keep the text under this hash, byte for byte." in said.getvalue()
    kept.write_bytes(sent.content.replace(b'"1"', b'"2"', 1))
    with pytest.raises(CommandError):
        call_command("verify_receipt", str(kept), stdout=said)
    assert sign_in(Client(headers=HOST), make_account()).get(address).status_code == 404
    erase_person(person=person, site_code="eu", at=AT)
    assert not Receipt.objects.exists()
    assert not Signature.objects.exists()


def test_the_receipt_of_an_acceptance_is_written_when_it_happens():
    from boxmalls.base.models import OutboxFact

    person = make_account(at=AT)
    signature = accept_agreement(person_id=person.pk, version=make_terms(), language="en", at=AT)
    fact = OutboxFact.objects.get(topic="privacy.answered")
    assert (fact.key, fact.payload["kind"]) == (str(signature.pk), "agreement")
