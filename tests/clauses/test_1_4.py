"""1.4: other words that stand where they apply are kept, and this policy does not replace them."""

import re
from uuid import uuid4

import pytest
from django.db import transaction

from boxmalls.accounts.testing import make_seller_member, sign_in
from boxmalls.agreements.models import Signature
from boxmalls.agreements.testing import make_order, make_terms
from boxmalls.privacy.collection import NotAgreed, collecting
from boxmalls.privacy.models import Visit, Wording
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_acceptance
from boxmalls.sellers.testing import make_seller
from tests.clauses.ordering import fill_basket, told_at_the_checkout

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_the_words_beside_a_switch_are_kept_with_the_yes(hers):
    hers.post("/your-data/choices", {"purpose": RECENTLY_VIEWED.code, "agreed": "on"})
    words = Wording.objects.get().words
    assert "Products you opened" in words
    assert "Nothing else changes." in words


def test_the_terms_stand_beside_the_policy_in_their_place(client):
    make_terms()
    page = client.get("/agreements").text
    assert 0 < page.index('href="/agreements/terms"') < page.rindex('href="/policy">')


def test_a_notice_stands_beside_each_field_and_says_why_it_is_asked(client):
    fill_basket(client)
    page = client.get("/checkout").text
    for why in ("For the confirmation and news about this order.", "For the parcel label."):
        assert why in page


def test_the_terms_and_the_notice_are_named_where_somebody_orders(client):
    make_terms()
    make_terms(kind="notice", words=b"Notice\n\nThe parcel service gets your name.\n")
    fill_basket(client)
    page = client.get("/checkout").text
    assert '<a href="/agreements/terms">Terms of sale, version 1</a>' in page
    assert '<a href="/agreements/notice">notice, version 1</a>' in page


def test_the_terms_that_were_shown_are_kept_with_the_order(client):
    terms = make_terms()
    fill_basket(client)
    told = told_at_the_checkout(client)
    texts = re.search(r'name="texts" value="([^"]*)"', client.get("/checkout").text)[1]
    assert client.post("/checkout", {**told, "texts": texts}).status_code == 303
    signed = Signature.objects.get()
    assert (signed.version, signed.text_sha256, signed.site_code, signed.language) == (terms, terms.text_id, "eu", "en")


def test_who_sells_is_led_to_the_seller_agreement_until_they_accepted_it(client):
    agreement = make_terms(kind="seller", words=b"Seller agreement\n\nYou sell.\n")
    seller = sign_in(client, make_seller_member(make_seller()))
    assert 'href="/agreements/seller"' in main_of(seller.get("/seller/"))
    assert seller.post("/agreements/seller/acceptance", {"version": "1"}).status_code == 303
    assert Signature.objects.get().version == agreement
    assert 'href="/agreements/seller"' not in main_of(seller.get("/seller/"))


def test_the_policy_comes_last_unless_two_persons_provide_otherwise(client):
    assert order_shown(client)[-1] == "Privacy policy"
    make_order("policy", "consent", "notice", "seller", "terms")
    assert order_shown(client)[0] == "Privacy policy"
    assert "a second one approved it" in client.get("/agreements").text


def test_a_text_that_says_so_expressly_comes_before_another(client):
    make_terms(overrides=["consent"])
    shown = order_shown(client)
    assert shown.index("Terms of sale") < shown.index("Consent texts")


def order_shown(client):
    """The kinds of texts in their places, as the page has them."""
    return [re.sub("<[^>]+>", "", each) for each in re.findall(r"<li class=\"panel[^>]*><h2>(.*?)</h2>", client.get("/agreements").text)]


def main_of(response):
    """What is on a page, without the ways around it."""
    return response.text.partition("<main")[2].partition("</main>")[0]


def test_accepting_the_policy_agrees_to_nothing_optional(lena):
    make_acceptance(lena)
    with pytest.raises(NotAgreed), transaction.atomic(), collecting(RECENTLY_VIEWED, person=lena, at=AT):
        Visit.objects.create(person=lena, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    assert not Visit.objects.exists()
