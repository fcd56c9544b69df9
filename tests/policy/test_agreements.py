"""Texts beside the policy: versions, hashes, order, acceptance at the checkout."""

from hashlib import sha256

import pytest

from boxmalls.accounts.testing import make_account, make_seller_member, sign_in
from boxmalls.agreements.actions import accept_agreement, publish_agreement, publish_demo_texts
from boxmalls.agreements.kinds import AT_CHECKOUT
from boxmalls.agreements.models import AgreementVersion, OrderChange, OrderDecision, Signature
from boxmalls.agreements.ordering import Contradiction
from boxmalls.agreements.queries import standing_on, unaccepted
from boxmalls.agreements.testing import TERMS, make_order, make_terms
from boxmalls.privacy.policy.editions.refusals import UnknownKind
from boxmalls.privacy.rights.erasing import erase_person
from boxmalls.privacy.testing import AT, publish
from boxmalls.sellers.testing import make_seller
from boxmalls.sites.testing import make_sites
from tests.clauses.ordering import fill_basket, told_at_the_checkout

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


@pytest.fixture(autouse=True)
def _sites():
    make_sites()
    publish("eu")


@pytest.fixture
def reader(client):
    client.person = make_account(password=None, at=AT)
    return sign_in(client, client.person)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (AgreementVersion, OrderChange, OrderDecision)]


def test_publishing_twice_is_publishing_once_and_another_text_is_another_version():
    assert make_terms().pk == make_terms().pk
    assert make_terms(words=TERMS + b"\n3. More.\n").number == 2
    assert make_terms("my").number == 1


def test_an_acceptance_names_text_site_language_and_time_once():
    person, version = make_account(password=None, at=AT), make_terms()
    made = accept_agreement(person_id=person.pk, version=version, language="ms", at=AT)
    assert accept_agreement(person_id=person.pk, version=version, language="en", at=AT).pk == made.pk
    assert (made.text_sha256, made.site_code, made.language, made.accepted_at) == (sha256(TERMS).hexdigest(), "eu", "ms", AT)
    assert unaccepted(person.pk, "eu", AT_CHECKOUT) == []
    make_terms("my")
    assert unaccepted(person.pk, "my", AT_CHECKOUT) == [], "the same text on another site"
    make_terms(words=TERMS + b"\n3. More.\n")
    assert [version.number for version in unaccepted(person.pk, "eu", AT_CHECKOUT)] == [2]
    erase_person(person=person, site_code="eu", at=AT)
    assert not Signature.objects.exists()


def test_the_order_is_data_of_the_site_and_contradictions_change_nothing():
    make_terms(overrides=["seller"])
    assert [each.kind for each in standing_on("eu")] == ["consent", "notice", "terms", "seller", "policy"]
    make_order("policy", "terms", "seller", "notice", "consent")
    assert [each.kind for each in standing_on("eu")] == ["policy", "terms", "seller", "notice", "consent"]
    assert [each.kind for each in standing_on("my")] == ["consent", "notice", "seller", "terms", "policy"]
    before = everything()
    with pytest.raises(Contradiction):
        make_terms(kind="seller", words=b"Seller\n\nFirst.\n", overrides=["terms"])
    for wrong in (["policy"], ["policy"] * 5, ["x", "terms", "seller", "notice", "consent"]):
        with pytest.raises(UnknownKind):
            make_order(*wrong)
    for kind in ("policy", "x"):
        with pytest.raises(UnknownKind):
            publish_agreement(site_code="eu", kind=kind, words=TERMS, at=AT)
    assert everything() == before


def test_the_page_shows_the_order_and_each_text_with_its_hash(client):
    publish_demo_texts(site_codes=["eu"], at=AT)
    publish_demo_texts(site_codes=["eu"], at=AT)
    page = client.get("/agreements").text
    order = [page.index(f"<h2>{words}" if "a href" not in words else words) for words in ("Consent texts", "Notices beside fields")]
    assert order == sorted(order)
    assert page.index('href="/agreements/seller"') < page.index('href="/agreements/terms"') < page.rindex('href="/policy">')
    terms = client.get("/agreements/terms").text
    assert "This shop is a demo." in terms
    raw = client.get("/agreements/terms/1/text").content
    assert sha256(raw).hexdigest() in terms
    assert client.get("/agreements/notice").status_code == 404
    assert not client.cookies


def test_ordering_accepts_the_terms_that_were_shown_and_no_others(client):
    make_terms()
    fill_basket(client)
    told = {**told_at_the_checkout(client), "texts": "terms:1"}
    assert 'name="texts" value="terms:1"' in client.get("/checkout").text
    make_terms(words=TERMS + b"\n3. More.\n")
    refused = client.post("/checkout", told)
    assert refused.status_code == 409
    assert "The terms have changed" in refused.text
    assert not Signature.objects.exists()
    assert client.post("/checkout", {**told, "texts": "terms:2"}).status_code == 303
    signed = Signature.objects.get()
    assert (signed.version.number, signed.site_code, signed.language) == (2, "eu", "en")


def test_accepting_on_the_page_takes_the_version_that_was_read(reader):
    make_terms()
    assert "I accept version 1" in reader.get("/agreements/terms").text
    make_terms(words=TERMS + b"\n3. More.\n")
    assert reader.post("/agreements/terms/acceptance", {"version": "1"}).status_code == 409
    assert not Signature.objects.exists()
    assert reader.post("/agreements/terms/acceptance", {"version": "2"}).status_code == 303
    assert Signature.objects.get().person_id == reader.person.pk
    assert "Accepted by you" in reader.get("/agreements/terms").text


def test_who_sells_is_led_to_the_seller_agreement_until_they_accepted_it(client):
    agreement = make_terms(kind="seller", words=b"Seller agreement\n\nYou sell.\n")
    seller = sign_in(client, make_seller_member(make_seller()))
    assert 'href="/agreements/seller"' in main_of(seller.get("/seller/"))
    assert seller.post("/agreements/seller/acceptance", {"version": "1"}).status_code == 303
    assert Signature.objects.get().version == agreement
    assert 'href="/agreements/seller"' not in main_of(seller.get("/seller/"))


def main_of(response):
    """What is on a page, without the ways around it."""
    return response.text.partition("<main")[2].partition("</main>")[0]
