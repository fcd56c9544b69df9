"""The office's page of agreements: order, versions with who accepted them, new editions by two persons; and the signed receipts."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from boxmalls.accounts.models import Staff
from boxmalls.accounts.testing import make_account, make_staff, sign_in
from boxmalls.agreements.actions import accept_agreement
from boxmalls.agreements.models import AgreementVersion, OrderChange, Signature
from boxmalls.agreements.queries import order_of
from boxmalls.agreements.testing import TERMS, make_terms
from boxmalls.base.clock import now
from boxmalls.privacy.models import Edition, Receipt
from boxmalls.privacy.policy.editions.queries import state_of
from boxmalls.privacy.policy.editions.rules import Step
from boxmalls.privacy.policy.editions.testing import LATER, changed_text
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
    sent = {"title": "A week to pay", "kind": "terms", "sites": ["eu"], "language": "en", "text": NEW, "news": "You have a week to pay."} | changed
    response = client.post(f"{HERE}new", sent)
    assert response.status_code == 303, response.text
    return response.headers["Location"]


def propose_by_page(client, page, **said):
    sent = {"material": "yes", "effective_on": (now() + LATER).date().isoformat()} | said
    return client.post(f"{page}/proposal", sent)


def test_a_new_edition_is_compared_approved_by_a_second_person_and_announced(two):
    make_terms()
    author, second = two
    page = draft_by_page(author)
    told = author.get(page).text
    for words in ("within a week", "<ins>", "A week to pay", "Terms of sale", "Hand it to the second person"):
        assert words in told
    assert "Which purposes are new" not in told, "an agreement names none"
    assert author.post(f"{page}/texts", {"language": "ja", "text": "規約\n\n1. 支払い。\n\n2. 発送。\n\n3. 終。", "news": "一週間"}).status_code == 303
    assert "支払い" in author.get(f"{page}?text=ja").text
    assert propose_by_page(author, page, effective_on=now().date().isoformat()).status_code == 422, "people are told before"
    assert propose_by_page(author, page).status_code == 303
    assert author.post(f"{page}/approval").status_code == 403
    assert second.post(f"{page}/approval").status_code == 303
    assert AgreementVersion.objects.count() == 1, "approved is not in force"
    assert second.post(f"{page}/schedule").status_code == 303
    assert second.post(f"{page}/approval").status_code == 409, "once"
    assert AgreementVersion.objects.count() == 1, "nor is announced"
    assert "Announced, not yet in force" in second.get(HERE).text
    assert "A week to pay" in second.get("/office/").text
    assert second.post(f"{page}/withdrawal", {"reason": "We keep the old one."}).status_code == 303
    assert "Withdrawn" in second.get(page).text


def test_sent_back_its_author_reads_why(two):
    author, second = two
    page = draft_by_page(author)
    assert propose_by_page(author, page).status_code == 303
    assert second.post(f"{page}/sending-back", {"reason": " "}).status_code == 422
    assert second.post(f"{page}/sending-back", {"reason": "A week is too short."}).status_code == 303
    assert "A week is too short." in author.get(page).text
    assert not AgreementVersion.objects.exists()


def test_texts_that_contradict_each_other_are_not_even_proposed(two):
    make_terms(kind="seller", words=b"Seller\n\nFirst.\n", overrides=["terms"])
    author, _second = two
    page = draft_by_page(author, sites=["my", "eu"], overrides=["seller"])
    assert "Says expressly that it comes before: Seller agreement." in author.get(page).text
    assert propose_by_page(author, page).status_code == 422
    assert state_of(Edition.objects.get()) is Step.DRAFTED


def test_each_edition_has_one_address(two):
    policy = two[0].post("/office/policy/new", {"title": "x", "sites": ["eu"], "language": "en", "text": changed_text().decode(), "news": "x"})
    of_policy, of_terms = policy.headers["Location"], draft_by_page(two[0])
    assert two[0].get(of_policy).status_code == two[0].get(of_terms).status_code == 200
    assert two[0].get(of_terms.replace("agreements/editions", "policy")).status_code == 404
    assert two[0].get(of_policy.replace("policy", "agreements/editions")).status_code == 404
    assert of_terms not in two[0].get("/office/policy/").text
    assert of_policy not in two[0].get(HERE).text


def test_the_page_shows_order_versions_and_who_accepted_which(two):
    make_terms()
    newest = make_terms(words=NEW.encode())
    persons = [make_account(at=AT) for _ in range(3)]
    for person, language in zip(persons, ("en", "ja", "ja"), strict=True):
        accept_agreement(person_id=person.pk, version=newest, language=language, at=AT)
    page = two[0].get(HERE).text
    assert page.index("Consent texts") < page.index("Terms of sale") < page.index("Privacy policy")
    assert "English 1 · 日本語 2" in page
    shown = two[0].get(f"{HERE}versions/{newest.pk}").text
    assert all(person.pk.hex[-6:].upper() in shown for person in persons)
    assert all(str(person.pk) not in shown for person in persons)


def places(kinds, **more):
    return (
        {kind: str(number) for number, kind in enumerate(kinds, 1)}
        | {
            "why": "The lawyers want it so.",
            "effective_on": f"{now():%Y-%m-%d}",
            "short_notice": "A court ordered it at once.",
        }
        | more
    )


def test_another_order_is_proposed_by_one_and_approved_by_another_on_the_page(two):
    author, second = two
    before = order_of("eu")
    wrong = author.post(f"{HERE}order/eu", places(before) | dict.fromkeys(before, "1"))
    assert (wrong.status_code, order_of("eu")) == (422, before)
    assert "Give each text a place of its own." in wrong.text
    assert author.post(f"{HERE}order/eu", places(before, why="")).status_code == 422
    assert author.post(f"{HERE}order/eu", places(before)).status_code == 422, "nothing new"
    assert not OrderChange.objects.exists()
    assert author.post(f"{HERE}order/eu", places(before[::-1])).status_code == 303
    change = OrderChange.objects.get()
    assert order_of("eu") == before, "proposed is not approved"
    decide = f"{HERE}order/changes/{change.pk}"
    assert "Approve this order" not in author.get(HERE).text
    assert author.post(decide, {"approve": "1"}).status_code == 403
    assert "Approve this order" in second.get(HERE).text
    assert second.post(decide, {"approve": "1"}).status_code == 303
    assert order_of("eu") == before[::-1]
    assert order_of("my") == before
    assert second.post(decide, {"approve": "1"}).status_code == 409
    shown = second.get(HERE).text
    assert "The lawyers want it so." in shown
    assert "Approved by person in charge" in shown
    public = second.get("/agreements").text
    assert "a second one approved it" in public


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
