"""1.4: other words that stand where they apply are kept, and this policy does not replace them."""

import re
from uuid import uuid4

import pytest
from django.db import transaction

from boxmalls.agreements.actions import accept_what_applies
from boxmalls.agreements.kinds import AT_CHECKOUT, WHERE_SELLING
from boxmalls.agreements.models import Signature
from boxmalls.agreements.queries import unaccepted
from boxmalls.agreements.testing import make_order, make_terms
from boxmalls.privacy.collection import NotAgreed, collecting
from boxmalls.privacy.models import Visit, Wording
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.testing import AT, make_acceptance
from tests.clauses.ordering import fill_basket

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


def test_the_terms_that_apply_to_an_order_are_kept_as_accepted(lena):
    terms = make_terms()
    accept_what_applies(person_id=lena.pk, site_code="eu", kinds=AT_CHECKOUT, language="ja", at=AT)
    signed = Signature.objects.get()
    assert (signed.version, signed.text_sha256, signed.language, signed.accepted_at) == (terms, terms.text_id, "ja", AT)


def test_the_seller_agreement_waits_for_who_sells_until_they_accepted_it(hers, lena):
    agreement = make_terms(kind="seller", words=b"Seller agreement\n\nYou sell.\n")
    assert unaccepted(lena.pk, "eu", WHERE_SELLING) == [agreement]
    assert hers.post("/agreements/seller/acceptance", {"version": "1"}).status_code == 303
    assert Signature.objects.get().version == agreement
    assert unaccepted(lena.pk, "eu", WHERE_SELLING) == []


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


def test_accepting_the_policy_agrees_to_nothing_optional(lena):
    make_acceptance(lena)
    with pytest.raises(NotAgreed), transaction.atomic(), collecting(RECENTLY_VIEWED, person=lena, at=AT):
        Visit.objects.create(person=lena, product_id=uuid4(), page="/products/x/blue-chair", at=AT)
    assert not Visit.objects.exists()
